import { PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTables } from '#infra/local/embedded-dynamodb.ts';
import { restoreTable } from '#infra/local/restore-table.ts';
import { loadAudit, writeAudit } from '#shared/store/audit-store.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import { loadHistory, loadListing, writeListing } from '#shared/store/listing-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { auditTable, listingsTable, placesTable } from '#shared/store/tables.ts';
import { listing } from '#test/builders/listings.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { place } from '#test/builders/places.ts';

let store: LocalStore;
beforeEach(async () => {
  store = await openLocalStore(placesTable);
});
afterEach(() => store.stop());

/** A table as it is at this moment, under another name: what DynamoDB makes of a point in time. */
async function restoredFrom(live: DataStore): Promise<DataStore> {
  await createTables(store.client, 'Restored');
  const restored = { client: store.client, tableName: `Restored${live.tableName}` };
  for await (const { Items = [] } of paginateScan({ client: store.client }, { TableName: live.tableName }))
    for (const Item of Items)
      await store.client.send(new PutItemCommand({ TableName: restored.tableName, Item }));
  return restored;
}

describe('the table of places', () => {
  let now = Date.parse('2026-11-22T12:00:00Z') / 1000;
  const publish = (put: string[], remove: string[] = []) =>
    publishPlaces(store, () => ({ put: put.map((id) => place(id)), remove }), {
      ...{ origin: 'test', now: ++now, today: '2026-11-22', calendarOf: () => null },
    });
  const idsOf = async (reader: ReturnType<typeof openPlacesReader>) =>
    (await reader.published()).places.map(({ id }) => id).sort();

  it('is what it was, also for who has read what came after, and goes on from there', async () => {
    const early = openPlacesReader(store, 'Europe/London', 0);
    await publish(['mill', 'museum']);
    const restored = await restoredFrom(store);
    await publish(['bridge'], ['museum']);
    await publish(['barn']);
    expect(await idsOf(early)).toEqual(['barn', 'bridge', 'mill']);

    const { removed } = await restoreTable(restored, store);
    expect(removed).toBeGreaterThan(0);
    for (const reader of [early, openPlacesReader(store, 'Europe/London', 0)]) {
      expect(await idsOf(reader)).toEqual(['mill', 'museum']);
      const summary = (await reader.published()).byId.get('museum');
      expect(summary && (await reader.place(summary)).id).toBe('museum');
    }
    await publish(['castle']);
    expect(await idsOf(early)).toEqual(['castle', 'mill', 'museum']);
  });

  it('is not set back to before anything was published, which would leave visitors with nothing', async () => {
    await store.client.send(
      new PutItemCommand({ TableName: store.tableName, Item: { pk: { S: 'PLACE#x' }, sk: { S: 'x' } } }),
    );
    const restored = await restoredFrom(store);
    await publish(['mill']);
    await expect(restoreTable(restored, store)).rejects.toThrow(
      'Nothing was published yet in RestoredPlaces.',
    );
    expect(await idsOf(openPlacesReader(store, 'Europe/London', 0))).toEqual(['mill']);
  });

  it('that was lost whole is there again', async () => {
    await publish(['mill']);
    const restored = await restoredFrom(store);
    const empty = { client: store.client, tableName: 'NewPlaces' };
    await createTables(store.client, 'New');
    await restoreTable(restored, empty);
    expect(await idsOf(openPlacesReader(empty, 'Europe/London', 0))).toEqual(['mill']);
  });
});

it('a listing is what it was, and can be changed again', async () => {
  const listings = { ...store.table(listingsTable), auditTableName: auditTable.name };
  const mill = listing('mill');
  await writeListing(listings, mill, 'created');
  const restored = await restoredFrom(listings);
  await writeListing(listings, { ...mill, version: 2 }, 'edited');
  await writeListing(listings, { ...mill, version: 3 }, 'edited');
  await writeListing(listings, listing('barn'), 'created');
  await restoreTable(restored, listings);
  expect([await loadListing(listings, 'mill'), await loadListing(listings, 'barn')]).toEqual([
    mill,
    undefined,
  ]);
  expect(await writeListing(listings, { ...mill, version: 2 }, 'edited')).toBe('written');
  expect((await loadHistory(listings, 'mill')).map(({ version }) => version)).toEqual([2, 1]);
});

it('the audit gets back what was lost, and loses nothing of what came later', async () => {
  const audit = store.table(auditTable);
  const told = (at: string) =>
    writeAudit(audit, {
      ...{ at, actor: { subject: 'ed', name: 'Ed' }, action: 'signed-in' as const },
      ...{ listingId: null, version: null, what: '' },
    });
  await told('2026-11-22T12:00:00Z');
  const restored = await restoredFrom(audit);
  await told('2026-11-22T13:00:00Z');
  expect(await restoreTable(restored, audit, { keepOthers: true })).toEqual({ put: 1, removed: 0 });
  expect((await loadAudit(audit, '2026-11')).events).toHaveLength(2);
});

it('a table that is empty, or is the same, is nothing to go back to, and nothing is lost', async () => {
  const audit = store.table(auditTable);
  await writeListing(
    { ...store.table(listingsTable), auditTableName: auditTable.name },
    listing('mill'),
    'created',
  );
  await createTables(store.client, 'Empty');
  const empty = { client: store.client, tableName: 'EmptyAudit' };
  await expect(restoreTable(empty, audit)).rejects.toThrow('EmptyAudit is empty.');
  await expect(restoreTable(audit, audit)).rejects.toThrow('Both tables are the same.');
  expect((await loadAudit(audit, listing('mill').changedAt.slice(0, 7))).events).toHaveLength(1);
});
