import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
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
    const steps = ['GetItem', 'BatchGetItem', 'Query', 'PutItem'];
    this.listings.grants.actions(writer, ...steps.map((name) => `dynamodb:${name}`));
    // Rows that move in the lists, and what was due. Listings and their versions stay.
    this.allowOn(writer, 'DeleteItem', ['LISTINGS#*', 'DUE']);
    this.audit.grants.actions(writer, 'dynamodb:PutItem');
  }

  /** To keep forms that are not saved and files that wait, beside the listings. */
  allowForms(writer: ServiceFunction): void {
    this.allowOn(writer, 'DeleteItem', ['UNSAVED#*']);
    this.allowOn(writer, 'BatchWriteItem', ['IMPORT#*']);
  }

  private allowOn(writer: ServiceFunction, action: string, keys: readonly string[]): void {
    writer.addToRolePolicy(
      new PolicyStatement({
        actions: [`dynamodb:${action}`],
        resources: [this.listings.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
      }),
    );
  }
}
