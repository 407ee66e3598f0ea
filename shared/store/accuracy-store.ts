import * as z from 'zod/mini';
import { AccuracyTable, BAND_COUNT } from '../domain/prediction/accuracy.ts';
import { daysToServiceDate } from '../domain/transit/service-day.ts';
import { putItems } from './batch-put.ts';
import { intColumn } from './int-column-schema.ts';
import { packItems, unpackItems } from './packed-item.ts';
import { queryItems } from './read-items.ts';
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

/** AP-33: how well a feed's predictions did on a day, in days since 1970-01-01. Empty where nothing is stored. */
export async function loadScores(store: TransitStore, feedId: string, day: number): Promise<AccuracyTable> {
  const table = new AccuracyTable();
  const items = await queryItems(store, partitionOf(feedId), `${sortKeyOf(day)}#`);
  if (items.length === 0) return table;
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
