import * as z from 'zod/mini';
import type { Network } from '../contracts/network.ts';
import { AccuracyTable, BAND_COUNT } from '../domain/prediction/accuracy.ts';
import { daysToServiceDate, type ServiceDate } from '../domain/transit/service-day.ts';
import { putItems } from './batch-put.ts';
import { intColumn } from './int-column-schema.ts';
import { type Item, packItems, unpackItems } from './packed-item.ts';
import { queryBetween, queryItems } from './read-items.ts';
import { feedKey, type TransitStore } from './timetable-store.ts';

/** A year and a month: long enough to be held against the same month last year. */
const TTL_SECONDS = 400 * 86_400;
const FIELDS = 4;

const accuracySchema = z.object({
  keys: z.array(z.string()),
  /** Per key and band: samples, accurate, sum of errors, sum of their sizes, in whole seconds. */
  scores: intColumn,
});

const partitionOf = (feedId: string) => `${feedKey(feedId)}#ACCURACY`;
const sortKeyOf = (day: number) => `DAY#${daysToServiceDate(day)}`;

/** Empty where nothing is stored of a day, in days since 1970-01-01. */
async function loadScores(store: TransitStore, feedId: string, day: number): Promise<AccuracyTable> {
  const items = await queryItems(store, partitionOf(feedId), `${sortKeyOf(day)}#`);
  return items.length === 0 ? new AccuracyTable() : tableOf(items, feedId);
}

export interface FeedAccuracy {
  readonly feedId: string;
  /** By service date; days of which nothing is stored are left out. */
  readonly days: ReadonlyMap<ServiceDate, AccuracyTable>;
}

/** How well the predictions of each feed did; from and to in days since 1970-01-01. */
export type AccuracyReader = (from: number, to: number) => Promise<readonly FeedAccuracy[]>;

export const accuracyReader =
  (store: TransitStore, { feeds }: Network): AccuracyReader =>
  (from, to) =>
    Promise.all(
      feeds.map(async ({ id }) => ({ feedId: id, days: await loadScoresBetween(store, id, from, to) })),
    );

/** AP-53: how well a feed's predictions did, by service date. Days of which nothing is stored are left out. */
async function loadScoresBetween(
  store: TransitStore,
  feedId: string,
  from: number,
  to: number,
): Promise<Map<ServiceDate, AccuracyTable>> {
  const items = await queryBetween(store, partitionOf(feedId), sortKeyOf(from), `${sortKeyOf(to)}$`);
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

/** Adds to what is stored of a day. */
export async function addScores(
  store: TransitStore,
  feedId: string,
  day: number,
  added: AccuracyTable,
  now: number,
): Promise<void> {
  const table = await loadScores(store, feedId, day);
  for (const [key, scores] of added.entries()) table.addRow(key, scores);
  const entries = [...table.entries()];
  const value = {
    keys: entries.map(([key]) => key),
    scores: entries.flatMap(([, scores]) =>
      scores.flatMap((score) => [
        score.samples,
        score.accurate,
        Math.round(score.errorSeconds),
        Math.round(score.absoluteErrorSeconds),
      ]),
    ),
  };
  const items = await packItems({ pk: partitionOf(feedId), sk: sortKeyOf(day) }, value);
  const ttl = { N: String(now + TTL_SECONDS) };
  await putItems(
    store,
    items.map((item) => ({ ...item, ttl })),
  );
}
