import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_STATUSES, type Fact } from './fact.ts';
import { type FactId, factDefinition } from './fact-dictionary.ts';
import { fitOf, type Verdict } from './fit.ts';
import type { Place } from './place.ts';
import type { VisitorNeeds } from './visitor-needs.ts';

type Facts = Place['facts'];

const today = '2026-11-22';
const yes: Fact = { status: 'yes', verified: '2026-06-01', reviewBy: '2027-06-01' };
const no: Fact = { status: 'no', verified: '2026-06-01' };
const cm = (value: number): Fact => ({ ...yes, value });
const scooter = (width = 60, length = 120, turning = 180): VisitorNeeds => ({
  aid: { kind: 'scooter', width, length, turning },
});
/** A place with room for nearly everybody. */
const roomy: Facts = {
  stepFreeEntrance: yes,
  stepFreeInside: yes,
  entranceDoorWidth: cm(120),
  aisleWidth: cm(150),
  turningSpace: cm(250),
  scootersIndoors: yes,
  accessibleToilet: yes,
  toiletDoorWidth: cm(95),
};
const verdict = (facts: Facts, needs: VisitorNeeds) => fitOf(facts, needs, today).verdict;
const reason = (facts: Facts, needs: VisitorNeeds, fact: FactId) =>
  fitOf(facts, needs, today).reasons.find((candidate) => candidate.fact === fact);

