import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_STATUSES, type Fact } from './fact.ts';
import { FACT_IDS, type FactId, factDefinition } from './fact-dictionary.ts';
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
const factsArbitrary = fc.record(Object.fromEntries(FACT_IDS.map((id) => [id, factArbitrary(id)])), {
  requiredKeys: [],
}) as fc.Arbitrary<Facts>;

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

describe('for all places and needs', () => {
  it('a larger aid never gets a better verdict', () => {
    fc.assert(
      fc.property(
        factsArbitrary,
        needsArbitrary,
        fc.constantFrom('width', 'length', 'turning'),
        fc.nat(200),
        (facts, needs, side, more) => {
          fc.pre(needs.aid !== undefined);
          const { aid } = needs;
          if (!aid) return;
          const larger = { ...needs, aid: { ...aid, [side]: aid[side as 'width'] + more } };
          expect(rank[verdict(facts, larger)]).toBeLessThanOrEqual(rank[verdict(facts, needs)]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('who manages a higher step never gets a worse verdict', () => {
    fc.assert(
      fc.property(factsArbitrary, needsArbitrary, fc.nat(30), (facts, { aid: _, ...needs }, more) => {
        const { maxStep = 0 } = needs;
        fc.pre(maxStep > 0);
        const higher = { ...needs, maxStep: maxStep + more };
        expect(rank[verdict(facts, higher)]).toBeGreaterThanOrEqual(rank[verdict(facts, needs)]);
      }),
    );
  });

  it('a need more never gets a better verdict', () => {
    fc.assert(
      fc.property(
        factsArbitrary,
        needsArbitrary,
        fc.constantFrom('hearing', 'vision', 'quiet', 'dog'),
        (facts, needs, flag) => {
          const without = { ...needs, [flag]: false };
          const withIt = { ...needs, [flag]: true };
          expect(rank[verdict(facts, withIt)]).toBeLessThanOrEqual(rank[verdict(facts, without)]);
        },
      ),
    );
  });

  it('what is not known never counts for a place: forgetting a fact never confirms', () => {
    fc.assert(
      fc.property(factsArbitrary, needsArbitrary, fc.constantFrom(...FACT_IDS), (facts, needs, id) => {
        const { [id]: forgotten, ...rest } = facts;
        const before = fitOf(facts, needs, today);
        const after = fitOf(rest, needs, today);
        // A limit that nobody states is no limit, and a lift that nobody mentions is none; all else is a question.
        const isLimit = ['lift', 'scooterMaxWidth', 'scooterMaxLength'].includes(id);
        const hasLift = facts.lift?.status === 'yes' || facts.lift?.status === 'partial';
        if (!hasLift && (id === 'liftDoorWidth' || id === 'liftCabinLength')) return;
        if (isLimit || forgotten === undefined) return;
        if (after.verdict === 'confirmed') expect(before.verdict).toBe('confirmed');
      }),
      { numRuns: 1000 },
    );
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
