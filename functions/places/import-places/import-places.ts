import { createHash } from 'node:crypto';
import { publicUrl } from '#shared/contracts/network.ts';
import type { PlaceSource } from '#shared/contracts/place-sources.ts';
import { MOST_BYTES, readPlaceInfos } from '#shared/feeds/a11yjson/read-place-infos.ts';
import { fetchMessage } from '#shared/feeds/http/fetch-message.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import {
  loadPlaceSourceState,
  type PlaceSourceState,
  writePlaceSourceState,
} from '#shared/store/place-source-store.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { asHeard } from './as-heard.ts';
import { calendarOf, type ImportContext, publishRead } from './publish-read.ts';

const TIMEOUT_MILLISECONDS = 30_000;
const REJECTED_LISTED = 100;
/** Raised when what is read out of the same bytes changes. */
const FORMAT = 2;

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
    const digest = createHash('sha256').update(`format ${FORMAT}\n`).update(bytes).digest('base64url');
    if (digest === before.digest) return await sayingTheSame(source, before, context);
    const infos = readPlaceInfos(bytes, source, now);
    const read = source.isOwn
      ? infos
      : { ...infos, places: infos.places.map((place) => asHeard(place, source)) };
    const outcome = await publishRead(read, source.id, context);
    await writePlaceSourceState(store, {
      ...before,
      digest,
      placeCount: outcome.placeCount,
      lastSuccess: now,
      rejectedCount: outcome.rejected.length,
      rejected: outcome.rejected.slice(0, REJECTED_LISTED),
    });
    return {
      source: source.id,
      outcome: outcome.isWritten ? 'published' : 'unchanged',
      places: outcome.placeCount,
      rejected: outcome.rejected.length,
    };
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'upstream') throw error;
    await writePlaceSourceState(store, { ...before, lastError: { at: now, message: error.message } });
    return {
      source: source.id,
      outcome: 'refused',
      places: before.placeCount,
      rejected: 0,
      error: error.message,
    };
  }
}

/** Nothing to read; but calendars may have to be renewed. */
async function sayingTheSame(
  { id }: PlaceSource,
  before: PlaceSourceState,
  { store, now, today }: ImportContext,
): Promise<ImportedSource> {
  const outcome = await publishPlaces(store, () => ({ put: [], remove: [] }), {
    origin: id,
    now,
    today,
    calendarOf,
  });
  await writePlaceSourceState(store, { ...before, lastSuccess: now });
  return {
    source: id,
    outcome: outcome === 'written' ? 'published' : 'unchanged',
    places: before.placeCount,
    rejected: before.rejectedCount,
  };
}

const neverAsked = (id: string): PlaceSourceState => ({
  id,
  digest: null,
  placeCount: 0,
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
