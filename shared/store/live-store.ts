import { createHash } from 'node:crypto';
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { LiveArea } from '../domain/transit/live-areas.ts';
import type { Alert, LiveSource, LiveTrip } from '../domain/transit/live-snapshot.ts';
import { alertsSchema } from './alert-item.ts';
import { putItems } from './batch-put.ts';
import { fromLiveShard, liveShardSchema, toLiveShard } from './live-shard.ts';
import { type Item, packJson, unpackItems } from './packed-item.ts';
import { queryItems } from './read-items.ts';
import { feedKey, fromHeadItem, type TimetableHead, type TransitStore } from './timetable-store.ts';

/** Shards are kept this long; one that has not changed is written again at half of it. */
const SHARD_TTL_SECONDS = 48 * 3600;
const ALL_ALERTS = 'ALL';

/** Which stored shard is current: [number of the poll that wrote it, when it wrote it, digest of the content]. */
const shardRefSchema = z.nullable(z.tuple([z.int(), z.int(), z.string()]));
type ShardRef = z.infer<typeof shardRefSchema>;

const liveHeadSchema = z.object({
  /** Counts the snapshots of the feed; the condition of the one write that makes a snapshot current. */
  poll: z.int(),
  timetableVersion: z.string(),
  sources: z.array(
    z.object({
      id: z.string(),
      feedTimestamp: z.nullable(z.number()),
      tripUpdates: z.boolean(),
      vehicles: z.boolean(),
      alerts: z.boolean(),
    }),
  ),
  trips: z.array(shardRefSchema),
  alerts: z.array(shardRefSchema),
  allAlerts: shardRefSchema,
});
export type LiveHead = z.infer<typeof liveHeadSchema>;

export interface FeedHeads {
  readonly timetable: TimetableHead | undefined;
  /** undefined before the first poll, and when another release wrote what this one cannot read. */
  readonly live: LiveHead | undefined;
  /** The poll's number as stored, readable or not: the condition of the next write. */
  readonly livePoll: number | null;
}

const liveHeadSortKey = 'HEAD#LIVE';
const shardPartition = (feedId: string, area: number | string) => `${feedKey(feedId)}#LIVE#${area}`;

/** The digest keeps polls that raced each other from writing over one another's shards. */
const shardSortKey = (kind: 'TRIPS' | 'ALERTS', [poll, , digest]: NonNullable<ShardRef>) =>
  `${kind}#${poll}-${digest}`;

