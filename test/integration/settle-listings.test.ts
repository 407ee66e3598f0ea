import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localDynamoDbClient } from '#infra/local/embedded-dynamodb.ts';
import { approve, archive, edit, type Step, sendBack, submit } from '#shared/domain/listings/editorial.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import { STAFF_ORIGIN } from '#shared/domain/places/place-owner.ts';
import { calendarOf } from '#shared/feeds/opening-hours/calendar-of.ts';
import { isoTime } from '#shared/platform/clock.ts';
import { loadDue } from '#shared/store/due-listings.ts';
import { type ListingStore, loadHistory, loadListing, writeListing } from '#shared/store/listing-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { type SettleContext, settleListings } from '#shared/store/settle-listings.ts';
import { auditTable, listingsTable, placesTable } from '#shared/store/tables.ts';
import { listing, publishable, reviewer, writer } from '#test/builders/listings.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { meanwhile } from '#test/builders/meanwhile.ts';
import { place } from '#test/builders/places.ts';

/** What is decided becomes public: once, whole, at its time, and whatever dies in between. */

const zone = 'Europe/London';
const noon = Date.parse('2026-11-22T12:00:00Z') / 1000;
const source = { name: 'Council', licence: 'OGL-UK-3.0' };
const atOnce = { publishAt: null, unpublishAt: null };

let engine: LocalStore;
let store: ListingStore;
let now: number;

beforeEach(async () => {
  engine = await openLocalStore(placesTable);
  store = { ...engine.table(listingsTable), auditTableName: auditTable.name };
  now = noon;
});
afterEach(() => engine.stop());

const settle = (more: Partial<SettleContext> = {}) =>
  settleListings({
    ...{ listings: store, places: engine, timeZone: zone, source, now, calendarOf },
    today: isoTime(now).slice(0, 10),
    ...more,
  });
const by = (actor = reviewer) => ({ actor, now: isoTime(now) });
const dueIds = async (until = '9999') => (await loadDue(store, until)).map(({ id }) => id);
const published = async () => (await openPlacesReader(engine, zone, 0).published()).byId;
const names = async () => [...(await published()).values()].map(({ name }) => name.en).sort();

async function take(step: Step): Promise<Listing> {
  if ('refused' in step) throw new Error(step.refused);
  expect(await writeListing(store, step.listing, step.action)).toBe('written');
  return step.listing;
}
async function submitted(id: string, fields: Listing['fields'] = publishable(id)): Promise<Listing> {
  const first = listing(id, { fields, changedAt: isoTime(now) });
  expect(await writeListing(store, first, 'created')).toBe('written');
  return take(submit(first, by(writer)));
}
const approved = async (id: string, fields?: Listing['fields']) =>
  take(approve(await submitted(id, fields), atOnce, true, by()));
const scheduled = async (
  id: string,
  inSeconds: number,
  until: number | null = null,
  fields?: Listing['fields'],
) =>
  take(
    approve(
      await submitted(id, fields),
      { publishAt: isoTime(now + inSeconds), unpublishAt: until === null ? null : isoTime(now + until) },
      true,
      by(),
    ),
  );
const rewritten = async (at: Listing, fields: Listing['fields']) =>
  take(approve(await take(submit(await take(edit(at, fields, by(writer))), by(writer))), atOnce, true, by()));
const asSource = (id: string, name = `The ${id}`) =>
  publishPlaces(engine, () => ({ put: [place(id, { name: { en: name } })], remove: [] }), {
    ...{ origin: 'source', now, today: isoTime(now).slice(0, 10), calendarOf },
  });

