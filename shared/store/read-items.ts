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

export async function queryItems(
  store: DataStore,
  pk: string,
  skPrefix: string,
  consistent = false,
): Promise<Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: store.client },
    {
      TableName: store.tableName,
      // DynamoDB refuses an empty prefix; local engines do not.
      KeyConditionExpression: skPrefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': { S: pk }, ...(skPrefix !== '' && { ':sk': { S: skPrefix } }) },
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