/** AP-01: both heads of a feed with one query. */
export async function loadHeads(store: TransitStore, feedId: string, consistent = false): Promise<FeedHeads> {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': { S: feedKey(feedId) }, ':sk': { S: 'HEAD#' } },
      ConsistentRead: consistent,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  store.onCapacity?.({ kind: 'read', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
  const item = (sk: string) => answer.Items?.find((candidate) => candidate.sk?.S === sk);
  const timetable = item('HEAD#TIMETABLE');
  const live = item(liveHeadSortKey);
  return {
    timetable: timetable && fromHeadItem(timetable),
    live: live && fromLiveHeadItem(live),
    livePoll: live ? Number(live.poll?.N ?? 0) : null,
  };
}

function fromLiveHeadItem(item: Item): LiveHead | undefined {
  try {
    return z.parse(liveHeadSchema, JSON.parse(item.body?.S ?? ''));
  } catch {
    return undefined;
  }
}

/** AP-03: the trips of one area, as the head refers to them. undefined when the shard is gone. */
export async function loadLiveTrips(
  store: TransitStore,
  feedId: string,
  area: number,
  head: LiveHead,
): Promise<LiveTrip[] | undefined> {
  const ref = head.trips[area];
  if (!ref) return [];
  const items = await queryItems(store, shardPartition(feedId, area), `${shardSortKey('TRIPS', ref)}#`);
  if (items.length === 0) return undefined;
  return fromLiveShard(
    unpackItems(items, liveShardSchema, `live shard ${area} of feed ${feedId}`),
    head.sources,
  );
}

/** AP-04: the alerts of one area, or of the whole feed. undefined when they are gone. */
export async function loadAlerts(
  store: TransitStore,
  feedId: string,
  area: number | typeof ALL_ALERTS,
  ref: ShardRef,
): Promise<readonly Alert[] | undefined> {
  if (!ref) return [];
  const items = await queryItems(store, shardPartition(feedId, area), `${shardSortKey('ALERTS', ref)}#`);
  return items.length === 0 ? undefined : unpackItems(items, alertsSchema, `alerts of feed ${feedId}`);
}

export const loadAllAlerts = (store: TransitStore, feedId: string, head: LiveHead) =>
  loadAlerts(store, feedId, ALL_ALERTS, head.allAlerts);

export interface LiveWrite {
  readonly feedId: string;
  readonly timetableVersion: string;
  readonly sources: readonly LiveSource[];
  readonly areas: readonly LiveArea[];
  readonly alerts: readonly Alert[];
  readonly now: number;
  /** FeedHeads.livePoll of the heads that `previous` came from. */
  readonly livePoll: number | null;
}

/**
 * Makes a snapshot current: writes the shards that differ from those of `previous`, then the head, on condition that
 * the head is still `previous`. Answers 'lost' when it is not: another poll was faster and nothing of this one shows.
 */
export async function writeLiveSnapshot(
  store: TransitStore,
  previous: LiveHead | undefined,
  write: LiveWrite,
): Promise<'written' | 'unchanged' | 'lost'> {
  const poll = (write.livePoll ?? 0) + 1;
  const items: Item[] = [];
  const ttl = { N: String(write.now + SHARD_TTL_SECONDS) };

  const shard = async (
    area: number | string,
    kind: 'TRIPS' | 'ALERTS',
    value: unknown,
    empty: boolean,
    old: ShardRef | undefined,
  ): Promise<ShardRef> => {
    if (empty) return null;
    const json = JSON.stringify(value);
    const digest = createHash('sha256').update(json).digest('base64url').slice(0, 8);
    if (old && old[2] === digest && write.now - old[1] < SHARD_TTL_SECONDS / 2) return old;
    const key = { pk: shardPartition(write.feedId, area), sk: shardSortKey(kind, [poll, write.now, digest]) };
    for (const item of await packJson(key, json)) items.push({ ...item, ttl });
    return [poll, write.now, digest];
  };

  const trips: ShardRef[] = [];
  const alerts: ShardRef[] = [];
  for (const [area, part] of write.areas.entries()) {
    trips.push(
      await shard(
        area,
        'TRIPS',
        toLiveShard(part.trips, write.sources),
        part.trips.length === 0,
        previous?.trips[area],
      ),
    );
    alerts.push(await shard(area, 'ALERTS', part.alerts, part.alerts.length === 0, previous?.alerts[area]));
  }
  const allAlerts = await shard(
    ALL_ALERTS,
    'ALERTS',
    write.alerts,
    write.alerts.length === 0,
    previous?.allAlerts,
  );
  const head: LiveHead = {
    poll,
    timetableVersion: write.timetableVersion,
    sources: write.sources.map((source) => ({ ...source })),
    trips,
    alerts,
    allAlerts,
  };
  if (previous && JSON.stringify({ ...previous, poll: 0 }) === JSON.stringify({ ...head, poll: 0 }))
    return 'unchanged';
  await putItems(store, items);
  return (await writeHead(store, write.feedId, head, write.livePoll)) ? 'written' : 'lost';
}

async function writeHead(
  store: TransitStore,
  feedId: string,
  head: LiveHead,
  previousPoll: number | null,
): Promise<boolean> {
  try {
    const answer = await store.client.send(
      new PutItemCommand({
        TableName: store.tableName,
        Item: {
          pk: { S: feedKey(feedId) },
          sk: { S: liveHeadSortKey },
          poll: { N: String(head.poll) },
          body: { S: JSON.stringify(head) },
        },
        ConditionExpression: previousPoll === null ? 'attribute_not_exists(pk)' : 'poll = :poll',
        ...(previousPoll !== null && {
          ExpressionAttributeValues: { ':poll': { N: String(previousPoll) } },
        }),
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
