import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { configSchema } from '#functions/transit/serve-api/config.ts';
import { transitTable } from '#shared/store/tables.ts';
import type { NetworkInput } from '../config.ts';
import { DataTable } from './primitives/data-table.ts';
import { ServiceFunction, type Surroundings } from './primitives/service-function.ts';
import { RealtimePoll } from './realtime-poll.ts';
import { TimetableImport } from './timetable-import.ts';

export interface TransitProps {
  readonly network: NetworkInput;
  readonly pollSeconds: number;
  readonly surroundings: Surroundings;
}

/** What a reader of a table may do. Never Scan. */
export const readActions = ['dynamodb:GetItem', 'dynamodb:Query'];

/** Timetables, live data and the API over them. */
export class Transit extends Construct {
  readonly table: DataTable;
  readonly timetableImport: TimetableImport;
  readonly realtimePoll: RealtimePoll;
  readonly serveApi: ServiceFunction;

  constructor(scope: Construct, id: string, { network, pollSeconds, surroundings }: TransitProps) {
    super(scope, id);
    const { alarms, keepData } = surroundings;
    this.table = new DataTable(this, 'Table', { definition: transitTable, keepData, alarms });
    const { table } = this;
    this.timetableImport = new TimetableImport(this, 'TimetableImport', { table, network, surroundings });
    this.realtimePoll = new RealtimePoll(this, 'RealtimePoll', { table, network, pollSeconds, surroundings });
    this.serveApi = new ServiceFunction<typeof configSchema>(this, 'ServeApi', {
      entry: 'transit/serve-api',
      description: 'Answers the transit API.',
      memoryMegabytes: 512,
      timeout: Duration.seconds(10),
      environment: { TABLE_NAME: table.tableName, NETWORK: JSON.stringify(network) },
      surroundings,
    });
    table.grants.actions(this.serveApi, ...readActions);
  }
}
