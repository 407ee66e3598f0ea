/** Key schemas. The CDK stack and the embedded engine create tables from these, and from nothing else. */
export interface TableDefinition {
  /** Logical name: the construct id in the stack, the table's name on one machine. */
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly ttlAttribute: string;
  /** Lost data can be rebuilt from its source, so no point-in-time recovery is paid for. */
  readonly rebuildable: boolean;
  /** Every change can be followed for a day, with what was there before and after. */
  readonly stream?: true;
}

export const transitTable: TableDefinition = {
  name: 'Transit',
  partitionKey: 'pk',
  sortKey: 'sk',
  ttlAttribute: 'ttl',
  rebuildable: true,
};

/** What people have written: kept for ever, and can be set back to any second of the last 35 days. */
export const placesTable: TableDefinition = {
  name: 'Places',
  partitionKey: 'pk',
  sortKey: 'sk',
  ttlAttribute: 'ttl',
  rebuildable: false,
  stream: true,
};

/** Listings at work: drafts, their versions, imports that wait. Nothing that is public reads here. */
export const listingsTable: TableDefinition = {
  name: 'Listings',
  partitionKey: 'pk',
  sortKey: 'sk',
  ttlAttribute: 'ttl',
  rebuildable: false,
};

/** Who did what. Only ever added to: no function may change or delete an item. */
export const auditTable: TableDefinition = {
  name: 'Audit',
  partitionKey: 'pk',
  sortKey: 'sk',
  ttlAttribute: 'ttl',
  rebuildable: false,
};

/** Who is signed in. Lost, everybody signs in again. */
export const sessionsTable: TableDefinition = {
  name: 'Sessions',
  partitionKey: 'pk',
  sortKey: 'sk',
  ttlAttribute: 'ttl',
  rebuildable: true,
};

/** What visitors say is wrong, until it has been looked at and for a while after. */
export const reportsTable: TableDefinition = {
  name: 'Reports',
  partitionKey: 'pk',
  sortKey: 'sk',
  ttlAttribute: 'ttl',
  rebuildable: false,
};

export const tables: readonly TableDefinition[] = [
  transitTable,
  placesTable,
  listingsTable,
  auditTable,
  sessionsTable,
  reportsTable,
];
