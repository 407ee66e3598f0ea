import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { METRIC_NAMESPACE } from '#functions/runtime/metrics.ts';
import type { configSchema } from '#functions/transit/poll-realtime/config.ts';
import { saysWhereBusesAre } from '#shared/contracts/network.ts';
import type { NetworkInput } from '../config.ts';
import type { DataTable } from './primitives/data-table.ts';
import { DeadLetterQueue } from './primitives/dead-letter-queue.ts';
import { grantNamedSecrets } from './primitives/grant-named-secrets.ts';
import { ScheduledCall } from './primitives/scheduled-call.ts';
import { ServiceFunction, type Surroundings } from './primitives/service-function.ts';

export interface RealtimePollProps {
  readonly table: DataTable;
  readonly network: NetworkInput;
  readonly pollSeconds: number;
  readonly surroundings: Surroundings;
}

const namespace: typeof METRIC_NAMESPACE = 'DigitalWelcome';

/** A schedule runs once a minute at most; a batch of delayed messages makes several polls of one run. */
export function pollDelays(pollSeconds: number): readonly number[] {
  const count = 60 / pollSeconds;
  if (!Number.isInteger(count) || count > 10) {
    throw new Error(`A minute does not divide into ten or fewer polls of ${pollSeconds} s.`);
  }
  return Array.from({ length: count }, (_, i) => i * pollSeconds);
}

/** Names of the secrets that sources speak of, in headers or addresses. */
export function secretNames(network: NetworkInput): readonly string[] {
  const sources = network.sources ?? [];
  const inHeaders = sources
    .flatMap((source) => Object.values(source.headers ?? {}))
    .flatMap((value) => (value.startsWith('secret:') ? [value.slice('secret:'.length)] : []));
  const inAddresses = sources.flatMap(({ url }) =>
    [...url.matchAll(/\{secret:([^}]+)\}/g)].map(([, name = '']) => name),
  );
  return [...new Set([...inHeaders, ...inAddresses])];
}

/** Schedule → queue → function, every few seconds, with nothing running in between. */
export class RealtimePoll extends Construct {
  readonly function: ServiceFunction;
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: RealtimePollProps) {
    super(scope, id);
    const { table, network, surroundings } = props;
    const timeout = Duration.seconds(60);
    this.function = new ServiceFunction<typeof configSchema>(this, 'Function', {
      entry: 'transit/poll-realtime',
      description: 'Polls the real-time sources.',
      memoryMegabytes: 1024,
      timeout,
      environment: { TABLE_NAME: table.tableName, NETWORK: JSON.stringify(network) },
      surroundings,
    });
    const reads = ['dynamodb:GetItem', 'dynamodb:Query'];
    table.grants.actions(this.function, ...reads, 'dynamodb:BatchWriteItem', 'dynamodb:PutItem');
    grantNamedSecrets(this.function, secretNames(network));

    const deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters', {
      runbook: 'poll-dead-letters',
      impact: 'Polls of the real-time sources were given up; live times may be old.',
      alarms: surroundings.alarms,
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      // Long enough for two tries; a poll of a quarter of an hour ago helps nobody.
      retentionPeriod: Duration.minutes(15),
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 2 },
    });
    this.function.addEventSource(new SqsEventSource(this.queue, { batchSize: 1, maxConcurrency: 2 }));
    new ScheduledCall(this, 'EveryMinute', {
      description: `Polls of one minute, ${props.pollSeconds} s apart`,
      enabled: (network.sources ?? []).length > 0,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      targetArn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessageBatch',
      input: {
        QueueUrl: this.queue.queueUrl,
        Entries: pollDelays(props.pollSeconds).map((delay) => ({
          Id: `after-${delay}`,
          MessageBody: '{}',
          DelaySeconds: delay,
        })),
      },
      permission: { action: 'sqs:SendMessage', resourceArn: this.queue.queueArn },
      retryAttempts: 1,
      maximumAge: Duration.minutes(1),
      deadLetterQueue,
    });
    this.addAlarms(props);
  }

  private addAlarms({ network, surroundings: { alarms } }: RealtimePollProps): void {
    alarms.add(this, 'ErrorAlarm', {
      runbook: 'poll-errors',
      impact: 'Polls of the real-time sources fail; live times may be old.',
      metric: this.function.metricErrors({ period: Duration.minutes(5) }),
      threshold: 5,
    });
    for (const source of network.sources ?? []) {
      alarms.add(this, `FeedAge-${source.id}`, {
        runbook: 'feed-age',
        of: source.id,
        impact: `Live data of the source ${source.id} is old or missing; boards show the timetable instead.`,
        metric: new Metric({
          namespace,
          metricName: 'FeedAgeSeconds',
          dimensionsMap: { source: source.id },
          // The best poll of each minute: one slow answer is no outage.
          statistic: 'Minimum',
          period: Duration.minutes(1),
        }),
        threshold: 300,
        periods: 3,
        missingData: TreatMissingData.BREACHING,
      });
      if (!saysWhereBusesAre(source.kinds)) continue;
      alarms.add(this, `RunsMissing-${source.id}`, {
        runbook: 'runs-missing',
        of: source.id,
        impact: `Buses are out by the timetable, and the source ${source.id} has none of them; boards show the timetable.`,
        metric: new Metric({
          namespace,
          metricName: 'RunsMatched',
          dimensionsMap: { source: source.id },
          statistic: 'Maximum',
          period: Duration.minutes(15),
        }),
        threshold: 1,
        comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
        periods: 2,
        // Not reported while no buses are out; a source that is silent has the alarm above.
        missingData: TreatMissingData.NOT_BREACHING,
      });
      alarms.add(this, `TimetableMismatch-${source.id}`, {
        runbook: 'timetable-mismatch',
        of: source.id,
        impact: `The timetable knows less than half of the trips of the source ${source.id}; boards show the timetable for the others.`,
        metric: new Metric({
          namespace,
          metricName: 'MatchedPercent',
          dimensionsMap: { source: source.id },
          statistic: 'Maximum',
          period: Duration.minutes(15),
        }),
        threshold: 50,
        comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
        // An hour: around a change of timetable the two are not replaced in the same minute.
        periods: 4,
        missingData: TreatMissingData.NOT_BREACHING,
      });
    }
  }
}
