import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { keptUntil, type Report } from '../domain/reports/report.ts';
import { MOST_A_DAY, mostWaiting } from '../domain/reports/report-limits.ts';
import type { DataStore } from './data-store.ts';
import type { Item } from './packed-item.ts';
import { dayKey, itemsOf, number, waitingKey } from './report-items.ts';
import { transact } from './transact.ts';

export type Added =
  | 'added'
  /** The same form, sent once more. */
  | 'known'
  /** As many about this wait already as may. */
  | 'enough-waiting'
  /** As many came about the place today as may. */
  | 'enough-today';

const DAY_COUNTED_SECONDS = 3 * 86_400;

/** Keeps a new report, unless there are too many already. @param day of the limit, YYYY-MM-DD at the place */
export async function addReport(store: DataStore, report: Report, day: string): Promise<Added> {
  const { placeId, fact } = report;
  const { whole, row } = itemsOf(report);
  const now = Math.floor(Date.parse(report.at) / 1000);
  const putNew = (Item: Item): TransactWriteItem => ({
    Put: { TableName: store.tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  const countUp = (Key: Item, most: number, ttl: number): TransactWriteItem => ({
    Update: {
      TableName: store.tableName,
      Key,
      UpdateExpression: 'ADD n :one SET #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(n) OR n < :most',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: values({ ':one': 1, ':most': most, ':ttl': ttl }),
    },
  });
  const [isKnown, , isWaitingFull, isDayFull] = await transact(store, [
    putNew(whole),
    putNew(row),
    countUp(waitingKey(placeId, fact), mostWaiting(fact), keptUntil(report)),
    countUp(dayKey(placeId, day), MOST_A_DAY, now + DAY_COUNTED_SECONDS),
  ]);
  if (isKnown) return 'known';
  if (isWaitingFull) return 'enough-waiting';
  return isDayFull ? 'enough-today' : 'added';
}

const values = (numbers: Readonly<Record<string, number>>): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, number(value)]));
