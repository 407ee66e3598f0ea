import { createHash } from 'node:crypto';
import { publicUrl } from '#shared/contracts/network.ts';
import type { PlaceSource } from '#shared/contracts/place-sources.ts';
import { mergeFacts } from '#shared/domain/places/merge-facts.ts';
import type { OpeningCalendar } from '#shared/domain/places/opening-calendar.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { PlaceSummary } from '#shared/domain/places/place-summary.ts';
import { MOST_BYTES, type PlaceInfosRead, readPlaceInfos } from '#shared/feeds/a11yjson/read-place-infos.ts';
import { fetchMessage } from '#shared/feeds/http/fetch-message.ts';
import { readOpeningHours } from '#shared/feeds/opening-hours/read-opening-hours.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import { loadRevision } from '#shared/store/place-revisions.ts';
import {
  loadPlaceSourceState,
  type PlaceSourceState,
  writePlaceSourceState,
} from '#shared/store/place-source-store.ts';
import { type PlaceChanges, publishPlaces } from '#shared/store/publish-places.ts';
import { asHeard } from './as-heard.ts';

const TIMEOUT_MILLISECONDS = 30_000;
const REJECTED_LISTED = 100;
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

export interface ImportedSource {
  readonly source: string;
  readonly outcome: 'published' | 'unchanged' | 'refused';
  readonly places: number;
  readonly rejected: number;
  readonly error?: string;
}

/** Takes in what one source says now. What cannot be used is refused whole, and the last good listings stay. */
export async function importPlaces(source: PlaceSource, context: ImportContext): Promise<ImportedSource> {
  const { store, now } = context;
  const before = (await loadPlaceSourceState(store, source.id)) ?? neverAsked(source.id);
  try {
    const bytes = await fetchListings(source);
    const digest = createHash('sha256').update(bytes).digest('base64url');
    const infos = readPlaceInfos(bytes, source, now);
    const read = source.isOwn
      ? infos
      : { ...infos, places: infos.places.map((place) => asHeard(place, source)) };
    refuseVanishing(before, read);
    const outcome = await publishRead(read, before, context);
    await writePlaceSourceState(store, {
      ...before,
      digest,
      placeIds: outcome.placeIds,
      lastSuccess: now,
      rejectedCount: outcome.rejected.length,
      rejected: outcome.rejected.slice(0, REJECTED_LISTED),
    });
    return {
      source: source.id,
      outcome: outcome.isWritten ? 'published' : 'unchanged',
      places: outcome.placeIds.length,
      rejected: outcome.rejected.length,
    };
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'upstream') throw error;
    await writePlaceSourceState(store, { ...before, lastError: { at: now, message: error.message } });
    return {
      source: source.id,
      outcome: 'refused',
      places: before.placeIds.length,
      rejected: 0,
      error: error.message,
    };
  }
}

const neverAsked = (id: string): PlaceSourceState => ({
  id,
  digest: null,
  placeIds: [],
  lastSuccess: null,
  lastError: null,
  rejectedCount: 0,
  rejected: [],
});

async function fetchListings({ url }: PlaceSource): Promise<Uint8Array> {
  const fetched = await fetchMessage(url, {
    name: publicUrl(url),
    accept: 'application/json, application/geo+json',
    headers: {},
    validators: undefined,
    timeoutMilliseconds: TIMEOUT_MILLISECONDS,
    maxBytes: MOST_BYTES,
  });
  if (fetched.outcome === 'not-modified') throw new DomainError('upstream', 'HTTP 304 without a condition');
  return fetched.bytes;
}

function refuseVanishing({ placeIds }: PlaceSourceState, { places }: PlaceInfosRead): void {
  const present = new Set(places.map(({ id }) => id));
  const vanished = placeIds.filter((id) => !present.has(id)).length;
  if (placeIds.length < FEW_PLACES || vanished <= placeIds.length * MOST_VANISHING) return;
  throw new DomainError(
    'upstream',
    `${vanished} of ${placeIds.length} places have vanished at once; nothing was taken in`,
  );
}

async function publishRead(
  read: PlaceInfosRead,
  before: PlaceSourceState,
  { store, now, today }: ImportContext,
): Promise<{ placeIds: string[]; rejected: PlaceInfosRead['rejected']; isWritten: boolean }> {
  let placeIds: string[] = [];
  let rejected: PlaceInfosRead['rejected'] = [];
  const outcome = await publishPlaces(
    store,
    async (published) => {
      const { places, refused } = withoutClashes(read.places, new Set(before.placeIds), published);
      placeIds = places.map(({ id }) => id);
      rejected = [...read.rejected, ...refused];
      const taken = new Set(placeIds);
      return {
        put: await Promise.all(places.map((place) => goingOn(store, place, published.get(place.id)))),
        remove: before.placeIds.filter((id) => !taken.has(id)),
      } satisfies PlaceChanges;
    },
    { now, today, calendarOf },
  );
  return { placeIds, rejected, isWritten: outcome === 'written' };
}

/** An id or an address that is another place's stays that one's. */
function withoutClashes(
  places: readonly Place[],
  own: ReadonlySet<string>,
  published: ReadonlyMap<string, PlaceSummary>,
): { places: Place[]; refused: PlaceInfosRead['rejected'] } {
  const slugs = new Map([...published.values()].map(({ id, slug }) => [slug, id]));
  const seen = new Set<string>();
  const refused: PlaceInfosRead['rejected'] = [];
  const kept = places.filter((place, index) => {
    const { id, slug } = place;
    const refuse = (field: string, reason: string) => {
      refused.push({ index, id, field, reason });
      return false;
    };
    if (seen.has(id)) return refuse('id', 'occurs twice');
    if (published.has(id) && !own.has(id)) return refuse('id', 'belongs to another source');
    const holder = slugs.get(slug);
    if (holder !== undefined && holder !== id) return refuse('slug', `is the address of ${holder}`);
    seen.add(id);
    slugs.set(slug, id);
    return true;
  });
  return { places: kept, refused };
}

/** What is already known of a place stays known, and only what has changed is written. */
async function goingOn(store: DataStore, place: Place, known: PlaceSummary | undefined): Promise<Place> {
  const before = known && (await loadRevision(store, place.id, known.revision));
  return before ? { ...place, facts: mergeFacts(before.facts, place.facts) } : place;
}

function calendarOf(hours: string, firstDay: string, dayCount: number): OpeningCalendar | null {
  const read = readOpeningHours(hours, firstDay, dayCount);
  return 'calendar' in read ? read.calendar : null;
}
