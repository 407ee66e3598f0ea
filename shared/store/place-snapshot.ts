import { createHash } from 'node:crypto';
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { PlaceSummary } from '../domain/places/place-summary.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { putItems } from './batch-put.ts';
import type { DataStore } from './data-store.ts';
import { type Item, type ItemKey, packJson, unpackItems } from './packed-item.ts';
import { placeSummarySchema } from './place-summary-schema.ts';
import { getItem, queryItems } from './read-items.ts';

/** Places in a bucket, about: changing one place writes its bucket, a reader who knows nothing reads all. */
const BUCKET_PLACES = 160;
/** A reader may still be loading what was current a moment ago. */
const SUPERSEDED_SECONDS = 3_600;

const headKey: ItemKey = { pk: 'SNAPSHOT', sk: 'HEAD' };

const bucketRefSchema = z.object({ version: z.number(), digest: z.string() });
type BucketRef = z.infer<typeof bucketRefSchema>;

/** The published places as a whole. The only item that is overwritten, on condition of its version. */
const snapshotHeadSchema = z.object({
  version: z.number(),
  /** Seconds since 1970. */
  publishedAt: z.number(),
  /** First day of the opening calendars, YYYY-MM-DD. */
  calendarsFrom: z.string(),
  placeCount: z.number(),
  /** A power of two of them; null: no place there. */
  buckets: z.array(z.nullable(bucketRefSchema)),
});
export type SnapshotHead = z.infer<typeof snapshotHeadSchema>;

const bucketSchema = z.array(placeSummarySchema);

const bucketKey = (bucket: number, { version, digest }: BucketRef): ItemKey => ({
  pk: `SNAPSHOT#${bucket}`,
  sk: `${String(version).padStart(10, '0')}#${digest}`,
});

/** Spreads ids evenly, and keeps an id where it is while the number of buckets stays. */
function bucketOf(id: string, bucketCount: number): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % bucketCount;
}

function bucketCountFor(places: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, places / BUCKET_PLACES)));
}

/** AP-10: which snapshot is current; undefined before the first was published. */
export async function loadSnapshotHead(
  store: DataStore,
  consistent = false,
): Promise<SnapshotHead | undefined> {
  const item = await getItem(store, headKey, consistent);
  return item && z.parse(snapshotHeadSchema, JSON.parse(item.body?.S ?? 'null'));
}

/** AP-11: the places of one bucket; undefined when it is gone, because a later one is current. */
export async function loadBucket(
  store: DataStore,
  bucket: number,
  ref: BucketRef | null,
): Promise<PlaceSummary[] | undefined> {
  if (!ref) return [];
  const key = bucketKey(bucket, ref);
  const items = await queryItems(store, key.pk, `${key.sk}#`);
  return items.length === 0 ? undefined : unpackItems(items, bucketSchema, `places ${bucket}`);
}

/** All places of a snapshot; undefined when it is superseded. */
export async function loadSnapshot(
  store: DataStore,
  head: SnapshotHead,
): Promise<PlaceSummary[] | undefined> {
  const buckets = await Promise.all(head.buckets.map((ref, bucket) => loadBucket(store, bucket, ref)));
  const places: PlaceSummary[] = [];
  for (const bucket of buckets) {
    if (!bucket) return undefined;
    places.push(...bucket);
  }
  return places;
}

/**
 * Makes `places` the published ones: writes the buckets that differ from those of `previous`, then the head, on
 * condition that it is still `previous`. Answers 'lost' when somebody else has published meanwhile.
 */
export async function writeSnapshot(
  store: DataStore,
  previous: SnapshotHead | undefined,
  places: readonly PlaceSummary[],
  { now, calendarsFrom }: { readonly now: number; readonly calendarsFrom: string },
): Promise<'written' | 'unchanged' | 'lost'> {
  const bucketCount = Math.max(bucketCountFor(places.length), 1);
  const contents = Array.from({ length: bucketCount }, () => [] as PlaceSummary[]);
  for (const place of places) contents[bucketOf(place.id, bucketCount)]?.push(place);
  const version = (previous?.version ?? 0) + 1;
  const isSameLayout = previous?.buckets.length === bucketCount;
  const items: Item[] = [];
  const buckets: (BucketRef | null)[] = [];
  for (const [bucket, content] of contents.entries()) {
    const old = isSameLayout ? previous.buckets[bucket] : undefined;
    if (content.length === 0) {
      buckets.push(null);
      continue;
    }
    const json = canonicalJson(content.sort((a, b) => (a.id < b.id ? -1 : 1)));
    const digest = createHash('sha256').update(json).digest('base64url').slice(0, 12);
    if (old?.digest === digest) {
      buckets.push(old);
      continue;
    }
    const ref = { version, digest };
    items.push(...(await packJson(bucketKey(bucket, ref), json)));
    buckets.push(ref);
  }
  const isSame =
    isSameLayout && items.length === 0 && canonicalJson(buckets) === canonicalJson(previous.buckets);
  if (isSame && previous.calendarsFrom === calendarsFrom) return 'unchanged';
  await putItems(store, items);
  const head: SnapshotHead = { version, publishedAt: now, calendarsFrom, placeCount: places.length, buckets };
  if (!(await writeHead(store, head, previous?.version))) return 'lost';
  // What is published is published; a bucket that is not let go costs its storage.
  await retire(store, previous, head, now).catch(() => undefined);
  return 'written';
}

async function writeHead(
  store: DataStore,
  head: SnapshotHead,
  previous: number | undefined,
): Promise<boolean> {
  try {
    const answer = await store.client.send(
      new PutItemCommand({
        TableName: store.tableName,
        Item: {
          pk: { S: headKey.pk },
          sk: { S: headKey.sk },
          version: { N: String(head.version) },
          body: { S: JSON.stringify(head) },
        },
        ConditionExpression: previous === undefined ? 'attribute_not_exists(pk)' : 'version = :version',
        ...(previous !== undefined && { ExpressionAttributeValues: { ':version': { N: String(previous) } } }),
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    store.onCapacity?.({ kind: 'write', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** Lets go of buckets that the new head does not name. One that is missed costs its storage and nothing else. */
async function retire(
  store: DataStore,
  previous: SnapshotHead | undefined,
  head: SnapshotHead,
  now: number,
): Promise<void> {
  const named = new Set(head.buckets.map((ref, bucket) => ref && JSON.stringify(bucketKey(bucket, ref))));
  for (const [bucket, ref] of previous?.buckets.entries() ?? []) {
    if (!ref || named.has(JSON.stringify(bucketKey(bucket, ref)))) continue;
    const key = bucketKey(bucket, ref);
    for (const { pk, sk } of await queryItems(store, key.pk, `${key.sk}#`)) {
      if (!pk || !sk) continue;
      await store.client.send(
        new UpdateItemCommand({
          TableName: store.tableName,
          Key: { pk, sk },
          UpdateExpression: 'SET #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':ttl': { N: String(now + SUPERSEDED_SECONDS) } },
        }),
      );
    }
  }
}