describe('what was approved', () => {
  it('is made public by the next who comes, when who approved it has died before', async () => {
    const { version } = await approved('mill');
    expect(await names()).toEqual([]);
    now += 60;
    expect(await settle()).toEqual({ published: 1, removed: 0, failed: [] });
    expect(await names()).toEqual(['The mill']);
    expect((await published()).get('mill')?.origin).toBe(STAFF_ORIGIN);
    expect((await loadListing(store, 'mill'))?.version).toBe(version);
    expect(await dueIds()).toEqual([]);
  });

  it('is made public once, however often it is tried', async () => {
    await approved('mill');
    await settle();
    const before = (await published()).get('mill');
    for (let times = 0; times < 3; times++)
      expect(await settle()).toEqual({ published: 0, removed: 0, failed: [] });
    expect((await published()).get('mill')).toEqual(before);
  });

  it('is made public once, by however many at once', async () => {
    await approved('mill');
    await approved('museum');
    await scheduled('bridge', 0);
    const all = await Promise.allSettled([settle(), settle(), settle()]);
    expect(all.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await settle();
    expect(await names()).toEqual(['The bridge', 'The mill', 'The museum']);
    expect([...(await published()).values()].map(({ revision }) => revision.number)).toEqual([1, 1, 1]);
    expect((await loadHistory(store, 'bridge')).map(({ action }) => action)).toEqual([
      'published',
      'submitted',
      'created',
    ]);
    expect(await dueIds()).toEqual([]);
  });

  it('stays due while what is public cannot be written', async () => {
    await approved('mill');
    const broken = { ...engine, tableName: 'NoSuchTable' };
    await expect(settle({ places: broken })).rejects.toThrow();
    expect(await dueIds()).toEqual(['mill']);
    expect((await settle()).published).toBe(1);
  });

  it('is what the version says that was approved, not the draft after it', async () => {
    const first = await approved('mill');
    await take(edit(first, { ...first.fields, name_en: 'Draft' }, by(writer)));
    await settle();
    expect(await names()).toEqual(['The mill']);
  });

  it('takes over a place of another origin, and that origin no longer changes it', async () => {
    await asSource('mill', 'As the source has it');
    await approved('mill', { ...publishable('mill'), name_en: 'As staff have it' });
    await settle();
    expect([await names(), (await published()).get('mill')?.origin]).toEqual([
      ['As staff have it'],
      STAFF_ORIGIN,
    ]);
    await expect(asSource('mill')).rejects.toThrow('mill is kept by staff');
  });
});

describe('what cannot be published', () => {
  it('is told with the reason, and does not stop others', async () => {
    await approved('bad', { ...publishable('bad'), latitude: 'north' });
    await approved('empty', { name_en: 'Empty' });
    await approved('good');
    const { published: count, failed } = await settle();
    expect(count).toBe(1);
    expect(failed.map(({ id, reason }) => [id, reason.split(':')[0]]).sort()).toEqual([
      ['bad', 'latitude'],
      ['empty', 'kind'],
    ]);
    expect(await names()).toEqual(['The good']);
    // Told once: somebody has to change it, and then it is due again.
    expect(await settle()).toEqual({ published: 0, removed: 0, failed: [] });
    const bad = await loadListing(store, 'bad');
    if (bad) await rewritten(bad, publishable('bad'));
    expect((await settle()).published).toBe(1);
  });

  it('leaves public what was public before', async () => {
    const first = await approved('mill');
    await settle();
    await rewritten(first, { ...first.fields, name_en: 'New', longitude: '' });
    expect((await settle()).failed).toHaveLength(1);
    expect(await names()).toEqual(['The mill']);
  });

  it('because it is damaged does not stop others', async () => {
    await approved('damaged');
    await approved('good');
    const Item = {
      pk: { S: 'LISTING#damaged' },
      sk: { S: 'CURRENT#000' },
      parts: { N: '1' },
      data: { B: Buffer.from('x') },
    };
    await engine.client.send(new PutItemCommand({ TableName: store.tableName, Item }));
    const { published: count, failed } = await settle();
    expect([count, failed.map(({ id }) => id)]).toEqual([1, ['damaged']]);
    expect(await names()).toEqual(['The good']);
  });

  it('does not hold up what comes after it, however many there are', async () => {
    for (let at = 0; at < 200; at += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, i) => approved(`bad-${at + i}`, { name_en: `Bad ${at + i}` })),
      );
    now += 1;
    await approved('good');
    expect((await settle()).failed).toHaveLength(200);
    expect(await settle()).toEqual({ published: 1, removed: 0, failed: [] });
    expect(await names()).toEqual(['The good']);
  });

  it('because its address is another place’s: the other keeps it', async () => {
    await asSource('mill');
    await approved('other-mill', { ...publishable('other-mill'), slug: 'mill' });
    expect(await settle()).toMatchObject({
      published: 0,
      failed: [{ id: 'other-mill', reason: 'slug: is the address of mill' }],
    });
    expect(await names()).toEqual(['The mill']);
  });

  it('because two want one address at once: one of them gets it', async () => {
    await scheduled('mill-a', 60, null, { ...publishable('mill-a'), slug: 'mill' });
    await scheduled('mill-b', 60, null, { ...publishable('mill-b'), slug: 'mill' });
    now += 60;
    const { published: count, failed } = await settle();
    expect([count, failed.map(({ reason }) => reason)]).toEqual([
      1,
      [expect.stringContaining('slug: is the address of')],
    ]);
    expect((await published()).size).toBe(1);
  });
});

