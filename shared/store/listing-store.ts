import {
  type AttributeValue,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Actor, Listing, ListingAction } from '../domain/listings/listing.ts';
import { tooLongField } from '../domain/listings/listing-fields.ts';
import { type ListingRow, rowOf } from '../domain/listings/listing-row.ts';
import { DomainError } from '../platform/domain-error.ts';
import { auditItem } from './audit-store.ts';
import type { DataStore } from './data-store.ts';
import { dueItems } from './due-listings.ts';
import { type ImportMark, markItem } from './import-marks.ts';
import { batchGet, indexChange, ROWS, readRow } from './listing-index.ts';
import { listingActionSchema, listingSchema } from './listing-schema.ts';
import { type Item, type ItemKey, packItems, partKey, unpackItems } from './packed-item.ts';
import { getItem, queryItems } from './read-items.ts';

/** Listings at work, and the audit that every change of them is told to. */
export interface ListingStore extends DataStore {
  readonly auditTableName: string;
}

const currentKey = (id: string): ItemKey => ({ pk: `LISTING#${id}`, sk: 'CURRENT' });
const versionKey = (id: string, version: number): ItemKey => ({
  pk: `LISTING#${id}`,
  sk: `VERSION#${String(version).padStart(8, '0')}`,
});

/** AP-20: a listing as it is now. */
export async function loadListing(store: ListingStore, id: string): Promise<Listing | undefined> {
  const { pk, sk } = currentKey(id);
  const item = await getItem(store, { pk, sk: partKey(sk, 0) }, true);
  return item && unpackItems([item], listingSchema, `listing ${id}`);
}

