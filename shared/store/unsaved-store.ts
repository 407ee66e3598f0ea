import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DomainError } from '../platform/domain-error.ts';
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
