import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { TableDefinition } from '#shared/store/tables.ts';
import type { Alarms } from './alarms.ts';

export interface DataTableProps {
  readonly definition: TableDefinition;
  readonly keepData: boolean;
  readonly alarms: Alarms;
}

/** A table as shared/store/tables.ts defines it, paid for by request. */
export class DataTable extends TableV2 {
  constructor(scope: Construct, id: string, { definition, keepData, alarms }: DataTableProps) {
    super(scope, id, {
      partitionKey: { name: definition.partitionKey, type: AttributeType.STRING },
      sortKey: { name: definition.sortKey, type: AttributeType.STRING },
      timeToLiveAttribute: definition.ttlAttribute,
      billing: Billing.onDemand(),
      // Encrypted at rest under AWS's own key: all of it is published data, and a key of ours is paid for by request.
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: !definition.rebuildable },
      ...(definition.stream && { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES }),
      deletionProtection: keepData,
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const access of ['Read', 'Write'] as const) {
      alarms.add(this, `${access}sThrottledAlarm`, {
        runbook: 'table-throttled',
        of: `${definition.name.toLowerCase()}-${access.toLowerCase()}s`,
        impact: `The database refuses some ${access.toLowerCase()}s of the ${definition.name} table.`,
        metric: new Metric({
          namespace: 'AWS/DynamoDB',
          metricName: `${access}ThrottleEvents`,
          dimensionsMap: { TableName: this.tableName },
          statistic: 'Sum',
          period: Duration.minutes(5),
        }),
        threshold: 10,
      });
    }
  }
}
