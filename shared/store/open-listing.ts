import type { StepContext } from '../domain/listings/editorial.ts';
import { fieldsOf } from '../domain/listings/fields-of-place.ts';
import type { Listing } from '../domain/listings/listing.ts';
import { DomainError } from '../platform/domain-error.ts';
import { type ListingStore, loadListing, loadListings, writeListing } from './listing-store.ts';
import type { PlacesReader } from './places-reader.ts';

/** A listing that somebody works at. */
export interface OpenListing {
  readonly listing: Listing;
  /** false: it is as its source gives it, and nobody has touched it here. */
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
  return stored ? { listing: stored, isStored: true } : fromSource(id, places);
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
      return listing ? { listing, isStored: true } : fromSource(id, places);
    });
    for (const open of await Promise.all(found)) if (open) opened.push(open);
  }
  return opened;
}

/** Before the first change, what the source says is kept as the first version. */
export async function storedListing(
  { listing, isStored }: OpenListing,
  { listings }: Pick<ListingSources, 'listings'>,
  { actor, now }: StepContext,
): Promise<Listing> {
  if (isStored) return listing;
  const taken: Listing = { ...listing, version: 1, publicVersion: 1, changedBy: actor, changedAt: now };
  if ((await writeListing(listings, taken, 'taken-over')) === 'written') return taken;
  const others = await loadListing(listings, listing.id);
  if (!others) throw new DomainError('conflict', 'Somebody else has changed this listing. Try again.');
  return others;
}