describe('what was planned', () => {
  it('happens at its time, and is told as planned', async () => {
    await scheduled('mill', 600, 1_200);
    for (const [seconds, result, shown] of [
      [599, { published: 0, removed: 0 }, []],
      [600, { published: 1, removed: 0 }, ['The mill']],
      [1_199, { published: 0, removed: 0 }, ['The mill']],
      [1_200, { published: 0, removed: 1 }, []],
      [1_300, { published: 0, removed: 0 }, []],
    ] as const) {
      now = noon + seconds;
      expect([seconds, await settle(), await names()]).toEqual([seconds, { ...result, failed: [] }, shown]);
    }
    const history = (await loadHistory(store, 'mill')).map(({ action, actor, at }) => [
      action,
      actor.name,
      at,
    ]);
    expect(history.slice(0, 2)).toEqual([
      ['unpublished', 'As planned', isoTime(noon + 1_200)],
      ['published', 'As planned', isoTime(noon + 600)],
    ]);
    expect((await loadListing(store, 'mill'))?.state).toBe('archived');
    expect(await dueIds()).toEqual([]);
  });

  it('happens late when nobody came at its time, and in its order', async () => {
    await scheduled('both', 600, 1_200);
    await scheduled('one', 600);
    now += 86_400;
    expect(await settle()).toMatchObject({ failed: [] });
    expect(await names()).toEqual(['The one']);
    expect((await loadHistory(store, 'both')).map(({ action }) => action).slice(0, 2)).toEqual([
      'unpublished',
      'published',
    ]);
    await settle();
    expect([await names(), await dueIds()]).toEqual([['The one'], []]);
  });

  it.each([
    ['edited', (at: Listing) => edit(at, { ...at.fields, name_en: 'Other' }, by(writer))],
    ['sent back', (at: Listing) => sendBack(at, 'No.', by())],
    ['archived', (at: Listing) => archive(at, by())],
  ])('does not happen when it was %s meanwhile', async (_, step) => {
    await take(step(await scheduled('mill', 600, 1_200)));
    for (const seconds of [0, 600, 1_200]) {
      now = noon + seconds;
      expect((await settle()).published).toBe(0);
    }
    expect([await names(), await dueIds()]).toEqual([[], []]);
  });

  it('leaves to its source, once it was withdrawn, what only the source has made public', async () => {
    await asSource('mill', 'As it was');
    const fields = { ...publishable('mill'), name_en: 'As it was' };
    const taken = listing('mill', { state: 'published', publicVersion: 1, editors: [], fields });
    expect(await writeListing(store, taken, 'taken-over')).toBe('written');
    const draft = await take(edit(taken, { ...fields, name_en: 'Planned' }, by(writer)));
    const plan = { publishAt: isoTime(now + 600), unpublishAt: null };
    const planned = await take(approve(await take(submit(draft, by(writer))), plan, true, by()));
    await take(sendBack(planned, 'No.', by()));
    await asSource('mill', 'As it is now');
    now += 600;
    expect(await settle()).toEqual({ published: 0, removed: 0, failed: [] });
    expect([await names(), (await published()).get('mill')?.origin]).toEqual([['As it is now'], 'source']);
    expect(await dueIds()).toEqual([]);
  });

  it('stays due when somebody changes it at that very moment, and is then what they have made of it', async () => {
    const planned = await scheduled('mill', 600);
    now += 600;
    const client = localDynamoDbClient(engine.endpoint);
    meanwhile(client, 'TransactWriteItemsCommand', () =>
      take(edit(planned, { ...planned.fields, name_en: 'Other' }, by(writer))),
    );
    await settle({ listings: { ...store, client } });
    expect([await names(), await dueIds()]).toEqual([[], ['mill']]);
    await settle();
    expect([await names(), await dueIds()]).toEqual([[], []]);
    expect((await loadListing(store, 'mill'))?.fields.name_en).toBe('Other');
  });

  it('leaves a draft alone when it takes out what is public', async () => {
    const first = await scheduled('mill', 0, 600);
    await settle();
    const current = (await loadListing(store, first.id)) as Listing;
    const draft = await take(edit(current, { ...current.fields, name_en: 'Draft' }, by(writer)));
    now += 600;
    expect((await settle()).removed).toBe(1);
    expect(await loadListing(store, 'mill')).toMatchObject({
      state: 'draft',
      publicVersion: null,
      fields: draft.fields,
    });
    expect(await names()).toEqual([]);
  });
});

