import OpeningHours from 'opening_hours';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { placeSchema } from '#shared/contracts/place-schema.ts';
import { FACT_STATUSES } from '#shared/domain/places/fact.ts';
import { PLACE_KINDS } from '#shared/domain/places/place.ts';
import { metresBetween } from '../network/geometry.ts';
import { naptanStop } from '../network/naptan-stops.ts';
import { demoPlacesAt } from './demo-places.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;
const summer = seconds('2026-07-11T22:30:00Z');
const winter = seconds('2026-12-24T09:00:00Z');
const places = demoPlacesAt(summer);
const facts = places.flatMap((place) =>
  Object.entries(place.facts).map(([id, fact]) => ({ place, id, fact })),
);
const scotland = { lat: 56.4, lon: -3.43, address: { country_code: 'gb', state: 'Scotland' } } as never;

describe('the demo places', () => {
  it.each(places)('$id is a place that can be published', (place) => {
    expect(z.safeParse(placeSchema, place).error?.issues).toBeUndefined();
  });

  it('are some forty, of every kind, and all invented', () => {
    expect(places.length).toBeGreaterThanOrEqual(38);
    expect(places.length).toBeLessThanOrEqual(44);
    expect(new Set(places.map(({ kind }) => kind))).toEqual(new Set(PLACE_KINDS));
    expect(places.filter(({ invented }) => !invented)).toEqual([]);
    expect(places.filter(({ name }) => !/\b(Demo|Example|Sample)\b/.test(name.en ?? ''))).toEqual([]);
  });

  it('have ids, slugs and coordinates of their own', () => {
    expect(places.filter(({ id, slug }) => id !== `demo-${slug}` || slug.startsWith('demo-'))).toEqual([]);
    for (const key of [
      (place) => place.id,
      (place) => place.slug,
      (place) => `${place.lat},${place.lon}`,
    ] satisfies ((place: (typeof places)[number]) => string)[]) {
      expect(new Set(places.map(key)).size).toBe(places.length);
    }
  });

  it('reach nobody who is real', () => {
    for (const { telephone, email, url } of places) {
      if (telephone) expect(telephone).toMatch(/^01632 960\d{3}$/);
      if (email) expect(email).toMatch(/@example\.(org|com)$/);
      if (url) expect(url).toMatch(/^https:\/\/example\.org\//);
    }
  });

  it('have facts of every status, and say why where the answer is not plain', () => {
    expect(new Set(facts.map(({ fact }) => fact.status))).toEqual(new Set(FACT_STATUSES));
    const unexplained = facts.filter(({ fact }) => ['no', 'partial'].includes(fact.status) && !fact.note?.en);
    expect(unexplained).toEqual([]);
  });

  it('were looked at in the past, and changed no earlier', () => {
    for (const { place, fact } of facts) {
      const { verified, reviewBy } = fact;
      if (verified === undefined) continue;
      expect(verified >= '2019-03-01' && verified <= '2026-10-30').toBe(true);
      expect(reviewBy !== undefined && reviewBy > verified).toBe(true);
      expect(place.dateModified.slice(0, 10) >= verified).toBe(true);
    }
  });

  it.each(places.filter(({ openingHours }) => openingHours))(
    '$id has hours that parse: $openingHours',
    ({ openingHours = '' }) => {
      expect(new OpeningHours(openingHours, scotland).getWarnings()).toEqual([]);
    },
  );

  it('send visitors to a stop nearby', () => {
    const withStop = places.filter(({ nearestStopId }) => nearestStopId);
    expect(withStop.length).toBeGreaterThan(15);
    for (const place of withStop) {
      expect(metresBetween(place, naptanStop(place.nearestStopId ?? '')), place.id).toBeLessThan(500);
    }
  });

  it.each([summer, winter])('have events that lie ahead or are running at %i', (now) => {
    const events = demoPlacesAt(now).flatMap(({ event }) => event ?? []);
    expect(events.length).toBeGreaterThan(3);
    expect(events.filter(({ endDate }) => seconds(endDate) <= now)).toEqual([]);
    expect(events.filter(({ startDate, endDate }) => startDate >= endDate)).toEqual([]);
    expect(events.filter(({ startDate }) => seconds(startDate) <= now)).toHaveLength(1);
    expect(events.filter(({ cancelled }) => cancelled)).toHaveLength(1);
  });

  it('keep the same facts at any time', () => {
    const timeless = (now: number) => demoPlacesAt(now).map(({ event: _, ...place }) => place);
    expect(timeless(winter)).toEqual(timeless(summer));
    expect(demoPlacesAt(summer)).toEqual(places);
  });

  it('put events on the clock of Perth', () => {
    const starts = (now: number) =>
      demoPlacesAt(now).flatMap(({ id, event }) => (event ? [[id, event.startDate]] : []));
    // 22:30 UTC is still the Saturday in Perth, so that the market is a week later.
    expect(Object.fromEntries(starts(summer))).toMatchObject({
      'demo-example-craft-market': '2026-07-18T10:00:00+01:00',
      'demo-evening-of-fiddles': '2026-07-12T19:30:00+01:00',
    });
    expect(Object.fromEntries(starts(winter))).toMatchObject({
      'demo-example-craft-market': '2026-12-26T10:00:00+00:00',
      'demo-evening-of-fiddles': '2026-12-25T19:30:00+00:00',
    });
  });
});
