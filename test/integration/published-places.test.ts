import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpeningCalendar } from '#shared/domain/places/opening-calendar.ts';
import { STAFF_ORIGIN } from '#shared/domain/places/place-owner.ts';
import { loadSnapshot, loadSnapshotHead, writeSnapshot } from '#shared/store/place-snapshot.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { type PlaceChanges, type PublishContext, publishPlaces } from '#shared/store/publish-places.ts';
import { placesTable } from '#shared/store/tables.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { picture, place } from '#test/builders/places.ts';

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
const publish = (changes: Partial<PlaceChanges>, today?: string, by: Partial<PublishContext> = {}) =>
  publishPlaces(store, () => ({ put: [], remove: [], ...changes }), { ...context(today), ...by });
const staff = { origin: STAFF_ORIGIN, takesOver: true } as const;
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
      expect([...(await search(text)).keys()]).toEqual(['mill']);
    expect((await search('castle')).size).toBe(0);
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

  it('are all there whatever bucket they come into, leave or stay in', async () => {
    const expected = new Map(Array.from({ length: 700 }, (_, i) => [`place-${i}`, `Name ${i}`]));
    const put = (ids: readonly string[]) =>
      ids.map((id) => place(id, { name: { en: expected.get(id) ?? '' } }));
    await publish({ put: put([...expected.keys()]) });
    for (const round of [1, 2, 3]) {
      const [changed, added, removed] = [`place-${round * 90}`, `new-${round}`, `place-${round * 170}`];
      expected.set(changed, `Changed ${round}`).set(added, `Added ${round}`).delete(removed);
      await publish({ put: put([changed, added]), remove: [removed] });
      const { places } = await reader().published();
      expect(new Map(places.map(({ id, name }) => [id, name.en]))).toEqual(expected);
    }
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

describe('pictures', () => {
  const shown = async (from = reader()) => [...(await from.published()).images()];

  it('are public as long as a published place shows them', async () => {
    const two = [picture, { ...picture, id: 'y'.repeat(32) }];
    await publish({ put: [place('mill', { images: two }), place('museum', { images: [picture] })] });
    expect(await shown()).toEqual(two.map(({ id }) => id));
    await publish({ put: [place('mill', { images: [picture] })] });
    expect(await shown()).toEqual([picture.id]);
    await publish({ remove: ['mill'] });
    expect(await shown()).toEqual([picture.id]);
    await publish({ remove: ['museum'] });
    expect(await shown()).toEqual([]);
  });

  it('that were published just now are known to who asks for the latest', async () => {
    const slow = openPlacesReader(store, zone, 3_600_000);
    expect(await shown(slow)).toEqual([]);
    await publish({ put: [place('mill', { images: [picture] })] });
    expect(await shown(slow)).toEqual([]);
    expect([...(await slow.latest()).images()]).toEqual([picture.id]);
    expect(await shown(slow)).toEqual([picture.id]);
  });
});

describe('a place that is removed', () => {
  const gone = async (from = reader()) => (await (await from.published()).gone()).byId;
  const summary = async (id: string) => (await reader().published()).byId.get(id);

  it('leaves word of itself for ever: whose it was, who removed it and when', async () => {
    await publish({ put: [place('mill', { slug: 'old-mill' }), place('museum')] });
    await publish({ remove: ['mill'] }, '2026-11-23');
    const tombstone = {
      id: 'mill',
      slug: 'old-mill',
      kind: 'attraction',
      origin: 'test',
      by: 'test',
      revision: { number: 1, digest: expect.any(String) },
      removed: { version: 2, at: context('2026-11-23').now },
    };
    expect(await gone()).toEqual(new Map([['mill', tombstone]]));
    await publish({ put: [place('bridge')], remove: ['museum'] }, '2027-11-23');
    expect((await gone()).get('mill')).toEqual(tombstone);
    expect((await (await reader().published()).gone()).bySlug.get('old-mill')).toEqual(tombstone);
  });

  it('costs a reader nothing that does not ask', async () => {
    await publish({ put: [place('mill'), place('museum')] });
    await publish({ remove: ['mill'] });
    const places = reader();
    store.takeCapacity();
    const { gone: ask } = await places.published();
    // The head and one bucket.
    expect(store.takeCapacity().read).toBe(1);
    await Promise.all([ask(), ask()]);
    await ask();
    expect(store.takeCapacity().read).toBe(0.5);
  });

  it('comes back when its origin puts it again, and its revisions go on', async () => {
    await publish({ put: [place('mill')] });
    await publish({ remove: ['mill'] });
    await publish({ put: [place('mill')] });
    expect((await gone()).size).toBe(0);
    expect(await summary('mill')).toMatchObject({ revision: { number: 2 }, published: { version: 3 } });
  });

  it('keeps its id from every other origin', async () => {
    await publish({ put: [place('mill')] });
    await publish({ remove: ['mill'] });
    const steal = publish({ put: [place('mill')] }, undefined, { origin: 'other' });
    await expect(steal).rejects.toThrow('mill belonged to another source');
    expect([...(await gone()).keys()]).toEqual(['mill']);
  });

  it('by staff comes back through staff alone', async () => {
    await publish({ put: [place('mill')] });
    await publish({ remove: ['mill'] }, undefined, staff);
    expect((await gone()).get('mill')).toMatchObject({ origin: 'test', by: STAFF_ORIGIN });
    await expect(publish({ put: [place('mill')] })).rejects.toThrow('mill is withdrawn by staff');
    await publish({ put: [place('mill')] }, undefined, staff);
    expect((await summary('mill'))?.origin).toBe(STAFF_ORIGIN);
    expect((await gone()).size).toBe(0);
  });

  it('and then withdrawn by staff does not come back of itself', async () => {
    await publish({ put: [place('mill')] });
    await publish({ remove: ['mill'] });
    await publish({ remove: ['mill'] }, undefined, staff);
    await expect(publish({ put: [place('mill')] })).rejects.toThrow('mill is withdrawn by staff');
  });

  it('by who has no right to it stays', async () => {
    await publish({ put: [place('mill')] });
    expect(await publish({ remove: ['mill'] }, undefined, { origin: 'other' })).toBe('unchanged');
    expect(await names()).toEqual(['mill']);
  });
});

describe('a place that staff take over', () => {
  it('becomes theirs, also when it says what it said before', async () => {
    await publish({ put: [place('mill'), place('museum')] });
    await publish({ put: [place('mill'), place('museum', { name: { en: 'Gallery' } })] }, undefined, staff);
    const { byId } = await reader().published();
    const origins = ['mill', 'museum'].map((id) => [byId.get(id)?.origin, byId.get(id)?.revision.number]);
    expect(origins).toEqual([
      [STAFF_ORIGIN, 1],
      [STAFF_ORIGIN, 2],
    ]);
    await expect(publish({ put: [place('mill')] })).rejects.toThrow('mill is kept by staff');
  });
});

describe('what an older version has published', () => {
  /** Without the fields that came later, as it lies in the table. */
  const older = async () => {
    const head = await loadSnapshotHead(store);
    if (!head) throw new Error('nothing is published');
    const { gone: _, ...olderHead } = head;
    const places = (await loadSnapshot(store, head)) ?? [];
    const stripped = places.map(({ published: __, licence: ___, imageIds: ____, ...place }) => place);
    await writeSnapshot(store, head, { ...olderHead, version: 7, places: stripped, gone: [] });
  };

  it('is read as it is, and dated by the next publication to the last one', async () => {
    await publish({ put: [place('mill'), place('museum')] });
    await older();
    expect((await reader().published()).byId.get('mill')).not.toHaveProperty('published');
    expect(await publish({ put: [place('bridge')] }, '2026-11-23')).toBe('written');
    const { byId } = await reader().published();
    expect(byId.get('mill')?.published).toEqual({ version: 7, at: context().now });
    expect(byId.get('bridge')?.published).toEqual({ version: 8, at: context('2026-11-23').now });
  });

  it('shows no picture before the next publication, which names them', async () => {
    await publish({ put: [place('mill', { images: [picture] }), place('museum')] });
    await older();
    expect((await reader().published()).images()).toEqual(new Set());
    await publish({ put: [place('bridge')] });
    const { byId, images } = await reader().published();
    expect(images()).toEqual(new Set([picture.id]));
    expect(byId.get('museum')?.imageIds).toEqual([]);
  });

  it('learns its licence when its source is read again', async () => {
    await publish({ put: [place('mill')] });
    await older();
    await publish({ put: [place('mill')] });
    expect((await reader().published()).byId.get('mill')).toMatchObject({
      licence: 'OGL-UK-3.0',
      revision: { number: 1 },
    });
  });
});

it('a publisher whose clock is behind dates nothing before what was there', async () => {
  await publish({ put: [place('mill')] }, '2026-11-23');
  await publish({ put: [place('bridge')] }, '2026-11-22');
  const { publishedAt, byId } = await reader().published();
  expect([publishedAt, byId.get('bridge')?.published?.at]).toEqual([
    context('2026-11-23').now,
    context('2026-11-23').now,
  ]);
});
