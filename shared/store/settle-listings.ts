import { readListing } from '../contracts/read-listing.ts';
import { publishScheduled, unpublishScheduled } from '../domain/listings/editorial.ts';
import { type Actor, AS_TAKEN_OVER, type Listing } from '../domain/listings/listing.ts';
import type { Place } from '../domain/places/place.ts';
import { type KnownPlaces, STAFF_ORIGIN } from '../domain/places/place-owner.ts';
import { isoTime } from '../platform/clock.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';
import { type DueListing, loadDue, removeDue } from './due-listings.ts';
import { type ListingStore, loadListing, loadListingVersion, writeListing } from './listing-store.ts';
import { type PublishContext, publishPlaces } from './publish-places.ts';

export interface SettleContext extends Pick<PublishContext, 'now' | 'today' | 'calendarOf'> {
  readonly listings: ListingStore;
  readonly places: DataStore;
  readonly timeZone: string;
  /** Of listings that name no source of their own. */
  readonly source: Place['source'];
}

/** As whom the record says that a planned step was taken: whoever's request it was taken with has not decided it. */
const AS_PLANNED: Actor = { subject: 'timer', name: 'As planned' };

/** How many listings are made public at once at most. */
const SETTLED_AT_ONCE = 200;

export interface Settled {
  readonly published: number;
  readonly removed: number;
  /** Listings that could not be made public, and why: they stay as they are. */
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Makes public what listings say is public, and takes out what is not: of all that something was to be done for by
 * now. May be repeated: what was done is done. What is left by a process that has died is done by the next one.
 */
export async function settleListings(context: SettleContext): Promise<Settled> {
  const { listings, now, today, calendarOf } = context;
  const due = (await loadDue(listings, isoTime(now))).slice(0, SETTLED_AT_ONCE);
  const ids = [...new Set(due.map(({ id }) => id))];
  if (ids.length === 0) return { published: 0, removed: 0, failed: [] };
  let decided: readonly Decided[] = [];
  // Asked again when others have published meanwhile: they may have archived what was to become public.
  const changes = async (published: KnownPlaces['published']) => {
    const wanted: Decided[] = [];
    for (const id of ids) wanted.push(await decide(id, context));
    decided = withoutClashes(wanted, published);
    return {
      put: decided.flatMap((each) => (each.outcome === 'put' ? [each.place] : [])),
      remove: decided.flatMap(({ id, outcome }) => (outcome === 'remove' ? [id] : [])),
    };
  };
  const publisher = { origin: STAFF_ORIGIN, takesOver: true, now, today, calendarOf };
  await publishPlaces(context.places, changes, publisher);
  for (const each of decided) if (await isDone(each, listings)) await forget(each, due, listings);
  const count = (outcome: Decided['outcome']) => decided.filter((each) => each.outcome === outcome).length;
  return {
    published: count('put'),
    removed: count('remove'),
    failed: decided.flatMap((each) =>
      each.outcome === 'failed' ? [{ id: each.id, reason: each.reason }] : [],
    ),
  };
}

/** What is to become of a listing's place, by a version of the listing (undefined: it cannot be read, or is not there). */
type Decided = { readonly id: string; readonly version: number | undefined } & (
  | { readonly outcome: 'put'; readonly place: Place }
  /** `leave`: its source has made it public, not we. `changed`: somebody has just changed the listing. */
  | { readonly outcome: 'remove' | 'leave' | 'changed' }
  | { readonly outcome: 'failed'; readonly reason: string }
);

/** Where somebody has changed the listing since it was looked at, it stays due. */
async function isDone({ id, version, outcome }: Decided, listings: ListingStore): Promise<boolean> {
  if (outcome === 'failed') return true;
  return outcome !== 'changed' && (await loadListing(listings, id))?.version === version;
}

async function forget({ id, version }: Decided, due: readonly DueListing[], listings: ListingStore) {
  const upTo = version ?? Number.MAX_SAFE_INTEGER;
  for (const item of due) if (item.id === id) await removeDue(listings, item, upTo);
}

/** An address that is another place's stays that one's. */
function withoutClashes(
  decided: readonly Decided[],
  published: KnownPlaces['published'],
): readonly Decided[] {
  const leaving = new Set(decided.flatMap(({ id, outcome }) => (outcome === 'remove' ? [id] : [])));
  const staying = [...published.values()].filter(({ id }) => !leaving.has(id));
  const holders = new Map(staying.map(({ id, slug }) => [slug, id]));
  return decided.map((each) => {
    if (each.outcome !== 'put') return each;
    const { id, version, place } = each;
    const holder = holders.get(place.slug) ?? id;
    if (holder !== id) return { id, version, outcome: 'failed', reason: `slug: is the address of ${holder}` };
    holders.set(place.slug, id);
    return each;
  });
}

/** What is to be public of a listing, once what was planned for by now has been done. */
async function decide(id: string, context: SettleContext): Promise<Decided> {
  try {
    const { listings, timeZone, source } = context;
    const stored = await loadListing(listings, id);
    if (!stored) return { id, version: undefined, outcome: 'remove' };
    const listing = await takeScheduledSteps(stored, context);
    if (!listing) return { id, version: stored.version, outcome: 'changed' };
    const { version, publicVersion } = listing;
    if (publicVersion === null) return { id, version, outcome: 'remove' };
    if (publicVersion === AS_TAKEN_OVER) return { id, version, outcome: 'leave' };
    const said = await loadListingVersion(listings, id, publicVersion);
    if (!said) return { id, version, outcome: 'failed', reason: `version ${publicVersion} is gone` };
    const read = readListing(said.fields, { id, timeZone, source, dateModified: said.changedAt });
    if (read.place) return { id, version, outcome: 'put', place: read.place };
    const [problem] = read.problems;
    const reason = `${problem?.field}: ${problem?.reason ?? 'is missing'}`;
    return { id, version, outcome: 'failed', reason };
  } catch (error) {
    // One that is damaged is told of, and stops no other.
    if (!(error instanceof DomainError)) throw error;
    return { id, version: undefined, outcome: 'failed', reason: error.message };
  }
}

async function takeScheduledSteps(
  stored: Listing,
  { listings, now }: SettleContext,
): Promise<Listing | undefined> {
  const step = { actor: AS_PLANNED, now: isoTime(now) };
  let listing = stored;
  for (const take of [publishScheduled, unpublishScheduled]) {
    const taken = take(listing, step);
    if ('refused' in taken) continue;
    if ((await writeListing(listings, taken.listing, taken.action)) === 'conflict') return undefined;
    listing = taken.listing;
  }
  return listing;
}
