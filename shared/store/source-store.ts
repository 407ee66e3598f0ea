import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Network } from '../contracts/network.ts';
import { FUTURE_SECONDS } from '../domain/transit/freshness.ts';
import type { SourceState } from '../domain/transit/source-state.ts';
import type { TransitStore } from './timetable-store.ts';

const count = z.int();
const share = z.nullable(z.number());

const sourceStateSchema = z.object({
  id: z.string(),
  url: z.string(),
  feedTimestamp: z.nullable(z.number()),
  digest: z.nullable(z.string()),
  lastSuccess: z.nullable(z.number()),
  lastError: z.nullable(z.object({ at: z.number(), message: z.string() })),
  entities: z.object({ tripUpdates: count, vehicles: count, alerts: count }),
  matched: z.object({ tripUpdates: share, vehicles: share }),
  discarded: z.array(z.object({ reason: z.string(), count })),
});

const keyOf = (network: Network) => ({
  pk: { S: `NETWORK#${network.feeds.map(({ id }) => id).join('+')}` },
  sk: { S: 'SOURCES' },
});

/** AP-07: the states of all sources, as the newest poll left them. */
export async function loadSourceStates(
  store: TransitStore,
  network: Network,
): Promise<readonly SourceState[]> {
  const answer = await store.client.send(
    new GetItemCommand({ TableName: store.tableName, Key: keyOf(network), ReturnConsumedCapacity: 'TOTAL' }),
  );
  store.onCapacity?.({ kind: 'read', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
  if (!answer.Item) return [];
  try {
    return z.parse(z.array(sourceStateSchema), JSON.parse(answer.Item.body?.S ?? ''));
  } catch {
    // Written by another release: the next poll writes it anew, and nothing else depends on it.
    return [];
  }
}

/** Keeps the states of a poll, unless a later poll has written its own. `at` is the poll's instant; what is
 * stored from beyond it was another day's replay. */
export async function writeSourceStates(
  store: TransitStore,
  network: Network,
  states: readonly SourceState[],
  at: number,
): Promise<void> {
  try {
    const answer = await store.client.send(
      new PutItemCommand({
        TableName: store.tableName,
        Item: { ...keyOf(network), at: { N: String(at) }, body: { S: JSON.stringify(states) } },
        ConditionExpression: 'attribute_not_exists(pk) OR #at <= :at OR #at > :future',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: {
          ':at': { N: String(at) },
          ':future': { N: String(at + FUTURE_SECONDS) },
        },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    store.onCapacity?.({ kind: 'write', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
  }
}
