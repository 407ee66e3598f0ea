import { createHash } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { PlaceSummary } from '../domain/places/place-summary.ts';
import type { Tombstone } from '../domain/places/tombstone.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { putItems } from './batch-put.ts';
import type { DataStore } from './data-store.ts';
import type { Item, ItemKey } from './packed-item.ts';
import { placeSummarySchema } from './place-summary-schema.ts';
import { TOMBSTONES } from './place-tombstones.ts';
import { getItem } from './read-items.ts';
import { letGoPart, loadPart, type PartRef, packPart, partRefSchema } from './snapshot-part.ts';

/** Places in a bucket, about: changing one place writes its bucket, a reader who knows nothing reads all. */
const BUCKET_PLACES = 160;

const headKey: ItemKey = { pk: 'SNAPSHOT', sk: 'HEAD' };

/** The published places as a whole. The only item that is overwritten, on condition of its version. */
const snapshotHeadSchema = z.object({
  version: z.number(),
  /** Seconds since 1970. */
  publishedAt: z.number(),
  /** First day of the opening calendars, YYYY-MM-DD. */
  calendarsFrom: z.string(),
  placeCount: z.number(),
  /** A power of two of them; null: no place there. */
  buckets: z.array(z.nullable(partRefSchema)),
  /** The tombstones; null: no place is gone. Heads of older code lack it. */
  gone: z.optional(z.nullable(partRefSchema)),
});
export type SnapshotHead = z.infer<typeof snapshotHeadSchema>;

const bucketSchema = z.array(placeSummarySchema);
const bucketKey = (bucket: number) => `SNAPSHOT#${bucket}`;

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
  ref: PartRef | null,
): Promise<PlaceSummary[] | undefined> {
  return ref ? loadPart(store, bucketKey(bucket), ref, bucketSchema) : [];
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

export interface Snapshot {
  readonly version: number;
  /** Seconds since 1970. */
  readonly publishedAt: number;
  readonly calendarsFrom: string;
  readonly places: readonly PlaceSummary[];
  readonly gone: readonly Tombstone[];
}

/**
 * Makes a snapshot the published one: writes the parts that differ from those of `previous`, then the head, on
 * condition that it is still `previous`. Answers 'lost' when somebody else has published meanwhile.
 * @param read places of `previous`: what is still the same object has not been touched
 */
export async function writeSnapshot(
  store: DataStore,
  previous: SnapshotHead | undefined,
  { version, publishedAt, calendarsFrom, places, gone }: Snapshot,
  read: readonly PlaceSummary[] = [],
): Promise<'written' | 'unchanged' | 'lost'> {
  const contents = inBuckets(places);
  const isSameLayout = previous?.buckets.length === contents.length;
  const items: Item[] = [];
  const pack = async (pk: string, content: readonly { id: string }[], old: PartRef | null | undefined) => {
    if (content.length === 0) return null;
    const part = await packPart(pk, inOrder(content), version, old);
    items.push(...part.items);
    return part.ref;
  };
  // Writing the others out, only to see that they say what they said, would be a third of a publication.
  const touched = new Set(notInBoth(read, places).map(({ id }) => bucketOf(id, contents.length)));
  const buckets: (PartRef | null)[] = [];
  for (const [bucket, content] of contents.entries()) {
    const old = isSameLayout ? previous.buckets[bucket] : undefined;
    buckets.push(old && !touched.has(bucket) ? old : await pack(bucketKey(bucket), content, old));
  }
  const head: SnapshotHead = {
    version,
    publishedAt,
    calendarsFrom,
    placeCount: places.length,
    buckets,
    gone: await pack(TOMBSTONES, gone, previous?.gone),
  };
  if (previous && canonicalJson(contentOf(previous)) === canonicalJson(contentOf(head))) return 'unchanged';
  await putItems(store, items);
  if (!(await writeSnapshotHead(store, head, previous?.version))) return 'lost';
  // What is published is published; a part that is not let go costs its storage.
  await retire(store, previous, head, publishedAt).catch(() => undefined);
  return 'written';
}

const contentOf = ({ calendarsFrom, buckets, gone = null }: SnapshotHead) => [calendarsFrom, buckets, gone];

function inBuckets(places: readonly PlaceSummary[]): PlaceSummary[][] {
  const contents = Array.from({ length: bucketCountFor(places.length) }, () => [] as PlaceSummary[]);
  for (const place of places) contents[bucketOf(place.id, contents.length)]?.push(place);
  return contents;
}

function notInBoth<T>(some: readonly T[], others: readonly T[]): T[] {
  const [left, right] = [new Set(some), new Set(others)];
  return [...some.filter((each) => !right.has(each)), ...others.filter((each) => !left.has(each))];
}

const inOrder = <T extends { readonly id: string }>(content: readonly T[]): T[] =>
  [...content].sort((a, b) => (a.id < b.id ? -1 : 1));

/** On condition that the current one is still of the version `previous`; undefined: that there is none. */
export async function writeSnapshotHead(
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

const partsOf = ({ buckets, gone }: SnapshotHead): [pk: string, ref: PartRef][] =>
  [...buckets.map((ref, bucket) => [bucketKey(bucket), ref] as const), [TOMBSTONES, gone] as const].flatMap(
    ([pk, ref]) => (ref ? [[pk, ref]] : []),
  );

/** Lets go of parts that the new head does not name. */
async function retire(
  store: DataStore,
  previous: SnapshotHead | undefined,
  head: SnapshotHead,
  now: number,
): Promise<void> {
  const named = new Set(partsOf(head).map((part) => JSON.stringify(part)));
  for (const part of previous ? partsOf(previous) : []) {
    if (!named.has(JSON.stringify(part))) await letGoPart(store, ...part, now);
  }
}
