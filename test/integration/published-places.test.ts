import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpeningCalendar } from '#shared/domain/places/opening-calendar.ts';
import { loadSnapshotHead } from '#shared/store/place-snapshot.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { type PlaceChanges, publishPlaces } from '#shared/store/publish-places.ts';
import { placesTable } from '#shared/store/tables.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { place } from '#test/builders/places.ts';

const zone = 'Europe/London';
const context = (today = '2026-11-22') => ({
  origin: 'test',
  now: Date.parse(`${today}T12:00:00Z`) / 1000,
  today,
  calendarOf: (_: string, firstDay: string, dayCount: number): OpeningCalendar => ({
    firstDay,
    patterns: [[{ from: 600, to: 1020 }]],
    days: '0'.repeat(dayCount),
  }),
});

let store: LocalStore;
const publish = (changes: Partial<PlaceChanges>, today?: string) =>
  publishPlaces(store, () => ({ put: [], remove: [], ...changes }), context(today));
const reader = () => openPlacesReader(store, zone, 0);
const names = async (from = reader()) => (await from.published()).places.map(({ id }) => id).sort();

beforeEach(async () => {
  store = await openLocalStore(placesTable);
});
afterEach(() => store.stop());

describe('published places', () => {
  it('are none before the first publication', async () => {
    expect(await names()).toEqual([]);
  });

  it('are seen by a reader that was there before, whole and at once', async () => {
    const early = reader();
    await names(early);
    await publish({ put: [place('mill'), place('museum')] });
    expect(await names(early)).toEqual(['mill', 'museum']);
    await publish({ put: [place('bridge')], remove: ['mill'] });
    expect(await names(early)).toEqual(['bridge', 'museum']);
  });

  it('are read whole, with all that is known of them', async () => {
    const mill = place('mill', { name: { en: 'Mill', gd: 'Muileann' }, keywords: ['weaving'] });
    await publish({ put: [mill] });
    const places = reader();
    const { bySlug, search } = await places.published();
    const summary = bySlug.get('mill');
    expect(summary && (await places.place(summary))).toEqual(mill);
    for (const text of ['muileann', 'Mühleann', 'weavng', 'mil'])
      expect([...search(text).keys()]).toEqual(['mill']);
    expect(search('castle').size).toBe(0);
  });

  it('cost nothing when nothing has changed, and one bucket when one place has', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => place(`place-${i}`));
    await publish({ put: many });
    expect((await loadSnapshotHead(store))?.buckets).toHaveLength(8);
    store.takeCapacity();
    expect(await publish({ put: many.slice(0, 20) })).toBe('unchanged');
    expect(store.takeCapacity().write).toBe(0);
    const before = await loadSnapshotHead(store);
    expect(await publish({ put: [place('place-7', { name: { en: 'Other' } })] })).toBe('written');
    const after = await loadSnapshotHead(store);
    const changed = after?.buckets.filter((ref, i) => ref?.digest !== before?.buckets[i]?.digest);
    expect(changed).toHaveLength(1);
  });

  it('of two who publish at once nothing is lost', async () => {
    await publish({ put: [place('first')] });
    const all = Array.from({ length: 4 }, (_, i) => publish({ put: [place(`extra-${i}`)] }));
    expect(await Promise.all(all)).toEqual(all.map(() => 'written'));
    expect(await names()).toEqual(['extra-0', 'extra-1', 'extra-2', 'extra-3', 'first']);
  });

  it('keep every revision, and a reader of the old one is served', async () => {
    await publish({ put: [place('mill')] });
    const places = reader();
    const old = (await places.published()).byId.get('mill');
    await publish({ put: [place('mill', { name: { en: 'New mill' } })] });
    expect(old && (await places.place(old)).name.en).toBe('The mill');
    const current = (await places.published()).byId.get('mill');
    expect(current?.revision.number).toBe(2);
    expect(current && (await places.place(current)).name.en).toBe('New mill');
  });

  it('can be read by a version that does not know all their facts', async () => {
    const facts = { stepFreeEntrance: { status: 'yes' }, singingStairs: { status: 'yes' } } as const;
    await publish({ put: [place('mill', { facts })] });
    const places = reader();
    const mill = (await places.published()).byId.get('mill');
    expect(mill?.facts.stepFreeEntrance?.status).toBe('yes');
    expect(mill && (await places.place(mill)).slug).toBe('mill');
    expect(await publish({ put: [place('bridge')] })).toBe('written');
  });

  it('have calendars that are renewed once a month', async () => {
    await publish({ put: [place('mill')] }, '2026-11-22');
    const first = async () => (await reader().published()).byId.get('mill')?.opening?.firstDay;
    expect(await first()).toBe('2026-11-21');
    expect(await publish({}, '2026-12-20')).toBe('unchanged');
    expect(await publish({}, '2026-12-23')).toBe('written');
    expect(await first()).toBe('2026-12-22');
  });
});
