import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { DataStore } from './data-store.ts';
import { type ItemKey, packItems, unpackItems } from './packed-item.ts';
import { queryItems } from './read-items.ts';

/** How a source of listings is doing. */
export const placeSourceStateSchema = z.object({
  id: z.string(),
  /** Of the last good answer's bytes, and of what they were read by. */
  digest: z.nullable(z.string()),
  /** Places that it has published; listings that it has offered, where they become drafts. */
  placeCount: z.number(),
  lastSuccess: z.nullable(z.number()),
  lastError: z.nullable(z.object({ at: z.number(), message: z.string() })),
  /** Records that were left out of the last answer: at most a hundred are listed. */
  rejectedCount: z.number(),
  rejected: z.array(
    z.object({
      index: z.number(),
      line: z.optional(z.number()),
      id: z.nullable(z.string()),
      field: z.string(),
      reason: z.string(),
    }),
  ),
  /** Columns of the last answer that nobody here knows. */
  unknownColumns: z.optional(z.array(z.string())),
});
export type PlaceSourceState = z.infer<typeof placeSourceStateSchema>;

const stateKey = (id: string): ItemKey => ({ pk: `SOURCE#${id}`, sk: 'STATE' });

/** AP-13: undefined before a source was asked for the first time. */
export async function loadPlaceSourceState(
  store: DataStore,
  id: string,
): Promise<PlaceSourceState | undefined> {
  const { pk, sk } = stateKey(id);
  const items = await queryItems(store, pk, `${sk}#`, true);
  return items.length === 0 ? undefined : unpackItems(items, placeSourceStateSchema, `source ${id}`);
}

export async function writePlaceSourceState(store: DataStore, state: PlaceSourceState): Promise<void> {
  for (const item of await packItems(stateKey(state.id), state)) {
    await store.client.send(new PutItemCommand({ TableName: store.tableName, Item: item }));
  }
}
