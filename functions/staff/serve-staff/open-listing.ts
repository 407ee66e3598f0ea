import { createHash } from 'node:crypto';
import { readListing } from '#shared/contracts/read-listing.ts';
import type { StepContext } from '#shared/domain/listings/editorial.ts';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { canonicalJson } from '#shared/platform/canonical-json.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { loadListing, loadListingVersion, writeListing } from '#shared/store/listing-store.ts';
import { ownSource, type StaffDependencies, type StaffRequest } from './staff-request.ts';

/** A listing that somebody works at. */
export interface OpenListing {
  readonly listing: Listing;
  /** false: it is as its source gives it, and nobody has touched it here. */
  readonly isStored: boolean;
}

/** Nothing has a longer one (see placeSchema), and no table takes every length. */
const MOST_ID = 80;

type Stores = Pick<StaffDependencies, 'listings' | 'places'>;

/** The listing of an id, as staff have it or else as its source has published it; undefined: neither. */
export async function openListing(
  id: string,
  { listings, places }: Stores,
): Promise<OpenListing | undefined> {
  if (id.length > MOST_ID) return undefined;
  const stored = await loadListing(listings, id);
  if (stored) return { listing: stored, isStored: true };
  const { byId } = await places.published();
  const summary = byId.get(id);
  if (!summary) return undefined;
  const place = await places.place(summary);
  const listing: Listing = {
    id,
    version: 0,
    state: 'published',
    fields: fieldsOf(place),
    publicVersion: 0,
    editors: [],
    comment: null,
    publishAt: null,
    publishUntil: null,
    unpublishAt: null,
    owners: [],
    changedBy: { subject: '', name: place.source.name },
    changedAt: place.dateModified,
  };
  return { listing, isStored: false };
}

/**
 * What a source says while nobody has touched its listing has no version: forms name it by this. Empty for what has
 * one.
 */
export const seenOf = (version: number, fields: Fields): string =>
  version > 0 ? '' : createHash('sha256').update(canonicalJson(fields)).digest('base64url').slice(0, 22);

/** Before the first change, what the source says is kept as the first version. */
export async function storedListing(
  { listing, isStored }: OpenListing,
  { listings }: Pick<StaffDependencies, 'listings'>,
  { actor, now }: StepContext,
): Promise<Listing> {
  if (isStored) return listing;
  const taken: Listing = { ...listing, version: 1, publicVersion: 1, changedBy: actor, changedAt: now };
  if ((await writeListing(listings, taken, 'taken-over')) === 'written') return taken;
  const others = await loadListing(listings, listing.id);
  if (!others) throw new DomainError('conflict', 'Somebody else has changed this listing. Try again.');
  return others;
}

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

/** What the version says that is public, or is about to be; nothing where none is. */
export async function publicVersion(
  { id, publicVersion: version }: Listing,
  { listings }: Pick<StaffDependencies, 'listings'>,
): Promise<Fields> {
  if (version === null) return {};
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
