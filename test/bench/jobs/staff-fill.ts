import { writeListing } from '#shared/store/listing-store.ts';
import { auditTable, listingsTable } from '#shared/store/tables.ts';
import { answerWith } from '../measured-process.ts';
import { meteredClient, type Units } from '../metered-client.ts';
import { type Cost, startMeasuring } from '../samples.ts';
import { syntheticListing } from '../staff-listings.ts';

export interface StaffFillJob {
  readonly endpoint: string;
  readonly prefix: string;
  readonly count: number;
}

const AT_ONCE = 25;

/** Writes so many listings, each as somebody adds it. */
answerWith(async ({ endpoint, prefix, count }: StaffFillJob): Promise<Cost & { units: Units }> => {
  const { client, take } = meteredClient(endpoint);
  const store = { client, tableName: prefix + listingsTable.name, auditTableName: prefix + auditTable.name };
  const cost = startMeasuring();
  for (let at = 0; at < count; at += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, i) => syntheticListing(at + i));
    await Promise.all(some.map((listing) => writeListing(store, listing, 'created')));
  }
  const spent = cost();
  client.destroy();
  return { ...spent, units: take() };
});