describe('whether a place suits', () => {
  it('is confirmed when facts say so of every need', () => {
    expect(fitOf(roomy, { ...scooter(), toilet: 'accessible' }, today)).toMatchObject({
      verdict: 'confirmed',
      reasons: expect.arrayContaining([{ fact: 'entranceDoorWidth', code: 'met', value: 120, needed: 60 }]),
    });
  });

  it('names the measure that is too small', () => {
    const facts = { ...roomy, entranceDoorWidth: cm(58) };
    expect(verdict(facts, scooter())).toBe('unsuitable');
    expect(fitOf(facts, scooter(), today).reasons[0]).toEqual({
      fact: 'entranceDoorWidth',
      code: 'not-met',
      value: 58,
      needed: 60,
    });
  });

  it('is not confirmed where something is not said', () => {
    const { aisleWidth: _, ...facts } = roomy;
    expect(verdict(facts, scooter())).toBe('unconfirmed');
    expect(reason(facts, scooter(), 'aisleWidth')?.code).toBe('unknown');
  });

  it('is not confirmed by what is partly so, old or disputed', () => {
    for (const [fact, code] of [
      [{ ...yes, status: 'partial' }, 'partial'],
      [{ ...yes, verified: '2020-01-01', reviewBy: '2021-01-01' }, 'old'],
      [{ ...yes, disputed: true }, 'disputed'],
    ] as const) {
      const facts: Facts = { ...roomy, stepFreeInside: fact };
      expect(verdict(facts, scooter())).toBe('unconfirmed');
      expect(reason(facts, scooter(), 'stepFreeInside')?.code).toBe(code);
    }
  });

  it('is not confirmed by what nobody has dated, where a wrong answer strands somebody', () => {
    const facts: Facts = { ...roomy, stepFreeInside: { status: 'yes' } };
    expect(reason(facts, scooter(), 'stepFreeInside')?.code).toBe('unchecked');
    expect(verdict(facts, scooter())).toBe('unconfirmed');
    expect(verdict({ assistanceDogs: { status: 'yes' } }, { dog: true })).toBe('confirmed');
    expect(verdict({ assistanceDogs: { status: 'yes', disputed: true } }, { dog: true })).toBe('unconfirmed');
  });

  it('believes a place that says the way there has steps, or that its lift is disputed', () => {
    expect(verdict({ ...roomy, stepFreeApproach: no }, scooter())).toBe('unsuitable');
    const lift = { lift: { ...yes, disputed: true }, liftDoorWidth: cm(90), liftCabinLength: cm(140) };
    expect(verdict({ ...roomy, ...lift }, scooter())).toBe('unconfirmed');
    const toilet = { ...scooter(), toilet: 'accessible' as const };
    expect(verdict({ ...roomy, toiletTurningSpace: cm(50) }, toilet)).toBe('unsuitable');
  });

  it('takes "no steps" before the height of a step', () => {
    const facts: Facts = { ...roomy, stepFreeEntrance: no, entranceStepHeight: cm(12) };
    expect(verdict(facts, { stepFree: true, maxStep: 15 })).toBe('unsuitable');
  });

  it('says no even where the no is old', () => {
    const facts = { ...roomy, stepFreeEntrance: { ...no, verified: '2019-01-01', reviewBy: '2020-01-01' } };
    expect(verdict(facts, scooter())).toBe('unsuitable');
  });

  it('does not miss what a place has nothing of', () => {
    const none: Fact = { ...yes, status: 'not-applicable' };
    const park: Facts = {
      stepFreeEntrance: yes,
      stepFreeInside: yes,
      entranceDoorWidth: none,
      aisleWidth: none,
      turningSpace: none,
      scootersIndoors: none,
      lift: none,
      liftDoorWidth: cm(40),
    };
    expect(verdict(park, scooter())).toBe('confirmed');
    expect(verdict({ ...park, accessibleToilet: none }, { ...scooter(), toilet: 'accessible' })).toBe(
      'unsuitable',
    );
  });

  it('counts the lift and the limits of a place only where they are said', () => {
    expect(verdict({ ...roomy, liftCabinLength: cm(110) }, scooter())).toBe('unsuitable');
    expect(verdict({ ...roomy, lift: yes }, scooter())).toBe('unconfirmed');
    expect(verdict({ ...roomy, lift: yes, liftDoorWidth: cm(90), liftCabinLength: cm(140) }, scooter())).toBe(
      'confirmed',
    );
    expect(verdict({ ...roomy, scooterMaxLength: cm(110) }, scooter())).toBe('unsuitable');
    expect(verdict({ ...roomy, scooterMaxLength: cm(120) }, scooter())).toBe('confirmed');
  });

  it('counts scooter rules for scooters alone', () => {
    const wheelchair: VisitorNeeds = { aid: { kind: 'wheelchair', width: 70, length: 120, turning: 150 } };
    const facts = { ...roomy, scootersIndoors: no };
    expect(verdict(facts, scooter())).toBe('unsuitable');
    expect(verdict(facts, wheelchair)).toBe('confirmed');
  });

  it('lets who manages a step in by a step', () => {
    const facts: Facts = {
      stepFreeEntrance: no,
      entranceStepHeight: cm(12),
      entranceStepCount: { ...yes, value: 3 },
      stepFreeInside: yes,
    };
    expect(verdict(facts, { maxStep: 15 })).toBe('confirmed');
    expect(verdict(facts, { maxStep: 10 })).toBe('unsuitable');
    expect(verdict(facts, { stepFree: true })).toBe('unsuitable');
    const { entranceStepHeight: _, ...unmeasured } = facts;
    expect(verdict(unmeasured, { maxStep: 15 })).toBe('unconfirmed');
    // An aid goes up one low step, and no stairs.
    expect(reason(facts, { ...scooter(), maxStep: 15 }, 'entranceStepCount')?.code).toBe('not-met');
  });

  it('does not take "does not apply" for a facility that is asked for by name', () => {
    const none: Fact = { ...yes, status: 'not-applicable' };
    const facts = { accessibleToilet: none, stepFreeEntrance: none };
    expect(fitOf(facts, {}, today, ['accessibleToilet']).verdict).toBe('unsuitable');
    expect(fitOf(facts, {}, today, ['stepFreeEntrance']).verdict).toBe('confirmed');
  });

  it('asks for what is named', () => {
    const fit = fitOf({ hearingLoop: yes }, {}, today, ['hearingLoop', 'quietSpace']);
    expect(fit).toEqual({
      verdict: 'unconfirmed',
      reasons: [
        { fact: 'quietSpace', code: 'unknown' },
        { fact: 'hearingLoop', code: 'met' },
      ],
    });
  });
});

const rank: Record<Verdict, number> = { unsuitable: 0, unconfirmed: 1, confirmed: 2 };

type Side = 'width' | 'length' | 'turning';

