import type { ServiceInputTypes } from '@aws-sdk/client-dynamodb';
import { localDynamoDbClient } from '#infra/local/embedded-dynamodb.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import { placesTable } from '#shared/store/tables.ts';

/** What requests write: revisions of places, buckets of the snapshot, its head, and the end of older buckets. */
export const writePurposes = ['revisions', 'buckets', 'head', 'retired'] as const;
export type WritePurpose = (typeof writePurposes)[number];

export interface PlaceUnits {
  readonly read: number;
  readonly write: Readonly<Record<WritePurpose, number>>;
  /** Buckets that were put, compressed, without their keys. */
  readonly bucketBytes: number;
  readonly buckets: number;
}

export interface MeteredPlaces extends DataStore {
  /** Since the last call. */
  take(): PlaceUnits;
}

export const writeUnits = ({ write }: PlaceUnits): number =>
  writePurposes.reduce((sum, purpose) => sum + write[purpose], 0);

const nothing = () => ({
  read: 0,
  write: { revisions: 0, buckets: 0, head: 0, retired: 0 },
  bucketBytes: 0,
  buckets: 0,
});

/**
 * A table of places on a running engine. Counted is what the engine says of every request, also of those for which the
 * product does not ask it.
 */
export function meteredPlaces(endpoint: string, prefix: string): MeteredPlaces {
  const client = localDynamoDbClient(endpoint);
  let use = nothing();
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const answer = await next(args);
        const consumed = 'ConsumedCapacity' in answer.output ? answer.output.ConsumedCapacity : undefined;
        const units = [consumed ?? []]
          .flat()
          .reduce((sum, each) => sum + ('CapacityUnits' in each ? (each.CapacityUnits ?? 0) : 0), 0);
        const purpose = purposeOf(commandName, args.input);
        if (purpose) use.write[purpose] += units;
        else use.read += units;
        for (const bytes of bucketSizes(args.input)) {
          use.buckets++;
          use.bucketBytes += bytes;
        }
        return answer;
      },
    { step: 'initialize' },
  );
  return {
    client,
    tableName: prefix + placesTable.name,
    take() {
      const taken = use;
      use = nothing();
      return taken;
    },
  };
}

function purposeOf(command: string | undefined, input: ServiceInputTypes): WritePurpose | undefined {
  if (command === 'BatchWriteItemCommand') return 'buckets';
  if (command === 'UpdateItemCommand') return 'retired';
  if (command !== 'PutItemCommand') return undefined;
  return 'Item' in input && input.Item?.pk?.S === 'SNAPSHOT' ? 'head' : 'revisions';
}

function bucketSizes(input: ServiceInputTypes): number[] {
  if (!('RequestItems' in input)) return [];
  return Object.values(input.RequestItems ?? {})
    .flat()
    .map((request) => ('PutRequest' in request ? (request.PutRequest?.Item?.data?.B?.length ?? 0) : 0));
}
