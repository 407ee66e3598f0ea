import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';
import type { Item } from './packed-item.ts';

const BATCH_ITEMS = 25; // DynamoDB's own limit
const BATCH_BYTES = 4_000_000; // well below DynamoDB's 16 MB
const IN_FLIGHT = 8;
const ATTEMPTS = 12;

export interface PutOptions {
  readonly signal?: AbortSignal;
  /** Called before each batch is sent: where a long writer renews its lease. */
  readonly beforeBatch?: () => Promise<void>;
  /** Waits between attempts; tests pass their own. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

const waitQuietly = async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
  await pause(milliseconds, undefined, signal && { signal });
};

/**
 * Puts all items, some batches at a time. What DynamoDB leaves unprocessed is sent again, later and later; nothing
 * is ever dropped. Throws DomainError `unavailable` when items are still left after about a minute.
 */
export async function putItems(
  store: DataStore,
  items: AsyncIterable<Item> | Iterable<Item>,
  options: PutOptions = {},
): Promise<number> {
  const inFlight = new Set<Promise<void>>();
  let failure: unknown;
  let count = 0;
  let batch: WriteRequest[] = [];
  let bytes = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    const requests = batch;
    batch = [];
    bytes = 0;
    await options.beforeBatch?.();
    const sent: Promise<void> = putBatch(store, requests, options)
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => inFlight.delete(sent));
    inFlight.add(sent);
    if (inFlight.size >= IN_FLIGHT) await Promise.race(inFlight);
    if (failure) throw failure;
  };
  try {
    for await (const item of items) {
      options.signal?.throwIfAborted();
      const size = item.data?.B?.length ?? 0;
      if (batch.length === BATCH_ITEMS || (batch.length > 0 && bytes + size > BATCH_BYTES)) await flush();
      batch.push({ PutRequest: { Item: item } });
      bytes += size;
      count++;
    }
    await flush();
  } finally {
    await Promise.all(inFlight);
  }
  if (failure) throw failure;
  return count;
}

async function putBatch(store: DataStore, batch: WriteRequest[], options: PutOptions): Promise<void> {
  const { signal, wait = waitQuietly } = options;
  let requests = batch;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await wait(Math.min(10_000, 25 * 2 ** attempt) * (0.5 + Math.random() / 2), signal);
    const answer = await store.client.send(
      new BatchWriteItemCommand({
        RequestItems: { [store.tableName]: requests },
        ReturnConsumedCapacity: 'TOTAL',
      }),
      signal && { abortSignal: signal },
    );
    for (const used of answer.ConsumedCapacity ?? []) {
      store.onCapacity?.({ kind: 'write', units: used.CapacityUnits ?? 0 });
    }
    requests = answer.UnprocessedItems?.[store.tableName] ?? [];
    if (requests.length === 0) return;
  }
  throw new DomainError('unavailable', `The table takes no more writes: ${requests.length} items are left.`);
}
