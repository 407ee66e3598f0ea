import { describe, expect, it } from 'vitest';
import { distanceMetres, findPlaces, openState, type PlaceQuery } from './find-places.ts';
import type { OpeningCalendar } from './opening-calendar.ts';
import type { PlaceSummary } from './place-summary.ts';
import { parseNeeds } from './visitor-needs.ts';
import { instantOf, wallClockAt } from './wall-clock.ts';

const zone = 'Europe/London';
const momentOf = (date: string, minutes: number) => {
  const seconds = instantOf({ date, minutes }, zone);
  return { seconds, clock: wallClockAt(seconds, zone) };
};
const now = momentOf('2026-11-22', 12 * 60);
const always: OpeningCalendar = {
  firstDay: '2026-11-20',
  patterns: [[{ from: 0, to: 1440 }]],
  days: '00000000',
};
const never: OpeningCalendar = { firstDay: '2026-11-20', patterns: [[]], days: '00000000' };
const yes = { status: 'yes', verified: '2026-06-01' } as const;
const no = { status: 'no' } as const;

const place = (id: string, more: Partial<PlaceSummary> = {}): PlaceSummary => ({
  id,
  slug: id,
  revision: { number: 1, digest: 'x' },
  origin: 'test',
  kind: 'attraction',
  name: { en: id },
  lat: 56.395,
  lon: -3.43,
  facts: {},
  opening: null,
  ...more,
});
const ids = (places: PlaceSummary[], query: PlaceQuery, at = now, scores?: Map<string, number>) =>
  findPlaces(places, query, now, at, scores).map((found) => found.place.id);

describe('finding places', () => {
  it('by kind', () => {
    expect(ids([place('a'), place('b', { kind: 'eat' })], { kinds: ['eat', 'toilet'] })).toEqual(['b']);
  });

  it('near a point, nearest first, within the radius', () => {
    const places = [place('far', { lat: 56.41 }), place('near', { lat: 56.396 }), place('here')];
    const near = { lat: 56.395, lon: -3.43 };
    expect(ids(places, { near })).toEqual(['here', 'near', 'far']);
    expect(ids(places, { near, radiusMetres: 200 })).toEqual(['here', 'near']);
    expect(findPlaces(places, { near }, now, now)[1]?.distanceMetres).toBeCloseTo(111, 0);
  });

  it('open, or perhaps open, at a time; what is open for certain first', () => {
    const places = [place('shut', { opening: never }), place('silent'), place('zoo', { opening: always })];
    expect(ids(places, { onlyOpen: true })).toEqual(['zoo', 'silent']);
    expect(findPlaces(places, {}, now, now).map(({ open }) => open)).toEqual(['yes', 'no', 'unknown']);
  });

  it('with a fact: not where it is denied, and unconfirmed where it is not known', () => {
    const places = [
      place('unsaid'),
      place('denied', { facts: { hearingLoop: no } }),
      place('has', { facts: { hearingLoop: yes } }),
    ];
    const found = findPlaces(places, { access: ['hearingLoop'] }, now, now);
    expect(found.map(({ place: { id }, fit }) => [id, fit?.verdict])).toEqual([
      ['has', 'confirmed'],
      ['unsaid', 'unconfirmed'],
    ]);
  });

  it('for needs: confirmed first, then what may suit, then what does not', () => {
    const parsed = parseNeeds('dog');
    const needs = 'needs' in parsed ? parsed.needs : null;
    const places = [
      place('denied', { facts: { assistanceDogs: no } }),
      place('unsaid'),
      place('has', { facts: { assistanceDogs: yes } }),
    ];
    expect(ids(places, { needs })).toEqual(['has', 'unsaid', 'denied']);
  });

  it('by text, best answer first, after how well it suits', () => {
    const places = [place('weak'), place('strong'), place('none')];
    const scores = new Map([
      ['weak', 1],
      ['strong', 9],
    ]);
    expect(ids(places, {}, now, scores)).toEqual(['strong', 'weak']);
  });

  it('leaves out events that are over, and says when one is on', () => {
    const event = (startDate: string, endDate: string, cancelled?: true) => ({
      kind: 'event' as const,
      event: { startDate, endDate, ...(cancelled && { cancelled }) },
    });
    const places = [
      place('over', event('2026-11-20T10:00:00Z', '2026-11-21T10:00:00Z')),
      place('on', event('2026-11-22T10:00:00Z', '2026-11-22T20:00:00Z')),
      place('off', event('2026-11-22T10:00:00Z', '2026-11-22T20:00:00Z', true)),
      place('later', event('2026-12-01T10:00:00+00:00', '2026-12-01T20:00:00+00:00')),
    ];
    expect(findPlaces(places, {}, now, now).map(({ place: { id }, open }) => [id, open])).toEqual([
      ['on', 'yes'],
      ['later', 'no'],
      ['off', 'no'],
    ]);
    expect(ids(places, { onlyOpen: true }, momentOf('2026-12-01', 12 * 60))).toEqual(['later']);
  });
});

it('an event of several days is on when its hours say so', () => {
  const event = { startDate: '2026-11-20T10:00:00Z', endDate: '2026-11-30T17:00:00Z' };
  const days: OpeningCalendar = {
    firstDay: '2026-11-20',
    patterns: [[{ from: 600, to: 1020 }]],
    days: '0000000000',
  };
  const state = (opening: OpeningCalendar | null, minutes: number) =>
    openState(place('a', { kind: 'event', event, opening }), momentOf('2026-11-23', minutes));
  expect([state(days, 180), state(days, 700), state(null, 180)]).toEqual(['no', 'yes', 'unknown']);
});

it('distances are those of the ground', () => {
  // Perth bus station to Pitlochry station: 39 km as the crow flies.
  const metres = distanceMetres({ lat: 56.3914, lon: -3.4385 }, { lat: 56.7025, lon: -3.7355 });
  expect(metres / 1000).toBeCloseTo(39.1, 0);
});
