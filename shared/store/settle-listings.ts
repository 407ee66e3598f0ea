import { readListing } from '../contracts/read-listing.ts';
import { publishScheduled, type StepContext, unpublishScheduled } from '../domain/listings/editorial.ts';
import type { Listing } from '../domain/listings/listing.ts';
import type { Place } from '../domain/places/place.ts';
import { STAFF_ORIGIN } from '../domain/places/place-owner.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';
import {
  type DueListing,
  type ListingStore,
  loadDue,
  loadListing,
  loadListingVersion,
  removeDue,
  writeListing,
} from './listing-store.ts';
import { type PublishContext, publishPlaces } from './publish-places.ts';

export interface SettleContext extends Pick<PublishContext, 'now' | 'today' | 'calendarOf'> {
  readonly listings: ListingStore;
  readonly places: DataStore;
  readonly timeZone: string;
  /** Of listings that name no source of their own. */
  readonly source: Place['source'];
  readonly actor: StepContext['actor'];
}

/** How many listings are made public at once at most. */
const SETTLED_AT_ONCE = 200;

export interface Settled {
  readonly published: number;
  readonly removed: number;
  /** Listings that could not be made public, and why: they stay as they are. */
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
}

/** ISO 8601 in UTC, to the second: as text it sorts by time. */
export const isoTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/**
 * Makes public what listings say is public, and takes out what is not: of all that something was to be done for by
 * now. May be repeated: what was done is done. What is left by a process that has died is done by the next one.
 */
export async function settleListings(context: SettleContext): Promise<Settled> {
  const due = await loadDue(context.listings, isoTime(context.now));
  const some = due.slice(0, SETTLED_AT_ONCE);
  const put: Place[] = [];
  const remove: string[] = [];
  const failed: { id: string; reason: string }[] = [];
  const done: DueListing[] = [];
  for (const id of new Set(some.map((item) => item.id))) {
    const outcome = await publicState(id, context);
    // Somebody has changed it meanwhile: it stays due.
    if (outcome === 'conflict') continue;
    if ('reason' in outcome) failed.push({ id, reason: outcome.reason });
    else if (outcome.place) put.push(outcome.place);
    else remove.push(id);
    done.push(...some.filter((item) => item.id === id));
  }
  if (put.length + remove.length > 0) {
    const { now, today, calendarOf } = context;
    const publisher = { origin: STAFF_ORIGIN, takesOver: true };
    await publishPlaces(context.places, () => ({ put, remove }), { ...publisher, now, today, calendarOf });
  }
  for (const item of done) await removeDue(context.listings, item);
  return { published: put.length, removed: remove.length, failed };
}

/** What is to be public of a listing, once what was planned for by now has been done. */
async function publicState(
  id: string,
  context: SettleContext,
): Promise<{ readonly place: Place | null } | { readonly reason: string } | 'conflict'> {
  const { listings, timeZone, source } = context;
  const stored = await loadListing(listings, id);
  if (!stored) return { place: null };
  const listing = await takeScheduledSteps(stored, context);
  if (!listing) return 'conflict';
  if (listing.publicVersion === null) return { place: null };
  const version = await loadListingVersion(listings, id, listing.publicVersion);
  if (!version) throw new DomainError('unavailable', `Version ${listing.publicVersion} of ${id} is gone.`);
  const read = readListing(version.fields, { id, timeZone, source, dateModified: version.changedAt });
  if (read.place) return { place: read.place };
  const [problem] = read.problems;
  return { reason: `${problem?.field}: ${problem?.reason ?? 'is missing'}` };
}

async function takeScheduledSteps(
  stored: Listing,
  { listings, actor, now }: SettleContext,
): Promise<Listing | undefined> {
  const step = { actor, now: isoTime(now) };
  let listing = stored;
  for (const take of [publishScheduled, unpublishScheduled]) {
    const taken = take(listing, step);
    if ('refused' in taken) continue;
    if ((await writeListing(listings, taken.listing, taken.action)) === 'conflict') return undefined;
    listing = taken.listing;
  }
  return listing;
}
