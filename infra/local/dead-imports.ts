import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { transitTable } from '#shared/store/tables.ts';
import { feedKey } from '#shared/store/timetable-store.ts';

/**
 * Ends the leases of imports that died with an earlier process. In the cloud a lease runs out by itself; here the
 * engine is this process's own, so that nobody else can be importing and there is nothing to wait for.
 */
export async function forgetDeadImports(client: DynamoDBClient, feedIds: readonly string[]): Promise<void> {
  for (const feedId of feedIds) {
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: transitTable.name,
          Key: { pk: { S: feedKey(feedId) }, sk: { S: 'IMPORT' } },
          UpdateExpression: 'REMOVE holder, leaseUntil',
          ConditionExpression: 'attribute_exists(holder)',
        }),
      );
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
    }
  }
}
