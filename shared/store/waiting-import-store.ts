import * as z from 'zod/mini';
import { SOURCE_FORMATS } from '../contracts/place-sources.ts';
import { putItems } from './batch-put.ts';
import type { ListingStore } from './listing-store.ts';
import { type ItemKey, packItems, unpackItems } from './packed-item.ts';
import { queryItems } from './read-items.ts';

const DAY_SECONDS = 86_400;

/** A file of listings that somebody has sent and is looking at before it is taken in. */
const importSchema = z.object({
  subject: z.string(),
  fileName: z.string(),
  rows: z.array(
    z.object({ line: z.number(), id: z.optional(z.string()), fields: z.record(z.string(), z.string()) }),
  ),
  /** What the reader could not use. */
  rejected: z.array(
    z.object({ line: z.number(), id: z.nullable(z.string()), field: z.string(), reason: z.string() }),
  ),
  unknownColumns: z.array(z.string()),
  /** What files do not say of listings. */
  leftOut: z._default(z.array(z.string()), []),
  format: z._default(z.enum(SOURCE_FORMATS), 'csv'),
  encoding: z._default(z.enum(['utf-8', 'windows-1252']), 'utf-8'),
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
