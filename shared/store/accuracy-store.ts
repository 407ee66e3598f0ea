import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Network } from '../contracts/network.ts';
import { AccuracyTable, BAND_COUNT, type BandScore } from '../domain/prediction/accuracy.ts';
import { accuracyKey, parseAccuracyKey } from '../domain/prediction/prediction-log.ts';
import { daysToServiceDate, type ServiceDate } from '../domain/transit/service-day.ts';
import { DomainError } from '../platform/domain-error.ts';
import { intColumn } from './int-column-schema.ts';
import { type Item, packItems, partKey, unpackItems } from './packed-item.ts';
import { queryBetween, queryItems } from './read-items.ts';
import { feedKey, type TransitStore } from './timetable-store.ts';
import { transact } from './transact.ts';

/** A quarter of a year can be asked for; who wants more keeps the open file. */
const TTL_SECONDS = 100 * 86_400;
const FIELDS = 5;
/** Without `unseen`. */
const FIELDS_BEFORE = 4;

const accuracySchema = z.object({
  keys: z.array(z.string()),
  /** Per key and band: samples, accurate, sum of errors, sum of their sizes, in whole seconds; unseen. */
  scores: intColumn,
});

const partitionOf = (feedId: string) => `${feedKey(feedId)}#ACCURACY`;
/** `ALL`: all routes together, some hundred bytes a day; `DAY`: each route. */
const sortKeyOf = (kind: 'ALL' | 'DAY', day: number) => `${kind}#${daysToServiceDate(day)}`;

/** Empty where nothing is stored of a day, or cannot be read: then it is counted anew. */
function readScores(items: readonly Item[], feedId: string): AccuracyTable {
  try {
    return items.length === 0 ? new AccuracyTable() : tableOf(items, feedId);
  } catch {
    return new AccuracyTable();
  }
}

export interface FeedAccuracy {
  readonly feedId: string;
  /** By service date; days of which nothing is stored are left out. */
  readonly days: ReadonlyMap<ServiceDate, AccuracyTable>;
}

/** How well the predictions of each feed did; days since 1970-01-01. */
export interface AccuracyReader {
  /** Of all routes together. */
  totals(from: number, to: number): Promise<readonly FeedAccuracy[]>;
  /** Of each route. */
  routes(day: number): Promise<readonly FeedAccuracy[]>;
}

export function accuracyReader(store: TransitStore, { feeds }: Network): AccuracyReader {
  const ofFeeds = (daysOf: (feedId: string) => Promise<FeedAccuracy['days']>) =>
    Promise.all(feeds.map(async ({ id }) => ({ feedId: id, days: await daysOf(id) })));
  return {
    totals: (from, to) => ofFeeds((feedId) => loadTotals(store, feedId, from, to)),
    routes: (day) =>
      ofFeeds(async (feedId) => {
        const items = await queryItems(store, partitionOf(feedId), `${sortKeyOf('DAY', day)}#`);
        const table = readScores(items, feedId);
        return new Map(table.size > 0 ? [[daysToServiceDate(day), table]] : []);
      }),
  };
}

/** AP-53: how well a feed's predictions did, by service date. */
async function loadTotals(
  store: TransitStore,
  feedId: string,
  from: number,
  to: number,
): Promise<Map<ServiceDate, AccuracyTable>> {
  const items = await queryBetween(
    store,
    partitionOf(feedId),
    sortKeyOf('ALL', from),
    `${sortKeyOf('ALL', to)}$`,
  );
  const days = new Map<ServiceDate, Item[]>();
  for (const item of items) {
    const date = item.sk?.S?.slice(4, 12) ?? '';
    days.set(date, [...(days.get(date) ?? []), item]);
  }
  return new Map([...days].map(([date, parts]) => [date, tableOf(parts, feedId)]));
}

function tableOf(items: readonly Item[], feedId: string): AccuracyTable {
  const table = new AccuracyTable();
  const { keys, scores } = unpackItems(items, accuracySchema, `accuracy of feed ${feedId}`);
  const fields = scores.length / (keys.length * BAND_COUNT);
  if (fields !== FIELDS && fields !== FIELDS_BEFORE) return table; // Of a release with other bands.
  const width = BAND_COUNT * fields;
  keys.forEach((key, i) => {
    const row = scores.slice(i * width, (i + 1) * width);
    table.addRow(
      key,
      Array.from({ length: BAND_COUNT }, (_, band) => {
        const [samples = 0, accurate = 0, errorSeconds = 0, absoluteErrorSeconds = 0, unseen = 0] = row.slice(
          band * fields,
          (band + 1) * fields,
        );
        return { samples, accurate, errorSeconds, absoluteErrorSeconds, unseen };
      }),
    );
  });
  return table;
}

/** More than ever poll one feed at a time. */
const ATTEMPTS = 5;

/**
 * Adds to what is stored of a day, of each route and of all together: to both or to neither, so that it can be tried
 * again. Of processes that do so at once each adds to what the others have stored.
 */
export async function addScores(
  store: TransitStore,
  feedId: string,
  day: number,
  added: AccuracyTable,
  now: number,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const puts = await Promise.all([
      putsOf(store, feedId, 'DAY', day, added, now),
      putsOf(store, feedId, 'ALL', day, ofAllRoutes(added), now),
    ]);
    const unmet = await transact(store, puts.flat());
    if (!unmet.includes(true)) return;
  }
  throw new DomainError(
    'unavailable',
    `The accuracy of feed ${feedId} is being written by too many at once.`,
  );
}

async function putsOf(
  store: TransitStore,
  feedId: string,
  kind: 'ALL' | 'DAY',
  day: number,
  added: AccuracyTable,
  now: number,
): Promise<TransactWriteItem[]> {
  const key = { pk: partitionOf(feedId), sk: sortKeyOf(kind, day) };
  const items = await queryItems(store, key.pk, `${key.sk}#`, true);
  const table = readScores(items, feedId);
  for (const [routeKey, scores] of added.entries()) table.addRow(routeKey, scores);
  const stored = items.find(({ sk }) => sk?.S === partKey(key.sk, 0));
  const revision = Number(stored?.revision?.N ?? 0);
  const packed = await packItems(key, toColumns([...table.entries()]));
  return packed.map((item, part) => ({
    Put: {
      TableName: store.tableName,
      Item: { ...item, revision: { N: String(revision + 1) }, ttl: { N: String(now + TTL_SECONDS) } },
      // The first part stands for all of them; those of earlier releases have no revision.
      ...(part === 0 && conditionOn(revision)),
    },
  }));
}

const conditionOn = (revision: number) =>
  revision === 0
    ? { ConditionExpression: 'attribute_not_exists(revision)' }
    : {
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':revision': { N: String(revision) } },
      };

function ofAllRoutes(table: AccuracyTable): AccuracyTable {
  const all = new AccuracyTable();
  for (const [key, scores] of table.entries()) {
    const parsed = parseAccuracyKey(key);
    if (parsed) all.addRow(accuracyKey({ source: parsed.source, routeId: '', line: '' }), scores);
  }
  return all;
}

const toColumns = (entries: readonly [string, readonly BandScore[]][]) => ({
  keys: entries.map(([key]) => key),
  scores: entries.flatMap(([, scores]) =>
    scores.flatMap((score) => [
      score.samples,
      score.accurate,
      Math.round(score.errorSeconds),
      Math.round(score.absoluteErrorSeconds),
      score.unseen,
    ]),
  ),
});
