import { createHash } from 'node:crypto';
import { readListing } from '#shared/contracts/read-listing.ts';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import { AS_TAKEN_OVER, type Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { canonicalJson } from '#shared/platform/canonical-json.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { loadListingVersion } from '#shared/store/listing-store.ts';
import type { OpenListing } from '#shared/store/open-listing.ts';
import { ownSource, type StaffDependencies, type StaffRequest } from './staff-request.ts';

const digestOf = (fields: Fields): string =>
  createHash('sha256').update(canonicalJson(fields)).digest('base64url').slice(0, 22);

/** What a source says now is no version of ours: forms name it by this. Empty for what is one. */
export const seenOf = ({ listing, isStored }: OpenListing): string =>
  isStored ? '' : digestOf(listing.fields);

/** Whether what a form was filled from is `base`, the fields of the version that it names. */
export const isAsSeen = (
  { listing, isStored }: OpenListing,
  { version, seen, base }: { readonly version: number; readonly seen: string; readonly base: Fields },
): boolean =>
  // Without it the form was filled from a stored version; where it is the listing's, the source says something else.
  seen === '' ? version > 0 && (isStored || version !== listing.version) : digestOf(base) === seen;

/** What a version said: 0 is what the source said before the first change, which is kept as version 1. */
export async function fieldsOfVersion(
  current: Listing,
  version: number,
  { listings }: Pick<StaffDependencies, 'listings'>,
): Promise<Fields> {
  if (version === current.version) return current.fields;
  const old = await loadListingVersion(listings, current.id, Math.max(1, version));
  if (!old) throw new DomainError('invalid-input', 'The form is of a version that does not exist.');
  return old.fields;
}

/** The version of the listing that the address names. */
export async function versionAsked(
  { pathParameters }: Pick<StaffRequest, 'pathParameters'>,
  { listings }: Pick<StaffDependencies, 'listings'>,
): Promise<Listing> {
  const { id = '', version = '' } = pathParameters;
  const isNumber = /^[1-9]\d{0,7}$/.test(version);
  const found = isNumber && (await loadListingVersion(listings, id, Number(version)));
  if (!found) throw new DomainError('not-found', 'There is no such version.');
  return found;
}

/**
 * What the version says that is public, or is about to be; nothing where none is. Until staff publish it, a listing
 * that was taken over says in public what its source says.
 */
export async function publicVersion(
  { id, publicVersion: version }: Listing,
  { listings, places }: Pick<StaffDependencies, 'listings' | 'places'>,
): Promise<Fields> {
  if (version === null) return {};
  if (version === AS_TAKEN_OVER) return publicFields(id, { places });
  const stored = await loadListingVersion(listings, id, version);
  if (!stored) throw new DomainError('unavailable', `Version ${version} of ${id} is gone.`);
  return stored.fields;
}

/** What is public of a listing now; nothing where it is not. */
export async function publicFields(
  id: string,
  { places }: Pick<StaffDependencies, 'places'>,
): Promise<Fields> {
  const { byId } = await places.published();
  const summary = byId.get(id);
  return summary ? fieldsOf(await places.place(summary)) : {};
}

/** The place that a listing would be, or what keeps it from being one. */
export const asPlace = (
  { id, fields, changedAt }: Pick<Listing, 'id' | 'fields' | 'changedAt'>,
  { config }: Pick<StaffDependencies, 'config'>,
) =>
  readListing(fields, { id, timeZone: config.timeZone, dateModified: changedAt, source: ownSource(config) });
