import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';

const ATTEMPTS = 5;

/**
 * Writes all or nothing. Answers for each item whether its condition was not met: where all were met, all is written.
 * That others write the same items at the same moment says nothing of conditions, and is tried again.
 */
export async function transact(
  { client }: Pick<DataStore, 'client'>,
  TransactItems: readonly TransactWriteItem[],
): Promise<readonly boolean[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const failed = await once(client, TransactItems);
    if (failed) return failed;
  }
  throw new DomainError('unavailable', 'Too many people write the same at this moment. Try again.');
}

/** undefined: cancelled, and not for a condition. */
async function once(
  client: DataStore['client'],
  items: readonly TransactWriteItem[],
): Promise<readonly boolean[] | undefined> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [...items] }));
    return items.map(() => false);
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const failed = items.map((_, i) => error.CancellationReasons?.[i]?.Code === 'ConditionalCheckFailed');
    return failed.includes(true) ? failed : undefined;
  }
}
