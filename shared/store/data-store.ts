import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface CapacityUse {
  readonly kind: 'read' | 'write';
  /** Capacity units that DynamoDB says the request consumed. */
  readonly units: number;
}

/** A table, and who hears what its requests cost. */
export interface DataStore {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly onCapacity?: (use: CapacityUse) => void;
}
