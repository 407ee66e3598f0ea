import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { configSchema } from '#functions/places/report-problem/config.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import { reportsTable } from '#shared/store/tables.ts';
import { DataTable } from './primitives/data-table.ts';
import { linesWithCode, logMetric } from './primitives/log-metric.ts';
import { ServiceFunction, type Surroundings } from './primitives/service-function.ts';
import { readActions } from './transit.ts';

export interface ReportsProps {
  readonly placesTable: DataTable;
  readonly places: PlacesConfig;
  readonly helpText: string | undefined;
  readonly publicOrigin: string | undefined;
  readonly surroundings: Surroundings;
}

/** What visitors say is wrong about a place: the form, and the table that moderators read. */
export class Reports extends Construct {
  readonly table: DataTable;
  readonly reportProblem: ServiceFunction;

  constructor(scope: Construct, id: string, props: ReportsProps) {
    super(scope, id);
    const { placesTable, places, helpText, publicOrigin, surroundings } = props;
    const { alarms, keepData } = surroundings;
    this.table = new DataTable(this, 'Table', { definition: reportsTable, keepData, alarms });
    this.reportProblem = new ServiceFunction<typeof configSchema>(this, 'ReportProblem', {
      entry: 'places/report-problem',
      description: 'Takes in what visitors say is wrong.',
      memoryMegabytes: 512,
      timeout: Duration.seconds(10),
      environment: {
        PLACES_TABLE_NAME: placesTable.tableName,
        PLACES: JSON.stringify(places),
        REPORTS_TABLE_NAME: this.table.tableName,
        ASSETS_DIRECTORY: 'assets',
        ...(helpText && { HELP_TEXT: helpText }),
        ...(publicOrigin && { PUBLIC_ORIGIN: publicOrigin }),
      },
      surroundings,
    });
    placesTable.grants.actions(this.reportProblem, ...readActions);
    // Everybody reaches this function: it adds reports and counts them, and can read none.
    this.table.grants.actions(this.reportProblem, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    alarms.add(this, 'NotKeptAlarm', {
      runbook: 'reports-not-kept',
      impact: 'Visitors say that something is wrong, and are told to try again.',
      metric: logMetric(this, 'NotKept', linesWithCode('REPORT_NOT_KEPT'), {
        metricName: 'ReportsNotKept',
        logGroups: [this.reportProblem.logs],
        period: Duration.minutes(5),
      }),
      threshold: 3,
    });
  }
}
