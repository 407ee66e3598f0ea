import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** `endpoint` only on one machine or in the emulator; in the cloud the SDK finds its own. */
export function dynamoDbClient(endpoint: string | undefined): DynamoDBClient {
  return new DynamoDBClient({
    ...(endpoint && { endpoint }),
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000 },
  });
}
