import { DeleteItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { localDynamoDbClient } from '#infra/local/embedded-dynamodb.ts';
import { edit } from '#shared/domain/listings/editorial.ts';
import { calendarOf } from '#shared/feeds/opening-hours/calendar-of.ts';
import { catchUp } from '#shared/store/catch-up.ts';
import { isAddressTaken } from '#shared/store/listing-index.ts';
import { listOfOwner, listOfStates, listToCheck, pageOfListings } from '#shared/store/listing-pages.ts';
import { type ListingStore, writeListing } from '#shared/store/listing-store.ts';
import { loadSnapshot, loadSnapshotHead, writeSnapshot } from '#shared/store/place-snapshot.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { auditTable, listingsTable, placesTable } from '#shared/store/tables.ts';
import { listing, publishable, writer } from '#test/builders/listings.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { meanwhile } from '#test/builders/meanwhile.ts';
import { place } from '#test/builders/places.ts';

/** What older code has written is found again as what is written now. */

const now = Date.parse('2026-11-22T12:00:00Z') / 1000;
const today = '2026-11-22';
let engine: LocalStore;
let store: ListingStore;
beforeEach(async () => {
  engine = await openLocalStore(placesTable);
  store = { ...engine.table(listingsTable), auditTableName: auditTable.name };
});
afterEach(() => engine.stop());

const run = (listings = store, hasTime = () => true) =>
  catchUp(
    {
      listings,
      places: engine,
      timeZone: 'Europe/London',
      source: { name: 'C', licence: 'CC0-1.0' },
      now,
      today,
      calendarOf,
    },
    hasTime,
  );
const sources = () => ({ listings: store, places: openPlacesReader(engine, 'Europe/London', 0) });
const idsOf = async (list: Parameters<typeof pageOfListings>[0]) =>
  (await pageOfListings(list, sources(), { most: 200 })).rows.map(({ id }) => id);
/** As code wrote it that knew of one list alone. */
async function write(id: string, more: Parameters<typeof listing>[1] = {}): Promise<void> {
  await writeListing(store, listing(id, more), 'created');
  const { client, tableName: TableName } = store;
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    for (const { pk, sk } of Items)
      if (pk?.S?.startsWith('LISTINGS#') && sk)
        await client.send(new DeleteItemCommand({ TableName, Key: { pk, sk } }));
}

it('listings of older code are in the lists, and their addresses are taken, once all have had their turn', async () => {
  const fields = { ...publishable('mill'), slug: 'old-mill', lift: 'yes', lift_verified: '2020-01-01' };
  for (let i = 0; i < 30; i++) await write(`barn-${i}`);
  await write('mill', { fields, owners: ['a@b.example'], state: 'in-review' });
  expect(await idsOf(listOfStates())).toEqual([]);
  let turns = 0;
  expect(await run(store, () => turns++ === 0)).toBe(false);
  expect(await idsOf(listOfStates())).toHaveLength(25);
  expect(await run()).toBe(true);
  expect(await idsOf(listOfStates())).toHaveLength(31);
  expect([await idsOf(listOfStates(['in-review'])), await idsOf(listOfOwner('a@b.example'))]).toEqual([
    ['mill'],
    ['mill'],
  ]);
  expect(await idsOf(listToCheck(today))).toEqual(['mill']);
  for (const address of ['mill', 'old-mill', 'barn-7'])
    expect(await isAddressTaken(store, address)).toBe(true);
});

it('it is done once: later it costs a read', async () => {
  await write('mill');
  await run();
  await write('barn');
  expect(await run()).toBe(true);
  expect(await idsOf(listOfStates())).toEqual([]);
});

it('a listing that somebody changes at that very moment stands where it stands then, and nowhere else', async () => {
  await write('mill');
  const client = localDynamoDbClient(engine.endpoint);
  meanwhile(client, 'TransactWriteItemsCommand', async () => {
    const step = edit(
      listing('mill'),
      { ...publishable('mill'), name_en: 'Another' },
      { actor: writer, now: '2026-11-22T12:00:01Z' },
    );
    if ('refused' in step) throw new Error(step.refused);
    expect(await writeListing(store, step.listing, step.action)).toBe('written');
  });
  await run({ ...store, client });
  client.destroy();
  const { rows } = await pageOfListings(listOfStates(), sources(), { most: 10 });
  expect(rows.map(({ name, version }) => [name, version])).toEqual([['Another', 2]]);
  expect(await isAddressTaken(store, 'mill')).toBe(true);
});

it('pictures that older code has published are shown, also where nobody publishes anything', async () => {
  const id = 'a'.repeat(64);
  const picture = {
    id,
    width: 800,
    height: 600,
    alt: { en: 'A mill' },
    credit: 'Ann',
    shows: 'entrance',
    decorative: false,
  } as const;
  const by = { origin: 'source', now, today, calendarOf };
  await publishPlaces(engine, () => ({ put: [place('mill', { images: [picture] })], remove: [] }), by);
  const head = await loadSnapshotHead(engine, true);
  if (!head) throw new Error('nothing is published');
  const places = ((await loadSnapshot(engine, head)) ?? []).map(({ imageIds: _, ...more }) => more);
  await writeSnapshot(engine, head, { ...head, version: 2, places, gone: [] });
  const shown = async () => [...(await sources().places.published()).images()];
  expect(await shown()).toEqual([]);
  await run();
  expect(await shown()).toEqual([id]);
});

it('where nothing was ever published, nothing is', async () => {
  await run();
  expect(await loadSnapshotHead(engine, true)).toBeUndefined();
});
