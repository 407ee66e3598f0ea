import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { SourceState } from '../domain/transit/source-state.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { TransitStore } from './timetable-store.ts';

const count = z.int();
const share = z.nullable(z.number());

const sourceStateSchema = z.object({
  id: z.string(),
  url: z.string(),
  feedTimestamp: z.nullable(z.number()),
  lastSuccess: z.nullable(z.number()),
  lastError: z.nullable(z.object({ at: z.number(), message: z.string() })),
  entities: z.object({ tripUpdates: count, vehicles: count, alerts: count }),
  matched: z.object({ tripUpdates: share, vehicles: share }),
  discarded: z.array(z.object({ reason: z.string(), count })),
});

const key = { pk: { S: 'NETWORK' }, sk: { S: 'SOURCES' } };

/** AP-07: the states of all sources, as the newest poll left them. */
export async function loadSourceStates(store: TransitStore): Promise<readonly SourceState[]> {
  const answer = await store.client.send(
    new GetItemCommand({ TableName: store.tableName, Key: key, ReturnConsumedCapacity: 'TOTAL' }),
  );
  store.onCapacity?.({ kind: 'read', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
  if (!answer.Item) return [];
  try {
    return z.parse(z.array(sourceStateSchema), JSON.parse(answer.Item.body?.S ?? ''));
  } catch (cause) {
    throw new DomainError('unavailable', 'The stored states of the sources cannot be read.', {}, { cause });
  }
}

/** Keeps the states of a poll, unless a later poll has written its own. `at` is the poll's instant. */
export async function writeSourceStates(
  store: TransitStore,
  states: readonly SourceState[],
  at: number,
): Promise<void> {
  try {
    const answer = await store.client.send(
      new PutItemCommand({
        TableName: store.tableName,
        Item: { ...key, at: { N: String(at) }, body: { S: JSON.stringify(states) } },
        ConditionExpression: 'attribute_not_exists(pk) OR #at <= :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': { N: String(at) } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    store.onCapacity?.({ kind: 'write', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
  }
}
