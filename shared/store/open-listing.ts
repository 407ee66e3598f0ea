import type { StepContext } from '../domain/listings/editorial.ts';
import { fieldsOf } from '../domain/listings/fields-of-place.ts';
import { AS_TAKEN_OVER, type Listing } from '../domain/listings/listing.ts';
import { isSame } from '../domain/listings/listing-fields.ts';
import { STAFF_ORIGIN } from '../domain/places/place-owner.ts';
import { DomainError } from '../platform/domain-error.ts';
import { type ListingStore, loadListing, loadListings, writeListing } from './listing-store.ts';
import type { PlacesReader } from './places-reader.ts';

/** A listing that somebody works at. */
export interface OpenListing {
  readonly listing: Listing;
  /** false: it is as its source gives it now, and that is no version of ours yet. */
  readonly isStored: boolean;
}

/** Nothing has a longer one (see placeSchema), and no table takes every length. */
const MOST_ID = 80;

/** Where listings are: those at work, and those that are public. */
export interface ListingSources {
  readonly listings: ListingStore;
  readonly places: PlacesReader;
}

/** The listing of an id, as staff have it or else as its source has published it; undefined: neither. */
export async function openListing(
  id: string,
  { listings, places }: ListingSources,
): Promise<OpenListing | undefined> {
  if (id.length > MOST_ID) return undefined;
  const stored = await loadListing(listings, id);
  return stored ? asSourceSays(stored, places) : fromSource(id, places);
}

/**
 * A listing that was taken over and then left as it was, such as by an import that was undone, says what its source
 * says, which goes on publishing it.
 */
async function asSourceSays(stored: Listing, places: PlacesReader): Promise<OpenListing> {
  const isUntouched = stored.state === 'published' && stored.publicVersion === AS_TAKEN_OVER;
  const origin = isUntouched && (await places.published()).byId.get(stored.id)?.origin;
  const open = origin && origin !== STAFF_ORIGIN ? await fromSource(stored.id, places) : undefined;
  if (!open || isSame(open.listing.fields, stored.fields)) return { listing: stored, isStored: true };
  const { fields, changedBy, changedAt } = open.listing;
  return { listing: { ...stored, fields, changedBy, changedAt }, isStored: false };
}

async function fromSource(id: string, places: PlacesReader): Promise<OpenListing | undefined> {
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

const READ_AT_ONCE = 100;

/** Opens listings, some at a time; what is gone meanwhile is left out. */
export async function openListings(ids: readonly string[], sources: ListingSources): Promise<OpenListing[]> {
  const { listings, places } = sources;
  const opened: OpenListing[] = [];
  for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
    const some = ids.slice(at, at + READ_AT_ONCE).filter((id) => id.length <= MOST_ID);
    const stored = await loadListings(listings, some);
    const found = some.map(async (id): Promise<OpenListing | undefined> => {
      const listing = stored.get(id);
      return listing ? asSourceSays(listing, places) : fromSource(id, places);
    });
    for (const open of await Promise.all(found)) if (open) opened.push(open);
  }
  return opened;
}

/** Before a change, what the source says is kept as a version. */
export async function storedListing(
  { listing, isStored }: OpenListing,
  { listings }: Pick<ListingSources, 'listings'>,
  { actor, now }: StepContext,
): Promise<Listing> {
  if (isStored) return listing;
  const version = listing.version + 1;
  const taken = { ...listing, version, publicVersion: AS_TAKEN_OVER, changedBy: actor, changedAt: now };
  if ((await writeListing(listings, taken, 'taken-over')) === 'written') return taken;
  const others = await loadListing(listings, listing.id);
  if (!others) throw new DomainError('conflict', 'Somebody else has changed this listing. Try again.');
  return others;
}
