import { Construct } from 'constructs';
import { auditTable, listingsTable } from '#shared/store/tables.ts';
import { DataTable } from './primitives/data-table.ts';
import type { ServiceFunction, Surroundings } from './primitives/service-function.ts';

/** Listings at work, and the record of who did what with them. */
export class ListingTables extends Construct {
  readonly listings: DataTable;
  readonly audit: DataTable;

  constructor(scope: Construct, id: string, { keepData, alarms }: Surroundings) {
    super(scope, id);
    this.listings = new DataTable(this, 'Listings', { definition: listingsTable, keepData, alarms });
    this.audit = new DataTable(this, 'Audit', { definition: auditTable, keepData, alarms });
  }

  get environment() {
    return { LISTINGS_TABLE_NAME: this.listings.tableName, AUDIT_TABLE_NAME: this.audit.tableName };
  }

  /** To take steps: the audit is only ever added to, each time on condition that there is nothing yet. */
  allowSteps(writer: ServiceFunction): void {
    const steps = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'];
    this.listings.grants.actions(writer, ...steps.map((name) => `dynamodb:${name}`));
    this.audit.grants.actions(writer, 'dynamodb:PutItem');
  }
}
