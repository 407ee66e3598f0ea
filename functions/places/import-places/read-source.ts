import type { PlaceSource } from '#shared/contracts/place-sources.ts';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import type { ImportFile, ImportRow } from '#shared/domain/listings/import-row.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { type RejectedRecord, readPlaceInfos } from '#shared/feeds/a11yjson/read-place-infos.ts';
import { readListingCsv } from '#shared/feeds/listing-csv/read-listing-csv.ts';
import { readListingGeoJson } from '#shared/feeds/listing-geojson/read-listing-geojson.ts';
import { readListingCalendar } from '#shared/feeds/listing-ical/read-listing-calendar.ts';
import { asHeard, heardId, rowAsHeard } from './as-heard.ts';
import { placesOfRows, withDefaults } from './places-of-rows.ts';

export interface ReadingContext {
  readonly now: number;
  /** The day at the places, YYYY-MM-DD. */
  readonly today: string;
  readonly timeZone: string;
}

interface SourceRead {
  readonly rejected: readonly RejectedRecord[];
  readonly unknownColumns: readonly string[];
}

export interface SourcePlaces extends SourceRead {
  readonly places: readonly Place[];
  /** Contact details in no usable form, which were left out of their listings. */
  readonly leftOut: number;
}

export interface SourceRows extends SourceRead {
  readonly rows: readonly ImportRow[];
}

type RowFormat = Exclude<PlaceSource['format'], 'a11yjson' | undefined>;

function readFile(
  bytes: Uint8Array,
  format: RowFormat,
  source: PlaceSource,
  context: ReadingContext,
): ImportFile {
  switch (format) {
    case 'csv':
      return readListingCsv(bytes, source);
    case 'geojson':
      return readListingGeoJson(bytes, source);
    case 'ical':
      return readListingCalendar(bytes, { ...context, place: source.place });
  }
}

const idAsHeard = (record: RejectedRecord, source: PlaceSource): RejectedRecord =>
  source.isOwn || record.id === null ? record : { ...record, id: heardId(record.id, source) };

/** The places that a source tells of, as they are to be published. @throws DomainError for what cannot be used */
export function readPlaces(bytes: Uint8Array, source: PlaceSource, context: ReadingContext): SourcePlaces {
  const { format = 'a11yjson' } = source;
  const file = format === 'a11yjson' ? undefined : readFile(bytes, format, source, context);
  const read = file
    ? placesOfRows(file, source, context)
    : { ...readPlaceInfos(bytes, source, context.now), leftOut: 0 };
  return {
    places: source.isOwn ? read.places : read.places.map((place) => asHeard(place, source)),
    rejected: read.rejected.map((record) => idAsHeard(record, source)),
    unknownColumns: file?.unknownColumns ?? [],
    leftOut: read.leftOut,
  };
}

/** What a source says, as drafts begin. @throws DomainError for what cannot be used */
export function readDraftRows(bytes: Uint8Array, source: PlaceSource, context: ReadingContext): SourceRows {
  const { format = 'a11yjson' } = source;
  if (format === 'a11yjson') {
    const { places, rejected } = readPlaces(bytes, source, context);
    const rows = places.map((place, index) => ({ line: index + 1, id: place.id, fields: fieldsOf(place) }));
    return { rows, rejected, unknownColumns: [] };
  }
  const file = readFile(bytes, format, source, context);
  const rows = file.rows.map((row) => withDefaults(row, source));
  return {
    rows: source.isOwn ? rows : rows.map((row) => rowAsHeard(row, source)),
    rejected: file.rejected.map((row, index) => idAsHeard({ index, ...row }, source)),
    unknownColumns: file.unknownColumns,
  };
}
