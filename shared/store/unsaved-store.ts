import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DomainError } from '../platform/domain-error.ts';
import { putItems } from './batch-put.ts';
import type { ListingStore } from './listing-store.ts';
import { type ItemKey, packItems, unpackItems } from './packed-item.ts';
import { queryItems } from './read-items.ts';

/** What a person has typed into a form and not saved yet. */
export const unsavedSchema = z.object({
  /** The version that the form was filled from. */
  version: z.number(),
  section: z.string(),
  fields: z.record(z.string(), z.string()),
  /** ISO 8601. */
  at: z.string(),
});
export type Unsaved = z.infer<typeof unsavedSchema>;

const DAY_SECONDS = 86_400;
const KEPT_DAYS = 14;

const unsavedKey = (listingId: string, subject: string): ItemKey => ({
  pk: `UNSAVED#${listingId}`,
  sk: subject,
});

/** AP-25: what this person has typed of this listing and not saved. */
export async function loadUnsaved(
  store: ListingStore,
  listingId: string,
  subject: string,
): Promise<Unsaved | undefined> {
  const { pk, sk } = unsavedKey(listingId, subject);
  const items = await queryItems(store, pk, `${sk}#`, true);
  return items.length === 0 ? undefined : unpackItems(items, unsavedSchema, 'unsaved form');
}

export async function writeUnsaved(
  store: ListingStore,
  listingId: string,
  subject: string,
  unsaved: Unsaved,
): Promise<void> {
  const ttl = Math.floor(Date.parse(unsaved.at) / 1000) + KEPT_DAYS * DAY_SECONDS;
  const [item, second] = await packItems(unsavedKey(listingId, subject), unsaved);
  if (!item || second) throw new DomainError('invalid-input', 'What was typed is too long to be kept.');
  await store.client.send(
    new PutItemCommand({ TableName: store.tableName, Item: { ...item, ttl: { N: String(ttl) } } }),
  );
}

export async function removeUnsaved(store: ListingStore, listingId: string, subject: string): Promise<void> {
  const { pk, sk } = unsavedKey(listingId, subject);
  await store.client.send(
    new DeleteItemCommand({ TableName: store.tableName, Key: { pk: { S: pk }, sk: { S: `${sk}#000` } } }),
  );
}

/** A file of listings that somebody has sent and is looking at before it is taken in. */
const importSchema = z.object({
  subject: z.string(),
  fileName: z.string(),
  rows: z.array(z.object({ line: z.number(), fields: z.record(z.string(), z.string()) })),
  /** What the reader could not use. */
  rejected: z.array(z.object({ line: z.number(), field: z.string(), reason: z.string() })),
});
export type WaitingImport = z.infer<typeof importSchema>;

const importKey = (id: string): ItemKey => ({ pk: `IMPORT#${id}`, sk: 'FILE' });

/** AP-26: a file that waits; only for who has sent it. */
export async function loadWaitingImport(
  store: ListingStore,
  id: string,
  subject: string,
): Promise<WaitingImport | undefined> {
  const { pk, sk } = importKey(id);
  const items = await queryItems(store, pk, `${sk}#`, true);
  const waiting = items.length === 0 ? undefined : unpackItems(items, importSchema, 'import');
  return waiting?.subject === subject ? waiting : undefined;
}

/** @param now seconds since 1970 */
export async function writeWaitingImport(
  store: ListingStore,
  id: string,
  waiting: WaitingImport,
  now: number,
): Promise<void> {
  const ttl = { N: String(now + DAY_SECONDS) };
  const items = await packItems(importKey(id), waiting);
  await putItems(
    store,
    items.map((item) => ({ ...item, ttl })),
  );
}
