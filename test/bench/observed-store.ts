import { createTables, localDynamoDbClient } from '#infra/local/embedded-dynamodb.ts';
import { transitTable } from '#shared/store/tables.ts';
import type { TransitStore } from '#shared/store/timetable-store.ts';
import { type Cost, startMeasuring } from './samples.ts';

export interface Use {
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Sizes of the values that were put, compressed, without their keys. */
  readonly putBytes: readonly number[];
  /** The same, by the name that their sort keys begin with. */
  readonly putUnits: ReadonlyMap<string, { readonly bytes: number; readonly units: number }>;
  /** What it had cost when the first value was put; undefined when none was. */
  readonly untilFirstPut: Cost | undefined;
}

export interface ObservedStore extends TransitStore {
  /** Forgets what was observed before. */
  watch(): void;
  /** Since `watch`. Units are those that the engine says were consumed. */
  observed(): Use;
}

/** Keys and names of an item, about. */
const ITEM_OVERHEAD_BYTES = 60;

const nothingUsed = () => ({
  readUnits: 0,
  writeUnits: 0,
  putBytes: [] as number[],
  putUnits: new Map<string, { bytes: number; units: number }>(),
});

/** A store on a running engine that says what is asked of it. */
export function observedStore(endpoint: string, prefix = ''): ObservedStore {
  const client = localDynamoDbClient(endpoint);
  let use = nothingUsed();
  let cost = startMeasuring();
  let untilFirstPut: Cost | undefined;
  client.middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName === 'BatchWriteItemCommand' && 'RequestItems' in args.input) {
        untilFirstPut ??= cost();
        for (const requests of Object.values(args.input.RequestItems ?? {})) {
          for (const { PutRequest } of requests) {
            const bytes = PutRequest?.Item?.data?.B?.length ?? 0;
            use.putBytes.push(bytes);
            const [name = ''] = (PutRequest?.Item?.sk?.S ?? '').split('#');
            const known = use.putUnits.get(name) ?? { bytes: 0, units: 0 };
            const units = known.units + Math.ceil((bytes + ITEM_OVERHEAD_BYTES) / 1024);
            use.putUnits.set(name, { bytes: known.bytes + bytes, units });
          }
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
      use = nothingUsed();
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
