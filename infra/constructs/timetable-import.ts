import { Duration, Size, TimeZone } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { METRIC_NAMESPACE } from '#functions/runtime/metrics.ts';
import type { configSchema } from '#functions/transit/import-timetable/config.ts';
import type { NetworkInput } from '../config.ts';
import type { DataTable } from './primitives/data-table.ts';
import { linesWithCode, logMetric } from './primitives/log-metric.ts';
import { runOnSchedule } from './primitives/run-on-schedule.ts';
import { ServiceFunction, type Surroundings } from './primitives/service-function.ts';

const namespace: typeof METRIC_NAMESPACE = 'DigitalWelcome';
/** Operators publish the next timetable about so long before it begins. */
const FEWEST_DAYS_LEFT = 7;

export interface TimetableImportProps {
  readonly table: DataTable;
  readonly network: NetworkInput;
  readonly surroundings: Surroundings;
}

/** Takes in every feed once a night. */
export class TimetableImport extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { table, network, surroundings }: TimetableImportProps) {
    super(scope, id);
    const { alarms } = surroundings;
    this.function = new ServiceFunction<typeof configSchema>(this, 'Function', {
      entry: 'transit/import-timetable',
      description: 'Takes in the timetables of all feeds.',
      memoryMegabytes: 2048,
      timeout: Duration.minutes(15),
      // A region's feed is 100 MB zipped; it is read from disk, not from memory.
      ephemeralStorage: Size.gibibytes(2),
      environment: { TABLE_NAME: table.tableName, NETWORK: JSON.stringify(network) },
      surroundings,
    });
    // Put and Update also cover the same calls inside a transaction.
    const writes = ['dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
    table.grants.actions(this.function, 'dynamodb:GetItem', 'dynamodb:Query', ...writes);

    runOnSchedule(this, this.function, {
      id: 'Nightly',
      description: 'Nightly import of all timetables',
      schedule: ScheduleExpression.cron({ hour: '3', minute: '30', timeZone: TimeZone.EUROPE_LONDON }),
      retryAttempts: 5,
      maximumAge: Duration.hours(2),
      runAgainFor: Duration.hours(2),
      deadLetters: {
        runbook: 'import-dead-letters',
        impact: 'A timetable import was given up; boards still show the last good timetable.',
      },
      alarms,
    });
    this.addAlarms(network, surroundings);
  }

  private addAlarms({ feeds }: NetworkInput, { alarms }: Surroundings): void {
    alarms.add(this, 'ErrorAlarm', {
      runbook: 'import-errors',
      impact: 'A timetable import failed; boards still show the last good timetable.',
      metric: this.function.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
    });
    alarms.add(this, 'RefusedAlarm', {
      runbook: 'import-refused',
      impact: 'A published timetable is not fit to show; boards still show the last good one.',
      metric: logMetric(this, 'Refused', linesWithCode('IMPORT_REFUSED'), {
        metricName: 'TimetablesRefused',
        logGroups: [this.function.logs],
        period: Duration.minutes(5),
      }),
      threshold: 1,
    });
    alarms.add(this, 'MissedAlarm', {
      runbook: 'import-missed',
      impact: 'No timetable was taken in for more than a day.',
      metric: this.function.metricInvocations({ period: Duration.hours(1) }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: 26,
      missingData: TreatMissingData.BREACHING,
    });
    for (const feed of feeds) {
      alarms.add(this, `Ends-${feed.id}`, {
        runbook: 'timetable-ends',
        of: feed.id,
        impact: `The timetable ${feed.id} ends within a week, or does not cover today; then boards have no departures.`,
        metric: new Metric({
          namespace,
          metricName: 'TimetableDaysLeft',
          dimensionsMap: { feed: feed.id },
          statistic: 'Minimum',
          period: Duration.days(1),
        }),
        threshold: FEWEST_DAYS_LEFT,
        comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
        // Told by each import; a night without one has the alarm above.
        missingData: TreatMissingData.IGNORE,
      });
      alarms.add(this, `AgenciesEnd-${feed.id}`, {
        runbook: 'timetable-ends',
        of: `${feed.id}-operators`,
        impact: `Of the timetable ${feed.id} an operator's part ends within a week; then boards have none of its departures.`,
        metric: new Metric({
          namespace,
          metricName: 'AgenciesEnding',
          dimensionsMap: { feed: feed.id },
          statistic: 'Maximum',
          period: Duration.days(1),
        }),
        threshold: 1,
        missingData: TreatMissingData.IGNORE,
      });
    }
  }
}