describe('what is archived', () => {
  it('is gone, and comes back neither by itself nor by its source', async () => {
    await asSource('mill');
    const first = await approved('mill');
    await settle();
    await take(archive(first, by()));
    expect(await settle()).toEqual({ published: 0, removed: 1, failed: [] });
    expect(await names()).toEqual([]);
    await expect(asSource('mill')).rejects.toThrow('mill is withdrawn by staff');
    now += 60;
    await settle();
    expect(await names()).toEqual([]);
  });

  /** Does something between the moment at which a run has looked at the listings and the one at which it publishes. */
  function interrupted(does: () => Promise<unknown>): LocalStore {
    const client = localDynamoDbClient(engine.endpoint);
    meanwhile(client, 'PutItemCommand', does);
    return { ...engine, client };
  }

  it('is not brought back by a run that had looked at it before', async () => {
    const first = await approved('mill');
    const places = interrupted(async () => {
      await take(archive(first, by()));
      await settle();
    });
    await settle({ places });
    await settle();
    expect([await names(), await dueIds()]).toEqual([[], []]);
  });

  it('is not brought back, when another listing was published by the run that took it out', async () => {
    const first = await approved('mill');
    const places = interrupted(async () => {
      await take(archive(first, by()));
      await approved('museum');
      await settle();
    });
    await settle({ places });
    await settle();
    expect([await names(), await dueIds()]).toEqual([['The museum'], []]);
  });

  it('in the second of its publication stays out', async () => {
    const first = await approved('mill');
    const places = interrupted(() => take(archive(first, by())));
    await settle({ places });
    await settle();
    expect([await names(), await dueIds()]).toEqual([[], []]);
  });
});

it('very many at once are made public in turn, and none is forgotten', async () => {
  const ids = Array.from({ length: 205 }, (_, i) => `mill-${String(i).padStart(3, '0')}`);
  for (const id of ids) await approved(id);
  const counts = [(await settle()).published, (await settle()).published, (await settle()).published];
  expect([counts, (await published()).size]).toEqual([[200, 5, 0], 205]);
});
