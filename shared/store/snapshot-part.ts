import { createHash } from 'node:crypto';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { canonicalJson } from '../platform/canonical-json.ts';
import type { DataStore } from './data-store.ts';
import { type Item, type ItemKey, packJson, unpackItems } from './packed-item.ts';
import { queryItems } from './read-items.ts';

/** A reader may still be loading what was current a moment ago. */
const SUPERSEDED_SECONDS = 3_600;

/** Which writing of a part is meant: the version of the snapshot that it came with, and what it says. */
export const partRefSchema = z.object({ version: z.number(), digest: z.string() });
export type PartRef = z.infer<typeof partRefSchema>;

const partKeyOf = (pk: string, { version, digest }: PartRef): ItemKey => ({
  pk,
  sk: `${String(version).padStart(10, '0')}#${digest}`,
});

export interface PackedPart {
  readonly ref: PartRef;
  /** None where the part says what `old` says. */
  readonly items: readonly Item[];
}

export async function packPart(
  pk: string,
  content: unknown,
  version: number,
  old: PartRef | null | undefined,
): Promise<PackedPart> {
  const json = canonicalJson(content);
  const digest = createHash('sha256').update(json).digest('base64url').slice(0, 12);
  if (old?.digest === digest) return { ref: old, items: [] };
  const ref = { version, digest };
  return { ref, items: await packJson(partKeyOf(pk, ref), json) };
}

/** undefined when it is gone, because a later one is current. */
export async function loadPart<T>(
  store: DataStore,
  pk: string,
  ref: PartRef,
  schema: z.ZodMiniType<T>,
  consistent = false,
): Promise<T | undefined> {
  const items = await queryItems(store, pk, `${partKeyOf(pk, ref).sk}#`, consistent);
  return items.length === 0 ? undefined : unpackItems(items, schema, pk);
}

/** One that is not let go costs its storage and nothing else. */
export async function letGoPart(store: DataStore, pk: string, ref: PartRef, now: number): Promise<void> {
  for (const item of await queryItems(store, pk, `${partKeyOf(pk, ref).sk}#`)) {
    if (!item.pk || !item.sk) continue;
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.tableName,
        Key: { pk: item.pk, sk: item.sk },
        UpdateExpression: 'SET #ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':ttl': { N: String(now + SUPERSEDED_SECONDS) } },
      }),
    );
  }
}
