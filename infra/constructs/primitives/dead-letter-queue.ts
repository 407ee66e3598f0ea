import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';

export interface DeadLetterQueueProps {
  readonly runbook: string;
  readonly impact: string;
  readonly alarms: Alarms;
}

/** Where work ends that nobody could do. One message in it is an alarm; it stays for two weeks to be looked at. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { runbook, impact, alarms }: DeadLetterQueueProps) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is a dead-letter queue itself.',
    });
    alarms.add(this, 'Alarm', {
      runbook,
      impact,
      metric: this.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      threshold: 1,
    });
  }
}
