import { createHash } from 'node:crypto';
import { publicUrl } from '#shared/contracts/network.ts';
import type { PlaceSource, SourceFormat } from '#shared/contracts/place-sources.ts';
import { MOST_BYTES as MOST_A11YJSON_BYTES } from '#shared/feeds/a11yjson/read-place-infos.ts';
import { fetchMessage } from '#shared/feeds/http/fetch-message.ts';
import { MOST_BYTES } from '#shared/feeds/listing-rows/limits.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import {
  loadPlaceSourceState,
  type PlaceSourceState,
  writePlaceSourceState,
} from '#shared/store/place-source-store.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import type { DraftIntake } from './draft-intake.ts';
import { calendarOf, type ImportContext, publishRead } from './publish-read.ts';
import { type ReadingContext, readDraftRows, readPlaces } from './read-source.ts';

const TIMEOUT_MILLISECONDS = 30_000;
const REJECTED_LISTED = 100;
/** Raised when what is read out of the same bytes changes. */
const FORMAT = 2;

export interface ImportedSource {
  readonly source: string;
  /** `drafted`: offered to staff. */
  readonly outcome: 'published' | 'drafted' | 'unchanged' | 'refused';
  readonly places: number;
  readonly rejected: number;
  /** Names of columns that nobody here knows. */
  readonly unknownColumns?: string;
  /** Contact details in no usable form, which their listings go without. */
  readonly leftOut?: number;
  /** Rows that no draft could be made of. */
  readonly refused?: number;
  readonly error?: string;
}

export interface SourceContext extends ImportContext, ReadingContext {
  readonly drafts?: DraftIntake | undefined;
}

/** Takes in what one source says now. What cannot be used is refused whole, and the last good listings stay. */
export async function importPlaces(source: PlaceSource, context: SourceContext): Promise<ImportedSource> {
  const { store, now } = context;
  const before = (await loadPlaceSourceState(store, source.id)) ?? neverAsked(source.id);
  try {
    const bytes = await fetchListings(source);
    const digest = digestOf(bytes, source, context);
    if (digest === before.digest) return await sayingTheSame(source, before, context);
    const { rejected, unknownColumns, ...taken } =
      source.into === 'drafts'
        ? await offerDrafts(bytes, source, context)
        : await publishPlacesOf(bytes, source, context);
    await writePlaceSourceState(store, {
      ...before,
      digest,
      placeCount: taken.places,
      lastSuccess: now,
      rejectedCount: rejected.length,
      rejected: rejected.slice(0, REJECTED_LISTED),
      unknownColumns: [...unknownColumns],
    });
    return {
      source: source.id,
      ...taken,
      rejected: rejected.length,
      ...(unknownColumns.length > 0 && { unknownColumns: unknownColumns.join(', ') }),
    };
  } catch (error) {
    const isTheirs = error instanceof DomainError && ['upstream', 'invalid-input'].includes(error.kind);
    if (!isTheirs) throw error;
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

/** The same bytes read otherwise are something else; what a calendar means changes with the day. */
function digestOf(bytes: Uint8Array, source: PlaceSource, { today }: ReadingContext): string {
  const how = JSON.stringify([FORMAT, source, source.format === 'ical' && today]);
  return createHash('sha256').update(`${how}\n`).update(bytes).digest('base64url');
}

async function publishPlacesOf(bytes: Uint8Array, source: PlaceSource, context: SourceContext) {
  const read = readPlaces(bytes, source, context);
  const { placeCount, rejected, isWritten } = await publishRead(read, source.id, context);
  return {
    outcome: isWritten ? 'published' : 'unchanged',
    places: placeCount,
    rejected,
    unknownColumns: read.unknownColumns,
    ...(read.leftOut > 0 && { leftOut: read.leftOut }),
  } as const;
}

async function offerDrafts(bytes: Uint8Array, source: PlaceSource, context: SourceContext) {
  const { drafts, now } = context;
  if (!drafts) throw new DomainError('configuration', `${source.id}: there is nothing that takes in drafts`);
  const { rows, rejected, unknownColumns } = readDraftRows(bytes, source, context);
  const { created, updated, refused } = await drafts.offer(source, rows, now);
  const outcome = created + updated > 0 ? 'drafted' : 'unchanged';
  return {
    outcome,
    places: rows.length - refused,
    rejected,
    unknownColumns,
    ...(refused > 0 && { refused }),
  } as const;
}

/** Nothing to read; but calendars may have to be renewed. */
async function sayingTheSame(
  { id, into }: PlaceSource,
  before: PlaceSourceState,
  { store, now, today }: ImportContext,
): Promise<ImportedSource> {
  const outcome =
    into === 'drafts'
      ? 'unchanged'
      : await publishPlaces(store, () => ({ put: [], remove: [] }), { origin: id, now, today, calendarOf });
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

const mediaTypes: Readonly<Record<SourceFormat, string>> = {
  a11yjson: 'application/json, application/geo+json',
  csv: 'text/csv, text/plain',
  geojson: 'application/geo+json, application/json',
  ical: 'text/calendar',
};

async function fetchListings({ url, format = 'a11yjson' }: PlaceSource): Promise<Uint8Array> {
  const fetched = await fetchMessage(url, {
    name: publicUrl(url),
    accept: mediaTypes[format],
    headers: {},
    holdsKey: false,
    validators: undefined,
    timeoutMilliseconds: TIMEOUT_MILLISECONDS,
    maxBytes: format === 'a11yjson' ? MOST_A11YJSON_BYTES : MOST_BYTES,
  });
  if (fetched.outcome === 'not-modified') throw new DomainError('upstream', 'HTTP 304 without a condition');
  return fetched.bytes;
}
