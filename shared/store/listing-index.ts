import { type AttributeValue, BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { ListingState } from '../domain/listings/listing.ts';
import type { ListingRow } from '../domain/listings/listing-row.ts';
import { slugify } from '../domain/listings/slugify.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';
import { listingRowSchema } from './listing-schema.ts';
import type { Item, ItemKey } from './packed-item.ts';

/** Every row once, by the listing's id. */
export const ROWS = 'LISTINGS';
/** Rows with facts that have a last day, by that day. */
export const TO_CHECK = 'LISTINGS#TO-CHECK';
export const ofState = (state: ListingState): string => `LISTINGS#STATE#${state}`;
export const ofOwner = (owner: string): string => `LISTINGS#OWNER#${owner}`;
const ofAddress = (address: string) => `LISTINGS#ADDRESS#${address}`;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** What nobody can publish is no address that anybody has. */
const ADDRESS = /^[a-z0-9-]{1,100}$/;

/** By name, in letters that the database and this program put in the same order. */
export const nameKey = ({ id, name }: ListingRow): string => `${slugify(name).slice(0, 100)}#${id}`;
export const reviewKey = ({ id, reviewBy }: ListingRow): string => `${reviewBy}#${id}`;
export const isToCheck = ({ state, reviewBy }: ListingRow): boolean =>
  state !== 'archived' && reviewBy !== null && DAY.test(reviewBy);

/** Where the row stands, in lists that say all of it. */
const listKeys = (row: ListingRow): ItemKey[] => [
  { pk: ofState(row.state), sk: nameKey(row) },
  ...(isToCheck(row) ? [{ pk: TO_CHECK, sk: reviewKey(row) }] : []),
  ...row.owners.map((owner) => ({ pk: ofOwner(owner), sk: nameKey(row) })),
];

/** Under which addresses the listing is found: its own, and the one that it had first. */
const addressKeys = ({ id, slug }: ListingRow): ItemKey[] =>
  [...new Set([id, slug ?? id])]
    .filter((address) => ADDRESS.test(address))
    .map((address) => ({ pk: ofAddress(address), sk: id }));

const without = (keys: readonly ItemKey[], others: readonly ItemKey[]): ItemKey[] =>
  keys.filter(({ pk, sk }) => !others.some((other) => other.pk === pk && other.sk === sk));

/** What has to be put for a row to stand where it belongs, and what deleted of where it stood before. */
export function indexChange(
  row: ListingRow,
  before: ListingRow | undefined,
): { readonly put: readonly Item[]; readonly remove: readonly ItemKey[] } {
  const [lists, addresses] = [listKeys(row), addressKeys(row)];
  const [oldLists, oldAddresses] = before ? [listKeys(before), addressKeys(before)] : [[], []];
  const body = { body: { S: JSON.stringify(row) } };
  return {
    put: [
      ...[{ pk: ROWS, sk: row.id }, ...lists].map((key) => ({ ...itemKey(key), ...body })),
      ...without(addresses, oldAddresses).map(itemKey),
    ],
    remove: [...without(oldLists, lists), ...without(oldAddresses, addresses)],
  };
}

const itemKey = ({ pk, sk }: ItemKey): Record<string, AttributeValue> => ({ pk: { S: pk }, sk: { S: sk } });

export const readRow = (item: Item): ListingRow =>
  z.parse(listingRowSchema, JSON.parse(item.body?.S ?? 'null'));

export interface KeyedRow {
  readonly key: string;
  readonly row: ListingRow;
}

export interface RowRange {
  /** Only what follows this key. */
  readonly after: string;
  /** Only what does not follow this key. */
  readonly upTo: string;
  /** Rows of one request. */
  readonly atOnce: number;
}

/** AP-30: rows of a list in its order, read as far as somebody asks. */
export async function* listedRows(store: DataStore, list: string, range: RowRange): AsyncGenerator<KeyedRow> {
  let from = range.after;
  while (`${from} ` <= range.upTo) {
    const answer = await store.client.send(
      new QueryCommand({
        TableName: store.tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        // Both ends count, and what `after` names has been seen.
        ExpressionAttributeValues: {
          ':pk': { S: list },
          ':from': { S: `${from} ` },
          ':to': { S: range.upTo },
        },
        Limit: range.atOnce,
        ConsistentRead: true,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    store.onCapacity?.({ kind: 'read', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
    for (const item of answer.Items ?? []) yield { key: item.sk?.S ?? '', row: readRow(item) };
    const last = answer.LastEvaluatedKey?.sk?.S;
    if (last === undefined) return;
    from = last;
  }
}

/** AP-31: whether a listing has this address, or has it as its id. */
export async function isAddressTaken(store: DataStore, address: string): Promise<boolean> {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: ofAddress(address) } },
      Limit: 1,
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  store.onCapacity?.({ kind: 'read', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
  return (answer.Items ?? []).length > 0;
}

/** DynamoDB's own limit. */
const BATCH_KEYS = 100;
const ATTEMPTS = 8;

/** Items by their keys, in no order; what is not there is left out. */
export async function batchGet(
  store: DataStore,
  keys: readonly ItemKey[],
  consistent: boolean,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let at = 0; at < keys.length; at += BATCH_KEYS) {
    let left = keys.slice(at, at + BATCH_KEYS).map(({ pk, sk }): Item => ({ pk: { S: pk }, sk: { S: sk } }));
    // An answer ends at 16 MB: what is left then is asked for at once.
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === ATTEMPTS)
        throw new DomainError('unavailable', 'The table answers no more reads. Try again in a moment.');
      const answer = await store.client.send(
        new BatchGetItemCommand({
          RequestItems: { [store.tableName]: { Keys: left, ConsistentRead: consistent } },
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      for (const used of answer.ConsumedCapacity ?? [])
        store.onCapacity?.({ kind: 'read', units: used.CapacityUnits ?? 0 });
      items.push(...(answer.Responses?.[store.tableName] ?? []));
      left = answer.UnprocessedKeys?.[store.tableName]?.Keys ?? [];
    }
  }
  return items;
}

/** AP-32: rows of some listings, by id. */
export async function loadRows(
  store: DataStore,
  ids: readonly string[],
  { consistent = false }: { readonly consistent?: boolean } = {},
): Promise<ReadonlyMap<string, ListingRow>> {
  const keys = [...new Set(ids)].map((id) => ({ pk: ROWS, sk: id }));
  const items = await batchGet(store, keys, consistent);
  return new Map(items.map(readRow).map((row) => [row.id, row]));
}