/** Facts that needs ask about, with the measure of an aid that they are held against. */
const asked: Readonly<Partial<Record<FactId, Side | 'step' | 'count' | null>>> = {
  stepFreeApproach: null,
  stepFreeEntrance: null,
  entranceStepHeight: 'step',
  entranceStepCount: 'count',
  stepFreeInside: null,
  entranceDoorWidth: 'width',
  aisleWidth: 'width',
  turningSpace: 'turning',
  lift: null,
  liftDoorWidth: 'width',
  liftCabinLength: 'length',
  scootersIndoors: null,
  scooterMaxWidth: 'width',
  scooterMaxLength: 'length',
  accessibleToilet: null,
  changingPlaces: null,
  toiletDoorWidth: 'width',
  toiletTurningSpace: 'turning',
  hearingLoop: null,
  audioDescription: null,
  quietSpace: null,
  assistanceDogs: null,
};
const askedIds = Object.keys(asked) as FactId[];

const needsArbitrary: fc.Arbitrary<VisitorNeeds> = fc.record(
  {
    aid: fc.record({
      kind: fc.constantFrom('scooter' as const, 'wheelchair' as const),
      width: fc.integer({ min: 40, max: 120 }),
      length: fc.integer({ min: 60, max: 250 }),
      turning: fc.integer({ min: 60, max: 400 }),
    }),
    stepFree: fc.boolean(),
    maxStep: fc.integer({ min: 0, max: 30 }),
    toilet: fc.constantFrom('accessible' as const, 'changing-places' as const),
    hearing: fc.boolean(),
    vision: fc.boolean(),
    quiet: fc.boolean(),
    dog: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** A place that suits these needs, with `spare` centimetres more than they ask for. */
function suiting({ aid, maxStep = 0 }: VisitorNeeds, spare: number): Facts {
  const measures = {
    width: (aid?.width ?? 0) + spare,
    length: (aid?.length ?? 0) + spare,
    turning: (aid?.turning ?? 0) + spare,
    step: Math.max(0, maxStep - spare),
    count: 1,
  };
  return Object.fromEntries(
    askedIds.map((id) => {
      const side = asked[id];
      return [id, side ? cm(measures[side]) : yes];
    }),
  );
}

const factArbitrary = (id: FactId): fc.Arbitrary<Fact> => {
  const dates = {
    verified: fc.constantFrom(undefined, '2019-05-01', '2026-05-01'),
    reviewBy: fc.constantFrom(undefined, '2020-05-01', '2027-05-01'),
    disputed: fc.constantFrom(undefined, true),
  };
  if (factDefinition(id).unit === undefined)
    return fc.record({ status: fc.constantFrom(...FACT_STATUSES), ...dates });
  return fc.oneof(
    fc.record({ status: fc.constant('yes' as const), value: fc.integer({ min: 0, max: 300 }), ...dates }),
    fc.record({ status: fc.constantFrom('unknown' as const, 'not-applicable' as const), ...dates }),
  );
};

/** One fact other than it was, or forgotten. */
const blow: fc.Arbitrary<readonly [FactId, Fact | undefined]> = fc
  .constantFrom(...askedIds)
  .chain((id) => fc.tuple(fc.constant(id), fc.option(factArbitrary(id), { nil: undefined })));

interface Case {
  readonly facts: Facts;
  readonly needs: VisitorNeeds;
}

/** Needs, and a place that suits them but for a few blows. Facts at random suit hardly ever, and so show little. */
const cases = (needs = needsArbitrary): fc.Arbitrary<Case> =>
  fc.tuple(needs, fc.nat(40), fc.array(blow, { maxLength: 3 })).map(([given, spare, blows]) => {
    const facts = { ...suiting(given, spare), ...Object.fromEntries(blows) };
    const known = Object.entries(facts).filter(([, fact]) => fact !== undefined);
    return { needs: given, facts: Object.fromEntries(known) };
  });

/** How often what a property is about was seen: one that is never reached holds for nothing. */
class Reached {
  private readonly counts = new Map<string, number>();

  see(what: string, isSo: boolean): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + Number(isSo));
  }

  expectEach(least: number): void {
    for (const [what, count] of this.counts) expect([what, count >= least]).toEqual([what, true]);
  }
}

