import { isOver } from '#shared/domain/places/find-places.ts';
import { mergeFacts } from '#shared/domain/places/merge-facts.ts';
import type { OpeningCalendar } from '#shared/domain/places/opening-calendar.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { type KnownPlaces, whyNotPut } from '#shared/domain/places/place-owner.ts';
import type { PlaceSummary } from '#shared/domain/places/place-summary.ts';
import type { RejectedRecord } from '#shared/feeds/a11yjson/read-place-infos.ts';
import { readOpeningHours } from '#shared/feeds/opening-hours/read-opening-hours.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import { digestOf, loadRevision } from '#shared/store/place-revisions.ts';
import { type PlaceChanges, publishPlaces } from '#shared/store/publish-places.ts';

const READ_AT_ONCE = 25;
/** A source from which more than a third vanishes at once is broken more often than right. */
const MOST_VANISHING = 1 / 3;
/** Below so many places a third is one or two, which may well close. */
const FEW_PLACES = 6;

export interface ImportContext {
  readonly store: DataStore;
  readonly now: number;
  /** The day at the places, YYYY-MM-DD. */
  readonly today: string;
}

type IsPresent = (id: string) => boolean;

/** A series whose record is faulty has a listing for each of its days, under its id and the day. */
const DAY = /-\d{8}(\d{4})?$/;

function presenceOf(ids: Iterable<string | null>): IsPresent {
  const present = new Set(ids);
  return (id) => present.has(id) || present.has(id.replace(DAY, ''));
}

function refuseVanishing(own: readonly string[], isPresent: IsPresent, isEmpty: boolean): void {
  const vanished = own.filter((id) => !isPresent(id)).length;
  if (own.length > 0 && isEmpty) throw new DomainError('upstream', 'the list is empty; nothing was taken in');
  if (own.length < FEW_PLACES || vanished <= own.length * MOST_VANISHING) return;
  throw new DomainError(
    'upstream',
    `${vanished} of ${own.length} places have vanished at once; nothing was taken in`,
  );
}

type Rejected = readonly RejectedRecord[];

interface SourceEntries {
  readonly places: readonly Place[];
  readonly rejected: Rejected;
}

/** Makes public what was read, of what is this source's own. */
export async function publishRead(
  read: SourceEntries,
  origin: string,
  { store, now, today }: ImportContext,
): Promise<{ placeCount: number; rejected: Rejected; isWritten: boolean }> {
  let placeCount = 0;
  let rejected: Rejected = [];
  const outcome = await publishPlaces(
    store,
    async (published, gone) => {
      const listed = [...published.values()].filter((place) => place.origin === origin);
      const own = listed.map(({ id }) => id);
      const { places, refused } = withoutClashes(read.places, origin, { published, gone });
      rejected = [...read.rejected, ...refused];
      // A record that is there but faulty leaves its last good version where it is.
      const isPresent = presenceOf([...places, ...rejected].map(({ id }) => id));
      // An event that is over may go.
      const expected = listed.filter((place) => !isOver(place, now)).map(({ id }) => id);
      refuseVanishing(expected, isPresent, places.length + rejected.length === 0);
      const remove = own.filter((id) => !isPresent(id));
      placeCount = new Set([...own, ...places.map(({ id }) => id)]).size - remove.length;
      return {
        put: await goingOnAll(store, places, published),
        remove,
      } satisfies PlaceChanges;
    },
    { origin, now, today, calendarOf },
  );
  return { placeCount, rejected, isWritten: outcome === 'written' };
}

/** An id or an address that is another place's stays that one's. */
function withoutClashes(
  places: readonly Place[],
  origin: string,
  known: KnownPlaces,
): { places: Place[]; refused: Rejected } {
  // Addresses of its own it may hand from one place to another.
  const others = [...known.published.values()].filter((place) => place.origin !== origin);
  const slugs = new Map(others.map(({ id, slug }) => [slug, id]));
  const seen = new Set<string>();
  const refused: RejectedRecord[] = [];
  const kept = places.filter((place, index) => {
    const { id, slug } = place;
    const refuse = (field: string, reason: string) => {
      refused.push({ index, id, field, reason });
      return false;
    };
    if (seen.has(id)) return refuse('id', 'occurs twice');
    const reason = whyNotPut(id, { origin }, known);
    if (reason !== undefined) return refuse('id', reason);
    const holder = slugs.get(slug);
    if (holder !== undefined && holder !== id) return refuse('slug', `is the address of ${holder}`);
    seen.add(id);
    slugs.set(slug, id);
    return true;
  });
  return { places: kept, refused };
}

/**
 * What is already known of a place stays known, and a source that dates every answer anew changes nothing by that.
 * What says what it said before needs no looking up.
 */
async function goingOn(store: DataStore, given: Place, known: PlaceSummary | undefined): Promise<Place> {
  const place = { ...given, facts: mergeFacts({}, given.facts) };
  if (!known || known.revision.digest === digestOf(place)) return place;
  const before = await loadRevision(store, place.id, known.revision, true);
  if (!before)
    throw new DomainError('unavailable', `Revision ${known.revision.number} of ${place.id} is gone.`);
  const merged = { ...place, facts: mergeFacts(before.facts, place.facts) };
  const undated = { ...merged, dateModified: before.dateModified };
  return digestOf(undated) === known.revision.digest ? undated : merged;
}

async function goingOnAll(
  store: DataStore,
  places: readonly Place[],
  published: ReadonlyMap<string, PlaceSummary>,
): Promise<Place[]> {
  const all: Place[] = [];
  for (let at = 0; at < places.length; at += READ_AT_ONCE) {
    const some = places.slice(at, at + READ_AT_ONCE);
    all.push(...(await Promise.all(some.map((place) => goingOn(store, place, published.get(place.id))))));
  }
  return all;
}

export function calendarOf(hours: string, firstDay: string, dayCount: number): OpeningCalendar | null {
  const read = readOpeningHours(hours, firstDay, dayCount);
  return 'calendar' in read ? read.calendar : null;
}
