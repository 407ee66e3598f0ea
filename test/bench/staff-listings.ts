import { listingsCsv } from '#shared/contracts/open-data/listings-csv.ts';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import type { Actor, Listing, ListingState } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { syntheticPlace } from './synthetic-places.ts';

const somebody: Actor = { subject: 'bench', name: 'Bench' };
/** Most listings are public, and some are being written. */
const states: readonly ListingState[] = [
  'draft',
  'draft',
  'in-review',
  ...Array<ListingState>(16).fill('published'),
  'archived',
];

const fieldsOfNumber = (number: number): Fields => fieldsOf(syntheticPlace(number));

/** The listing of this number: always the same. */
export function syntheticListing(number: number): Listing {
  const fields = fieldsOfNumber(number);
  return {
    id: syntheticPlace(number).id,
    version: 1,
    state: states[number % states.length] ?? 'draft',
    fields,
    publicVersion: null,
    editors: [],
    comment: null,
    publishAt: null,
    publishUntil: null,
    unpublishAt: null,
    owners: [],
    changedBy: somebody,
    changedAt: '2026-06-01T12:00:00Z',
  };
}

/** A file of so many rows: half of them are new, and half have another telephone number for a listing that is there. */
export function syntheticFile(rows: number, count: number): string {
  const changed = Array.from({ length: rows / 2 }, (_, i) => {
    const number = Math.floor((i * count) / (rows / 2));
    return {
      id: syntheticPlace(number).id,
      fields: { ...fieldsOfNumber(number), telephone: '01632 961000' },
    };
  });
  const added = Array.from({ length: rows / 2 }, (_, i) => ({
    id: syntheticPlace(count + i).id,
    fields: fieldsOfNumber(count + i),
  }));
  return listingsCsv([...changed, ...added]);
}
