import * as z from 'zod/mini';
import type { Network } from '../contracts/network.ts';
import { AccuracyTable, BAND_COUNT, type BandScore } from '../domain/prediction/accuracy.ts';
import { accuracyKey, parseAccuracyKey } from '../domain/prediction/prediction-log.ts';
import { daysToServiceDate, type ServiceDate } from '../domain/transit/service-day.ts';
import { putItems } from './batch-put.ts';
import { intColumn } from './int-column-schema.ts';
import { type Item, packItems, unpackItems } from './packed-item.ts';
import { queryBetween, queryItems } from './read-items.ts';
import { feedKey, type TransitStore } from './timetable-store.ts';

/** A quarter of a year can be asked for; who wants more keeps the open file. */
const TTL_SECONDS = 100 * 86_400;
const FIELDS = 4;

const accuracySchema = z.object({
  keys: z.array(z.string()),
  /** Per key and band: samples, accurate, sum of errors, sum of their sizes, in whole seconds. */
  scores: intColumn,
});

const partitionOf = (feedId: string) => `${feedKey(feedId)}#ACCURACY`;
/** `ALL`: all routes together, some hundred bytes a day; `DAY`: each route. */
const sortKeyOf = (kind: 'ALL' | 'DAY', day: number) => `${kind}#${daysToServiceDate(day)}`;

/** Empty where nothing is stored of a day, or cannot be read: then it is counted anew. */
async function loadScores(
  store: TransitStore,
  feedId: string,
  kind: 'ALL' | 'DAY',
  day: number,
): Promise<AccuracyTable> {
  const items = await queryItems(store, partitionOf(feedId), `${sortKeyOf(kind, day)}#`);
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
        const table = await loadScores(store, feedId, 'DAY', day);
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
  const width = BAND_COUNT * FIELDS;
  if (scores.length !== keys.length * width) return table; // Of a release with other bands.
  keys.forEach((key, i) => {
    const row = scores.slice(i * width, (i + 1) * width);
    table.addRow(
      key,
      Array.from({ length: BAND_COUNT }, (_, band) => {
        const [samples = 0, accurate = 0, errorSeconds = 0, absoluteErrorSeconds = 0] = row.slice(
          band * FIELDS,
          (band + 1) * FIELDS,
        );
        return { samples, accurate, errorSeconds, absoluteErrorSeconds };
      }),
    );
  });
  return table;
}

/** Adds to what is stored of a day. Of two processes that do so at once the later one's sums stand. */
export async function addScores(
  store: TransitStore,
  feedId: string,
  day: number,
  added: AccuracyTable,
  now: number,
): Promise<void> {
  for (const [kind, table] of [['DAY', added] as const, ['ALL', ofAllRoutes(added)] as const]) {
    const stored = await loadScores(store, feedId, kind, day);
    for (const [key, scores] of table.entries()) stored.addRow(key, scores);
    const items = await packItems(
      { pk: partitionOf(feedId), sk: sortKeyOf(kind, day) },
      toColumns([...stored.entries()]),
    );
    const ttl = { N: String(now + TTL_SECONDS) };
    await putItems(
      store,
      items.map((item) => ({ ...item, ttl })),
    );
  }
}

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
    ]),
  ),
});
