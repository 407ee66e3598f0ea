import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { tooLongField } from '../domain/listings/listing-fields.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { ListingStore } from './listing-store.ts';
import { type ItemKey, packItems, partKey, unpackItems } from './packed-item.ts';
import { getItem } from './read-items.ts';

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

/** The names of pages are ours, those of people are not: what divides the two stands after the page. */
const unsavedKey = (listingId: string, subject: string, section: string): ItemKey => ({
  pk: `UNSAVED#${listingId}`,
  sk: `${section}#${subject}`,
});

/** AP-25: what this person has typed into a page of this listing and not saved. */
export async function loadUnsaved(
  store: ListingStore,
  listingId: string,
  subject: string,
  section: string,
): Promise<Unsaved | undefined> {
  const { pk, sk } = unsavedKey(listingId, subject, section);
  const item = await getItem(store, { pk, sk: partKey(sk, 0) }, true);
  return item && unpackItems([item], unsavedSchema, 'unsaved form');
}

export async function writeUnsaved(
  store: ListingStore,
  listingId: string,
  subject: string,
  unsaved: Unsaved,
): Promise<void> {
  const ttl = Math.floor(Date.parse(unsaved.at) / 1000) + KEPT_DAYS * DAY_SECONDS;
  const [item, second] = await packItems(unsavedKey(listingId, subject, unsaved.section), unsaved);
  if (!item || second || tooLongField(unsaved.fields) !== undefined)
    throw new DomainError('invalid-input', 'What was typed is too long to be kept.');
  await store.client.send(
    new PutItemCommand({ TableName: store.tableName, Item: { ...item, ttl: { N: String(ttl) } } }),
  );
}

export async function removeUnsaved(
  store: ListingStore,
  listingId: string,
  subject: string,
  section: string,
): Promise<void> {
  const { pk, sk } = unsavedKey(listingId, subject, section);
  await store.client.send(
    new DeleteItemCommand({
      TableName: store.tableName,
      Key: { pk: { S: pk }, sk: { S: partKey(sk, 0) } },
    }),
  );
}
