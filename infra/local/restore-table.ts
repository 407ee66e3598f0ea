import { DeleteItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { DomainError } from '#shared/platform/domain-error.ts';
import { putItems } from '#shared/store/batch-put.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import type { Item } from '#shared/store/packed-item.ts';
import { loadSnapshotHead, writeSnapshotHead } from '#shared/store/place-snapshot.ts';

export interface Restored {
  readonly put: number;
  readonly removed: number;
}

const nameOf = ({ pk, sk }: Item) => JSON.stringify([pk?.S, sk?.S]);
const isSnapshotHead = ({ pk, sk }: Item) => pk?.S === 'SNAPSHOT' && sk?.S === 'HEAD';

/**
 * Gives a table the items of another, which DynamoDB has restored to an earlier moment: first what nobody reads yet,
 * then the head of a snapshot, and last of all what was not there then is removed. Nobody may write meanwhile.
 * @param keepOthers leaves what was not there then: for a table to which things are only ever added
 */
export async function restoreTable(
  from: DataStore,
  to: DataStore,
  { keepOthers = false }: { readonly keepOthers?: boolean } = {},
): Promise<Restored> {
  if (from.tableName === to.tableName) throw new DomainError('invalid-input', 'Both tables are the same.');
  const [before, live] = await Promise.all([loadSnapshotHead(from, true), loadSnapshotHead(to, true)]);
  // Readers hold on to what they have read; without a head there is nothing to lead them back.
  if (live && !before)
    throw new DomainError(
      'invalid-input',
      `Nothing was published yet in ${from.tableName}. Take a later moment.`,
    );
  const names = new Set<string>();
  const put = await putItems(to, itemsOf(from, names));
  // An empty or mistyped table is nothing to go back to.
  if (names.size === 0) throw new DomainError('invalid-input', `${from.tableName} is empty.`);
  await publishAgain(from, to);
  return { put, removed: keepOthers ? 0 : await removeOthers(to, names) };
}

async function* itemsOf(from: DataStore, names: Set<string>): AsyncGenerator<Item> {
  const { client, tableName: TableName } = from;
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
    for (const item of Items) {
      names.add(nameOf(item));
      if (!isSnapshotHead(item)) yield item;
    }
  }
}

/** Readers take up what is newer than what they hold, so an old snapshot is put back as the next publication. */
async function publishAgain(from: DataStore, to: DataStore): Promise<void> {
  const head = await loadSnapshotHead(from, true);
  if (!head) return;
  const live = await loadSnapshotHead(to, true);
  const version = Math.max(head.version, live?.version ?? 0) + 1;
  const publishedAt = Math.max(head.publishedAt, live?.publishedAt ?? 0);
  const outcome = await writeSnapshotHead(to, { ...head, version, publishedAt }, live?.version);
  if (!outcome)
    throw new DomainError('conflict', 'Somebody publishes meanwhile. Stop that, and begin again.');
}

async function removeOthers(to: DataStore, names: ReadonlySet<string>): Promise<number> {
  const { client, tableName: TableName } = to;
  let removed = 0;
  const scan = { TableName, ConsistentRead: true, ProjectionExpression: 'pk, sk' };
  for await (const { Items = [] } of paginateScan({ client }, scan)) {
    const others = Items.filter((item) => !names.has(nameOf(item)));
    for (const { pk, sk } of others) {
      if (!pk || !sk) continue;
      await client.send(new DeleteItemCommand({ TableName, Key: { pk, sk } }));
      removed++;
    }
  }
  return removed;
}
