import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { putItems } from './batch-put.ts';
import type { Item } from './packed-item.ts';

const items = (count: number): Item[] => Array.from({ length: count }, (_, i) => ({ pk: { S: `P${i}` } }));

/** A client that takes what `accept` says and leaves the rest of each batch unprocessed. */
class ChokedClient extends DynamoDBClient {
  readonly written: string[] = [];
  readonly sizes: number[] = [];
  private readonly accept: (batch: number) => number;

  constructor(accept: (batch: number) => number) {
    super({ region: 'eu-west-2' });
    this.accept = accept;
  }

  override async send(command: unknown): Promise<BatchWriteItemCommandOutput> {
    if (!(command instanceof BatchWriteItemCommand)) throw new Error('unexpected command');
    const requests = command.input.RequestItems?.Transit ?? [];
    this.sizes.push(requests.length);
    const taken = this.accept(this.sizes.length);
    for (const { PutRequest } of requests.slice(0, taken)) this.written.push(PutRequest?.Item?.pk?.S ?? '');
    const left = requests.slice(taken);
    return {
      $metadata: {},
      ConsumedCapacity: [{ CapacityUnits: Math.min(taken, requests.length) }],
      ...(left.length > 0 && { UnprocessedItems: { Transit: left } }),
    };
  }
}

test('what is left unprocessed is sent again, later each time, until nothing is', async () => {
  const client = new ChokedClient(() => 10);
  const waits: number[] = [];
  let units = 0;
  const store = {
    client,
    tableName: 'Transit',
    onCapacity: (use: { units: number }) => (units += use.units),
  };
  await putItems(store, items(60), { wait: async (ms) => void waits.push(ms) });
  expect(client.written.sort()).toEqual(
    items(60)
      .map(({ pk }) => pk?.S)
      .sort(),
  );
  expect(Math.max(...client.sizes)).toBe(25);
  expect(waits.length).toBe(client.sizes.length - 3);
  expect(units).toBe(60);
});

test('a table that takes nothing any more is an error, not a loss', async () => {
  const store = { client: new ChokedClient(() => 0), tableName: 'Transit' };
  await expect(putItems(store, items(3), { wait: async () => {} })).rejects.toMatchObject({
    kind: 'unavailable',
    message: 'The table takes no more writes: 3 items are left.',
  });
});

test('large items go in smaller batches', async () => {
  const client = new ChokedClient(() => 25);
  const data = { B: new Uint8Array(380_000) };
  await putItems(
    { client, tableName: 'Transit' },
    items(24).map((item) => ({ ...item, data })),
  );
  expect(client.sizes.sort((a, b) => b - a)).toEqual([10, 10, 4]);
});
