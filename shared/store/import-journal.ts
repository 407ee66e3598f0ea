import { GetItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../platform/clock.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { Item, ItemKey } from './packed-item.ts';
import { feedKey, type TimetableHead, type TransitStore, toHeadItem } from './timetable-store.ts';

/** An import that has not been heard of for so long is over, however it ended. */
const LEASE_SECONDS = 90;
const RENEW_SECONDS = 20;

const journalKey = (feedId: string): ItemKey => ({ pk: feedKey(feedId), sk: 'IMPORT' });
const key = ({ pk, sk }: ItemKey) => ({ pk: { S: pk }, sk: { S: sk } });

const leftoversIn = (item: Item | undefined): string[] =>
  (item?.leftovers?.L ?? []).flatMap(({ S }) => (S ? [S] : []));

const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'ConditionalCheckFailedException' || error.name === 'TransactionCanceledException');

/**
 * One item for each feed: who is importing, until when that holds without news, and which versions must not stay
 * (`leftovers`): the one being written, until it is current, and the one before it, until it has been set to expire.
 * A crash at any point leaves a journal from which the next import clears up.
 */
export class ImportJournal {
  leftovers: readonly string[];
  private readonly store: TransitStore;
  private readonly feedId: string;
  private readonly clock: Clock;
  private readonly holder: string;
  private renewedAt: number;

  private constructor(
    store: TransitStore,
    feedId: string,
    clock: Clock,
    holder: string,
    leftovers: readonly string[],
  ) {
    this.store = store;
    this.feedId = feedId;
    this.clock = clock;
    this.holder = holder;
    this.leftovers = leftovers;
    this.renewedAt = clock.now();
  }

  /** Throws DomainError `conflict` while another import of the feed is alive. */
  static async open(
    store: TransitStore,
    feedId: string,
    clock: Clock,
    holder: string,
  ): Promise<ImportJournal> {
    const now = clock.now();
    try {
      const answer = await store.client.send(
        new UpdateItemCommand({
          TableName: store.tableName,
          Key: key(journalKey(feedId)),
          UpdateExpression: 'SET holder = :me, leaseUntil = :until',
          // A lease from beyond the longest possible one was given under another clock, in a replay.
          ConditionExpression: 'attribute_not_exists(holder) OR leaseUntil < :now OR leaseUntil > :longest',
          ExpressionAttributeValues: {
            ':me': { S: holder },
            ':now': { N: String(now) },
            ':until': { N: String(now + LEASE_SECONDS) },
            ':longest': { N: String(now + LEASE_SECONDS) },
          },
          ReturnValues: 'ALL_NEW',
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      count(store, answer.ConsumedCapacity?.CapacityUnits);
      return new ImportJournal(store, feedId, clock, holder, leftoversIn(answer.Attributes));
    } catch (cause) {
      if (!isConditionFailure(cause)) throw cause;
      throw new DomainError(
        'conflict',
        `Another import of feed ${feedId} is running; if it died, it is forgotten ${LEASE_SECONDS} s after its last sign of life.`,
        { retryAfterSeconds: LEASE_SECONDS },
        { cause },
      );
    }
  }

  /** What an import that died has left to clear up. */
  static async leftoversOf(store: TransitStore, feedId: string): Promise<readonly string[]> {
    const answer = await store.client.send(
      new GetItemCommand({
        TableName: store.tableName,
        Key: key(journalKey(feedId)),
        ConsistentRead: true,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    store.onCapacity?.({ kind: 'read', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
    return leftoversIn(answer.Item);
  }

  /** Call often; writes seldom. */
  async renew(): Promise<void> {
    if (this.clock.now() - this.renewedAt >= RENEW_SECONDS) await this.note(this.leftovers);
  }

  /** Sets the leftovers, and renews. Throws DomainError `conflict` when another import has taken over. */
  async note(leftovers: readonly string[]): Promise<void> {
    await this.update(leftovers, 'SET leftovers = :leftovers, leaseUntil = :until', {
      ':until': { N: String(this.clock.now() + LEASE_SECONDS) },
    });
    this.renewedAt = this.clock.now();
  }

  async close(): Promise<void> {
    await this.update(this.leftovers, 'SET leftovers = :leftovers REMOVE holder, leaseUntil', {});
  }

  private async update(
    leftovers: readonly string[],
    expression: string,
    values: Record<string, { N: string }>,
  ): Promise<void> {
    try {
      const answer = await this.store.client.send(
        new UpdateItemCommand({
          TableName: this.store.tableName,
          Key: key(journalKey(this.feedId)),
          UpdateExpression: expression,
          ConditionExpression: 'holder = :me',
          ExpressionAttributeValues: {
            ...values,
            ':me': { S: this.holder },
            ':leftovers': { L: leftovers.map((version) => ({ S: version })) },
          },
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      count(this.store, answer.ConsumedCapacity?.CapacityUnits);
    } catch (cause) {
      if (isConditionFailure(cause)) throw this.lost(cause);
      throw cause;
    }
    this.leftovers = leftovers;
  }

  /**
   * Makes a version current, and the one before it a leftover, in one transaction: a reader sees the one or the
   * other. Throws DomainError `conflict` when the head is not what it was, or the journal another's.
   */
  async activate(head: TimetableHead): Promise<void> {
    const before = head.previousVersion;
    const leftovers = before === null ? [] : [before];
    try {
      await this.store.client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            {
              Put: {
                TableName: this.store.tableName,
                Item: toHeadItem(this.feedId, head),
                ...(before === null
                  ? { ConditionExpression: 'attribute_not_exists(pk)' }
                  : {
                      ConditionExpression: 'version = :before',
                      ExpressionAttributeValues: { ':before': { S: before } },
                    }),
              },
            },
            {
              Update: {
                TableName: this.store.tableName,
                Key: key(journalKey(this.feedId)),
                UpdateExpression: 'SET leftovers = :leftovers',
                ConditionExpression: 'holder = :me',
                ExpressionAttributeValues: {
                  ':me': { S: this.holder },
                  ':leftovers': { L: leftovers.map((version) => ({ S: version })) },
                },
              },
            },
          ],
        }),
      );
    } catch (cause) {
      if (isConditionFailure(cause)) throw this.lost(cause);
      throw cause;
    }
    this.leftovers = leftovers;
  }

  private lost(cause: unknown): DomainError {
    return new DomainError(
      'conflict',
      `Another import of feed ${this.feedId} has taken over; this one changes nothing.`,
      {},
      { cause },
    );
  }
}

function count(store: TransitStore, units: number | undefined): void {
  store.onCapacity?.({ kind: 'write', units: units ?? 0 });
}
