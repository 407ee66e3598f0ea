import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf, placeSummary } from '#test/builders/place-summary.ts';
import { FACT_STATUSES, type Fact } from './fact.ts';
import type { FactId } from './fact-dictionary.ts';
import { fitFor, type Moment, openState, type PlaceQuery } from './find-places.ts';
import { VERDICTS } from './fit.ts';
import type { OpeningCalendar } from './opening-calendar.ts';
import { type FoundPlaces, PlaceFinder } from './place-finder.ts';
import type { PlaceSummary } from './place-summary.ts';
import { parseNeeds } from './visitor-needs.ts';

const now = momentOf('2026-11-22', 12 * 60);
const always: OpeningCalendar = {
  firstDay: '2026-11-20',
  patterns: [[{ from: 0, to: 1440 }]],
  days: '00000000',
};
const never: OpeningCalendar = { firstDay: '2026-11-20', patterns: [[]], days: '00000000' };
const yes = { status: 'yes', verified: '2026-06-01' } as const;
const no = { status: 'no' } as const;

const find = (
  places: readonly PlaceSummary[],
  query: PlaceQuery,
  { at = now, limit = 50, ...more }: { at?: Moment; limit?: number; scores?: Map<string, number> } = {},
): FoundPlaces => new PlaceFinder(places).find(query, { now, at, limit, ...more });
const idsOf = ({ best }: FoundPlaces) => best.map((found) => found.place.id);
const ids = (...asked: Parameters<typeof find>) => idsOf(find(...asked));

describe('finding places', () => {
  it('by kind', () => {
    expect(
      ids([placeSummary('a'), placeSummary('b', { kind: 'eat' })], { kinds: ['eat', 'toilet'] }),
    ).toEqual(['b']);
  });

  it('near a point, nearest first, within the radius', () => {
    const places = [
      placeSummary('far', { lat: 56.41 }),
      placeSummary('near', { lat: 56.396 }),
      placeSummary('here'),
    ];
    const near = { lat: 56.395, lon: -3.43 };
    expect(ids(places, { near })).toEqual(['here', 'near', 'far']);
    expect(ids(places, { near, radiusMetres: 200 })).toEqual(['here', 'near']);
    expect(find(places, { near }).best[1]?.distanceMetres).toBeCloseTo(111, 0);
  });

  it('open, or perhaps open, at a time; what is open for certain first', () => {
    const places = [
      placeSummary('shut', { opening: never }),
      placeSummary('silent'),
      placeSummary('zoo', { opening: always }),
    ];
    expect(ids(places, { onlyOpen: true })).toEqual(['zoo', 'silent']);
    expect(find(places, {}).best.map(({ open }) => open)).toEqual(['yes', 'no', 'unknown']);
  });

  it('with a fact: not where it is denied, and unconfirmed where it is not known', () => {
    const places = [
      placeSummary('unsaid'),
      placeSummary('denied', { facts: { hearingLoop: no } }),
      placeSummary('has', { facts: { hearingLoop: yes } }),
    ];
    const { best } = find(places, { access: ['hearingLoop'] });
    expect(best.map(({ place: { id }, fit }) => [id, fit?.verdict])).toEqual([
      ['has', 'confirmed'],
      ['unsaid', 'unconfirmed'],
    ]);
  });

  it('for needs: confirmed first, then what may suit, then what does not', () => {
    const parsed = parseNeeds('dog');
    const needs = 'needs' in parsed ? parsed.needs : null;
    const places = [
      placeSummary('denied', { facts: { assistanceDogs: no } }),
      placeSummary('unsaid'),
      placeSummary('has', { facts: { assistanceDogs: yes } }),
    ];
    expect(ids(places, { needs })).toEqual(['has', 'unsaid', 'denied']);
  });

  it('by text, best answer first, after how well it suits', () => {
    const places = [placeSummary('weak'), placeSummary('strong'), placeSummary('none')];
    const scores = new Map([
      ['weak', 1],
      ['strong', 9],
    ]);
    expect(ids(places, {}, { scores })).toEqual(['strong', 'weak']);
  });

  it('leaves out events that are over, and says when one is on', () => {
    const event = (startDate: string, endDate: string, cancelled?: true) => ({
      kind: 'event' as const,
      event: { startDate, endDate, ...(cancelled && { cancelled }) },
    });
    const places = [
      placeSummary('over', event('2026-11-20T10:00:00Z', '2026-11-21T10:00:00Z')),
      placeSummary('on', event('2026-11-22T10:00:00Z', '2026-11-22T20:00:00Z')),
      placeSummary('off', event('2026-11-22T10:00:00Z', '2026-11-22T20:00:00Z', true)),
      placeSummary('later', event('2026-12-01T10:00:00+00:00', '2026-12-01T20:00:00+00:00')),
    ];
    expect(find(places, {}).best.map(({ place: { id }, open }) => [id, open])).toEqual([
      ['on', 'yes'],
      ['later', 'no'],
      ['off', 'no'],
    ]);
    expect(ids(places, { onlyOpen: true }, { at: momentOf('2026-12-01', 12 * 60) })).toEqual(['later']);
  });
});

