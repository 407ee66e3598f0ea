import { setTimeout as delay } from 'node:timers/promises';
import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../platform/domain-error.ts';
import type { Item } from './packed-item.ts';
import type { TransitStore } from './timetable-store.ts';

const BATCH = 25;
const CONCURRENCY = 8;
const ATTEMPTS = 8;

/**
 * Puts items that nobody refers to yet; what the service leaves over is tried again, with longer and longer pauses.
 * Throws DomainError `unavailable` when items are still left over after 8 attempts: nothing is dropped silently.
 */
export async function writeItems(store: TransitStore, items: readonly Item[]): Promise<void> {
  const batches: Item[][] = [];
  for (let i = 0; i < items.length; i += BATCH) batches.push(items.slice(i, i + BATCH));
  let next = 0;
  const worker = async () => {
    for (let batch = batches[next++]; batch; batch = batches[next++]) await writeBatch(store, batch);
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, batches.length) }, worker));
}

async function writeBatch(store: TransitStore, batch: readonly Item[]): Promise<void> {
  let requests: WriteRequest[] = batch.map((item) => ({ PutRequest: { Item: item } }));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await delay(25 * 2 ** attempt * (0.5 + Math.random() / 2));
    const answer = await store.client.send(
      new BatchWriteItemCommand({
        RequestItems: { [store.tableName]: requests },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    for (const capacity of answer.ConsumedCapacity ?? []) {
      store.onCapacity?.({ kind: 'write', units: capacity.CapacityUnits ?? 0 });
    }
    requests = answer.UnprocessedItems?.[store.tableName] ?? [];
    if (requests.length === 0) return;
  }
  throw new DomainError('unavailable', `DynamoDB left ${requests.length} items unwritten.`);
}
