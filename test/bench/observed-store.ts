import { createTables, localDynamoDbClient } from '#infra/local/embedded-dynamodb.ts';
import { transitTable } from '#shared/store/tables.ts';
import type { TransitStore } from '#shared/store/timetable-store.ts';
import { type Cost, startMeasuring } from './samples.ts';

export interface Use {
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Sizes of the values that were put, compressed, without their keys. */
  readonly putBytes: readonly number[];
  /** What it had cost when the first value was put; undefined when none was. */
  readonly untilFirstPut: Cost | undefined;
}

export interface ObservedStore extends TransitStore {
  /** Forgets what was observed before. */
  watch(): void;
  /** Since `watch`. Units are those that the engine says were consumed. */
  observed(): Use;
}

/** A store on a running engine that says what is asked of it. */
export function observedStore(endpoint: string, prefix = ''): ObservedStore {
  const client = localDynamoDbClient(endpoint);
  let use = { readUnits: 0, writeUnits: 0, putBytes: [] as number[] };
  let cost = startMeasuring();
  let untilFirstPut: Cost | undefined;
  client.middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName === 'BatchWriteItemCommand' && 'RequestItems' in args.input) {
        untilFirstPut ??= cost();
        for (const requests of Object.values(args.input.RequestItems ?? {})) {
          for (const { PutRequest } of requests) use.putBytes.push(PutRequest?.Item?.data?.B?.length ?? 0);
        }
      }
      return next(args);
    },
    { step: 'initialize' },
  );
  return {
    client,
    tableName: prefix + transitTable.name,
    onCapacity: ({ kind, units }) => {
      use[kind === 'read' ? 'readUnits' : 'writeUnits'] += units;
    },
    watch() {
      use = { readUnits: 0, writeUnits: 0, putBytes: [] };
      untilFirstPut = undefined;
      cost = startMeasuring();
    },
    observed: () => ({ ...use, untilFirstPut }),
  };
}

/** The tables of the naive design stand beside the product's, on the same engine. */
export async function createNaiveTables(endpoint: string): Promise<ObservedStore> {
  const store = observedStore(endpoint, 'Naive');
  await createTables(store.client, 'Naive');
  return store;
}