describe('for all places and needs', () => {
  it('a larger aid never gets a better verdict', () => {
    const reached = new Reached();
    fc.assert(
      fc.property(
        cases(needsArbitrary.filter(({ aid }) => aid !== undefined)),
        fc.constantFrom<Side>('width', 'length', 'turning'),
        fc.nat(80),
        ({ facts, needs }, side, more) => {
          const { aid } = needs;
          if (!aid) return;
          const larger = { ...needs, aid: { ...aid, [side]: aid[side] + more } };
          const [before, after] = [verdict(facts, needs), verdict(facts, larger)];
          expect(rank[after]).toBeLessThanOrEqual(rank[before]);
          reached.see('confirmed for the smaller', before === 'confirmed');
          reached.see('confirmed for both', after === 'confirmed');
          reached.see('too large', before === 'confirmed' && after === 'unsuitable');
          reached.see('unconfirmed for the smaller', before === 'unconfirmed');
        },
      ),
      { numRuns: 1000 },
    );
    reached.expectEach(50);
  });

  it('who manages a higher step never gets a worse verdict', () => {
    const reached = new Reached();
    const stepping = needsArbitrary.map(({ aid: _, stepFree: __, maxStep = 5, ...needs }) => ({
      ...needs,
      maxStep: Math.max(1, maxStep),
    }));
    fc.assert(
      fc.property(cases(stepping), fc.boolean(), fc.nat(30), ({ facts, needs }, hasStep, more) => {
        const entered = hasStep ? { ...facts, stepFreeEntrance: no, entranceStepHeight: cm(10) } : facts;
        const higher = { ...needs, maxStep: (needs.maxStep ?? 0) + more };
        const [before, after] = [verdict(entered, needs), verdict(entered, higher)];
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
        reached.see('confirmed for both', before === 'confirmed');
        reached.see('let in by it', before === 'unsuitable' && after === 'confirmed');
      }),
      { numRuns: 500 },
    );
    reached.expectEach(20);
  });

  it('a need more never gets a better verdict', () => {
    const reached = new Reached();
    fc.assert(
      fc.property(cases(), fc.constantFrom('hearing', 'vision', 'quiet', 'dog'), ({ facts, needs }, flag) => {
        const without = verdict(facts, { ...needs, [flag]: false });
        const withIt = verdict(facts, { ...needs, [flag]: true });
        expect(rank[withIt]).toBeLessThanOrEqual(rank[without]);
        reached.see('confirmed without it', without === 'confirmed');
        reached.see('confirmed with it', withIt === 'confirmed');
        reached.see('worse with it', rank[withIt] < rank[without]);
      }),
      { numRuns: 1000 },
    );
    reached.expectEach(5);
  });

  /** What stands in nobody's way where nobody says it: limits, a lift, and what is wrong with the way there. */
  const unasked: readonly FactId[] = [
    'lift',
    'scooterMaxWidth',
    'scooterMaxLength',
    'toiletTurningSpace',
    'stepFreeApproach',
  ];

  it('what is not known never counts for a place: forgetting a fact never confirms', () => {
    const reached = new Reached();
    fc.assert(
      fc.property(cases(), fc.constantFrom(...askedIds), ({ facts, needs }, id) => {
        const hasLift = facts.lift?.status === 'yes' || facts.lift?.status === 'partial';
        if (unasked.includes(id) || (!hasLift && (id === 'liftDoorWidth' || id === 'liftCabinLength')))
          return;
        // Without the level way in the step counts that is told of beside it.
        if (id === 'stepFreeEntrance' && (needs.maxStep ?? 0) > 0) return;
        const { [id]: _, ...rest } = facts;
        const [before, after] = [verdict(facts, needs), verdict(rest, needs)];
        if (after === 'confirmed') expect(before).toBe('confirmed');
        const isAsked = fitOf(facts, needs, today).reasons.some(({ fact }) => fact === id);
        reached.see('confirmed, and the fact is asked about', before === 'confirmed' && isAsked);
        reached.see('confirmed, with an aid', before === 'confirmed' && needs.aid !== undefined);
        reached.see('confirmed without it', after === 'confirmed');
        reached.see('no longer confirmed', before === 'confirmed' && after === 'unconfirmed');
      }),
      { numRuns: 1000 },
    );
    reached.expectEach(50);
  });

  it('a place of which nothing is known suits nobody for certain, and is refused to nobody', () => {
    fc.assert(
      fc.property(needsArbitrary, (needs) => {
        const { verdict: found, reasons } = fitOf({}, needs, today);
        expect(found).toBe(reasons.length === 0 ? 'confirmed' : 'unconfirmed');
        expect(reasons.every(({ code }) => code === 'unknown')).toBe(true);
      }),
    );
  });
});
