import {
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { STAFF_ORIGIN } from '../domain/places/place-owner.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';
import { indexChange, listedRows, ROWS, readRow } from './listing-index.ts';
import { isByOthers } from './listing-store.ts';
import { loadSnapshotHead } from './place-snapshot.ts';
import { publishPlaces } from './publish-places.ts';
import { getItem } from './read-items.ts';
import type { SettleContext } from './settle-listings.ts';

const PROGRESS = { pk: 'CATCH-UP', sk: 'LISTS' } as const;
const LISTED_AT_ONCE = 25;
const ATTEMPTS = 5;

/**
 * Once for each table, a part at a time: puts listings that older code has written into the lists and under their
 * addresses, and lets what it has published name its pictures.
 * @returns whether nothing is left to be done
 */
export async function catchUp(
  { listings, places, now, today, calendarOf }: SettleContext,
  hasTime: () => boolean,
): Promise<boolean> {
  const progress = await getItem(listings, PROGRESS, true);
  if (progress?.isDone?.BOOL) return true;
  let after = progress?.after?.S ?? '';
  for (let isLast = false; !isLast; ) {
    if (!hasTime()) return false;
    const ids: string[] = [];
    for await (const { key } of listedRows(listings, ROWS, { after, upTo: '~', atOnce: LISTED_AT_ONCE })) {
      if (ids.push(key) === LISTED_AT_ONCE) break;
    }
    await Promise.all(ids.map((id) => putIntoLists(listings, id)));
    isLast = ids.length < LISTED_AT_ONCE;
    after = ids.at(-1) ?? after;
    if (!isLast) await writeProgress(listings, after, false);
  }
  const nothing = { put: [], remove: [] };
  const publisher = { origin: STAFF_ORIGIN, now, today, calendarOf };
  if (await loadSnapshotHead(places, true)) await publishPlaces(places, () => nothing, publisher);
  await writeProgress(listings, after, true);
  return true;
}

async function writeProgress(store: DataStore, after: string, isDone: boolean): Promise<void> {
  const { pk, sk } = PROGRESS;
  const Item = { pk: { S: pk }, sk: { S: sk }, after: { S: after }, isDone: { BOOL: isDone } };
  await store.client.send(new PutItemCommand({ TableName: store.tableName, Item }));
}

/** All or nothing, and only where the row stands as it was read: who changes a listing moves it in the lists. */
async function putIntoLists(store: DataStore, id: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const item = await getItem(store, { pk: ROWS, sk: id }, true);
    if (!item?.body) return;
    const asRead = { ConditionExpression: 'body = :body', ExpressionAttributeValues: { ':body': item.body } };
    const puts = indexChange(readRow(item), undefined).put.map(
      (Item): TransactWriteItem => ({
        Put: { TableName: store.tableName, Item, ...(Item.pk?.S === ROWS && asRead) },
      }),
    );
    try {
      await store.client.send(new TransactWriteItemsCommand({ TransactItems: puts }));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException && isByOthers(error))) throw error;
    }
  }
  throw new DomainError('conflict', `Others save listing ${id} at the same time; try again.`);
}