/** Few different ones, so that many are equal in something. */
const factArbitrary: fc.Arbitrary<Fact> = fc.record({
  status: fc.constantFrom(...FACT_STATUSES),
  value: fc.constantFrom(undefined, 70, 150, 250),
  verified: fc.constantFrom(undefined, '2019-05-01', '2026-05-01'),
  reviewBy: fc.constantFrom(undefined, '2026-11-22', '2027-05-01'),
  disputed: fc.constantFrom(undefined, undefined, true),
});
const askedFacts: readonly FactId[] = [
  'stepFreeEntrance',
  'entranceStepHeight',
  'stepFreeInside',
  'lift',
  'accessibleToilet',
  'hearingLoop',
  'quietSpace',
  'assistanceDogs',
];
const places = fc
  .array(
    fc.record({
      name: fc.constantFrom('Abbey', 'Bakery', 'Castle'),
      lat: fc.constantFrom(56.395, 56.41),
      opening: fc.constantFrom(null, always, never),
      facts: fc.dictionary(fc.constantFrom(...askedFacts), factArbitrary),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map(({ name, ...more }, i) => placeSummary(`p${i}`, { ...more, name: { en: name } })));
const queries: fc.Arbitrary<PlaceQuery> = fc.record({
  near: fc.constantFrom(undefined, { lat: 56.395, lon: -3.43 }),
  onlyOpen: fc.boolean(),
  access: fc.subarray(['hearingLoop', 'lift', 'accessibleToilet', 'assistanceDogs'], { maxLength: 2 }),
  needs: fc
    .constantFrom('', 'dog', 'scooter,toilet', 'wheelchair,step:10,hearing', 'step:12,quiet')
    .map((text) => {
      const parsed = parseNeeds(text);
      return 'needs' in parsed ? parsed.needs : null;
    }),
});

describe('for all places and queries', () => {
  it('fewer that are told are the first of all, and as many answer', () => {
    fc.assert(
      fc.property(places, queries, fc.nat(6), (list, query, limit) => {
        const all = find(list, query);
        const some = find(list, query, { limit });
        expect(some.best).toEqual(all.best.slice(0, limit));
        expect([some.total, all.total]).toEqual([all.best.length, all.best.length]);
      }),
      { numRuns: 100 },
    );
  });

  it('places are ranked by the verdict that the page of each gives, and told with its reasons', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(places, queries, (list, query) => {
        const { best } = find(list, query);
        for (const found of best) {
          expect(found.fit).toEqual(fitFor(found.place, query, now.clock.date));
          expect(found.open).toBe(openState(found.place, now));
          if (found.fit) seen.add(found.fit.verdict);
        }
        const verdicts = best.map(({ fit }) => VERDICTS.indexOf(fit?.verdict ?? 'confirmed'));
        expect(verdicts).toEqual(verdicts.toSorted());
      }),
      { numRuns: 100 },
    );
    expect(seen).toEqual(new Set(VERDICTS));
  });
});

it('asks again on another day what has grown old meanwhile', () => {
  const toilet = { status: 'yes', verified: '2026-06-01', reviewBy: '2026-11-23' } as const;
  const finder = new PlaceFinder([placeSummary('a', { facts: { accessibleToilet: toilet } })]);
  const verdictOn = (day: Moment) =>
    finder.find({ access: ['accessibleToilet'] }, { now: day, at: day, limit: 1 }).best[0]?.fit?.verdict;
  expect([verdictOn(now), verdictOn(momentOf('2026-11-23', 0))]).toEqual(['confirmed', 'unconfirmed']);
});
