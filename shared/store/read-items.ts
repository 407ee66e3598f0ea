import { GetItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { DataStore } from './data-store.ts';
import type { Item, ItemKey } from './packed-item.ts';

export async function getItem(store: DataStore, key: ItemKey, consistent = false): Promise<Item | undefined> {
  const answer = await store.client.send(
    new GetItemCommand({
      TableName: store.tableName,
      Key: { pk: { S: key.pk }, sk: { S: key.sk } },
      ConsistentRead: consistent,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  store.onCapacity?.({ kind: 'read', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
  return answer.Item;
}

export function queryItems(
  store: DataStore,
  pk: string,
  skPrefix: string,
  consistent = false,
): Promise<Item[]> {
  // DynamoDB refuses an empty prefix; local engines do not.
  const condition = skPrefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :sk)';
  return query(store, condition, { ':pk': pk, ...(skPrefix !== '' && { ':sk': skPrefix }) }, consistent);
}

/** Both ends count. */
export const queryBetween = (store: DataStore, pk: string, from: string, to: string): Promise<Item[]> =>
  query(store, 'pk = :pk AND sk BETWEEN :from AND :to', { ':pk': pk, ':from': from, ':to': to }, false);

async function query(
  store: DataStore,
  condition: string,
  values: Readonly<Record<string, string>>,
  consistent: boolean,
): Promise<Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: store.client },
    {
      TableName: store.tableName,
      KeyConditionExpression: condition,
      ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, S]) => [name, { S }])),
      ConsistentRead: consistent,
      ReturnConsumedCapacity: 'TOTAL',
    },
  );
  for await (const page of pages) {
    store.onCapacity?.({ kind: 'read', units: page.ConsumedCapacity?.CapacityUnits ?? 0 });
    items.push(...(page.Items ?? []));
  }
  return items;
}
