import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import type { Listing, ListingAction } from '../domain/listings/listing.ts';
import type { DataStore } from './data-store.ts';

const DUE = 'DUE';

/** What changes what is public is due at once: if this process dies, another does it. */
const PUBLIC_ACTIONS: ReadonlySet<ListingAction> = new Set([
  'published',
  'unpublished',
  'archived',
  'disputed',
  'picture-taken-down',
  'confirmed',
]);

/** What a step leaves to be done, and by when. */
export function dueItems(
  { id, version, publishAt, unpublishAt, changedAt }: Listing,
  action: ListingAction,
): Record<string, AttributeValue>[] {
  const times = new Set([publishAt, unpublishAt, PUBLIC_ACTIONS.has(action) ? changedAt : null]);
  times.delete(null);
  const more = { id: { S: id }, version: { N: String(version) } };
  return [...times].map((at) => ({ pk: { S: DUE }, sk: { S: `${at}#${id}` }, ...more }));
}

export interface DueListing {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
}

/** AP-23: listings for which something was to be done by now. */
export async function loadDue(store: DataStore, now: string): Promise<DueListing[]> {
  const due: DueListing[] = [];
  const pages = paginateQuery(
    { client: store.client },
    {
      TableName: store.tableName,
      KeyConditionExpression: 'pk = :pk AND sk < :end',
      // '$' follows '#': everything up to and with `now`.
      ExpressionAttributeValues: { ':pk': { S: DUE }, ':end': { S: `${now}$` } },
    },
  );
  for await (const page of pages) {
    for (const { sk, id } of page.Items ?? []) {
      const at = sk?.S?.slice(0, sk.S.indexOf('#'));
      if (at && id?.S) due.push({ id: id.S, at });
    }
  }
  return due;
}

/** What a version after this one has made due at the same time stays due. */
export async function removeDue(store: DataStore, { id, at }: DueListing, version: number): Promise<void> {
  try {
    await store.client.send(
      new DeleteItemCommand({
        TableName: store.tableName,
        Key: { pk: { S: DUE }, sk: { S: `${at}#${id}` } },
        ConditionExpression: 'version <= :version',
        ExpressionAttributeValues: { ':version': { N: String(version) } },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