/** AP-20 of many, whole. */
export async function loadListings(
  store: ListingStore,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Listing>> {
  const keys = [...new Set(ids)].map((id) => {
    const { pk, sk } = currentKey(id);
    return { pk, sk: partKey(sk, 0) };
  });
  const items = await batchGet(store, keys, true);
  const read = items.map((item) => unpackItems([item], listingSchema, `listing ${item.pk?.S}`));
  return new Map(read.map((listing) => [listing.id, listing]));
}

/** AP-21: one version of a listing, as it was. */
export async function loadListingVersion(
  store: ListingStore,
  id: string,
  version: number,
): Promise<Listing | undefined> {
  const { pk, sk } = versionKey(id, version);
  // Who has written a version asks for it at once, to make it public or to build upon it.
  const item = await getItem(store, { pk, sk: partKey(sk, 0) }, true);
  return item && unpackItems([item], listingSchema, `version ${version} of listing ${id}`);
}

/** What was done to make a version. */
export interface VersionNote {
  readonly version: number;
  readonly action: ListingAction;
  readonly actor: Actor;
  /** ISO 8601. */
  readonly at: string;
  readonly comment: string | null;
  /** Of the import that has made it, or that was undone with it. */
  readonly importId?: string | undefined;
}

const noteSchema = z.object({
  version: z.number(),
  action: listingActionSchema,
  actor: z.object({ subject: z.string(), name: z.string() }),
  at: z.string(),
  comment: z.nullable(z.string()),
  importId: z.optional(z.string()),
});

const readNote = (item: Item): VersionNote => z.parse(noteSchema, JSON.parse(item.note?.S ?? 'null'));

/** Versions of one page of a history. What a version says is read with it. */
export const HISTORY_PAGE = 50;

/** AP-21: the latest versions of a listing, or the latest before one of them, without what they say. */
export async function loadHistory(
  store: ListingStore,
  id: string,
  before = Number.MAX_SAFE_INTEGER,
): Promise<VersionNote[]> {
  const { pk, sk: first } = versionKey(id, 0);
  // '#' follows the number: the version itself is not among those before it.
  const { sk: last } = versionKey(id, Math.min(before, 99_999_999));
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': { S: pk }, ':first': { S: first }, ':last': { S: last } },
      ProjectionExpression: 'note',
      ScanIndexForward: false,
      Limit: HISTORY_PAGE,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  store.onCapacity?.({ kind: 'read', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
  return (answer.Items ?? []).map(readNote);
}

/** AP-32: what was done last to each of some listings, by id. */
export async function loadLastNotes(
  store: ListingStore,
  listings: readonly Listing[],
): Promise<ReadonlyMap<string, VersionNote>> {
  const keys = listings.map(({ id, version }) => {
    const { pk, sk } = versionKey(id, version);
    return { pk, sk: partKey(sk, 0) };
  });
  const items = await batchGet(store, keys, true);
  return new Map(items.map((item) => [item.pk?.S?.slice('LISTING#'.length) ?? '', readNote(item)]));
}

/** AP-22: one row for each listing. */
export async function loadListingRows(store: ListingStore): Promise<ListingRow[]> {
  const items = await queryItems(store, ROWS, '', true);
  return items.map(readRow);
}

async function onlyItem(key: ItemKey, value: unknown): Promise<Item> {
  const [item, second] = await packItems(key, value);
  if (!item || second)
    throw new DomainError('invalid-input', 'The texts of this listing are too long together. Shorten some.');
  return item;
}

async function versionItem(listing: Listing, action: ListingAction, importId?: string): Promise<Item> {
  const { id, version, changedBy, changedAt } = listing;
  const comment = action === 'sent-back' ? listing.comment : null;
  const note: VersionNote = { version, action, actor: changedBy, at: changedAt, comment, importId };
  return { ...(await onlyItem(versionKey(id, version), listing)), note: { S: JSON.stringify(note) } };
}

/** What is written along with a step. */
export interface StepWrites {
  /** The version just before it, where a step makes one public beside what is at work. */
  readonly publicCopy?: Listing | undefined;
  /** What an import has made with it, or that it was undone. */
  readonly mark?: ImportMark | undefined;
}

/** As the lists have it: of a first version nobody has anything. */
async function rowBefore(store: ListingStore, { id, version }: Listing): Promise<ListingRow | undefined> {
  const item = version === 1 ? undefined : await getItem(store, { pk: ROWS, sk: id }, true);
  return item && readRow(item);
}

/**
 * Writes a step of a listing's way: the listing, its version, its rows in the lists, when it is due and the audit, all
 * or nothing. Answers 'conflict' when the listing is no longer the version before this one.
 */
export async function writeListing(
  store: ListingStore,
  listing: Listing,
  action: ListingAction,
  { publicCopy, mark }: StepWrites = {},
): Promise<'written' | 'conflict'> {
  const { id, version, changedBy, changedAt } = listing;
  const tooLong = tooLongField(listing.fields);
  if (tooLong !== undefined) throw new DomainError('invalid-input', `The text of ${tooLong} is too long.`);
  const current = await onlyItem(currentKey(id), listing);
  const written = publicCopy ? [publicCopy, listing] : [listing];
  const versions = await Promise.all(written.map((each) => versionItem(each, action, mark?.importId)));
  const row = rowOf(listing);
  // Rows change with the listing alone: where this one is not of the version before, the condition is not met.
  const index = indexChange(row, await rowBefore(store, listing));
  const put = (Item: Record<string, AttributeValue>, ConditionExpression?: string): TransactWriteItem => ({
    Put: { TableName: store.tableName, Item, ...(ConditionExpression && { ConditionExpression }) },
  });
  const isNew = 'attribute_not_exists(pk)';
  const items: TransactWriteItem[] = [
    {
      Put: {
        TableName: store.tableName,
        Item: { ...current, version: { N: String(version) } },
        ...(version === 1
          ? { ConditionExpression: isNew }
          : {
              ConditionExpression: 'version = :before',
              ExpressionAttributeValues: { ':before': { N: String(version - written.length) } },
            }),
      },
    },
    ...versions.map((item) => put(item, isNew)),
    ...index.put.map((item) => put(item)),
    ...index.remove.map(
      ({ pk, sk }): TransactWriteItem => ({
        Delete: { TableName: store.tableName, Key: { pk: { S: pk }, sk: { S: sk } } },
      }),
    ),
    ...(mark ? [put(markItem(id, mark))] : []),
    ...dueItems(listing, action).map((item) => put(item)),
    {
      Put: {
        TableName: store.auditTableName,
        Item: auditItem({
          at: changedAt,
          actor: changedBy,
          action,
          listingId: id,
          version,
          what: row.name,
        }),
        ConditionExpression: isNew,
      },
    },
  ];
  try {
    await store.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return 'written';
  } catch (error) {
    if (error instanceof TransactionCanceledException && isByOthers(error)) return 'conflict';
    throw error;
  }
}

/** A table that takes no more, or an item that is too large, is nobody's other version. */
export const isByOthers = ({ CancellationReasons = [] }: TransactionCanceledException) =>
  CancellationReasons.some(({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict');
