import type { SourceFormat } from '../../contracts/place-sources.ts';
import { fieldsOf } from '../../domain/listings/fields-of-place.ts';
import { type ImportFile, isOrigin } from '../../domain/listings/import-row.ts';
import type { Fields } from '../../domain/listings/listing-fields.ts';
import type { EpochSeconds } from '../../domain/transit/service-day.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { isRecord, ownValue } from '../a11yjson/find-in-accessibility.ts';
import { readPlaceInfos } from '../a11yjson/read-place-infos.ts';
import { readListingCsv } from '../listing-csv/read-listing-csv.ts';
import { readListingGeoJson } from '../listing-geojson/read-listing-geojson.ts';
import { readListingCalendar } from '../listing-ical/read-listing-calendar.ts';
import type { TextEncoding } from '../listing-rows/decode-text.ts';
import { refuseFile } from '../listing-rows/limits.ts';

export interface ListingFile extends ImportFile {
  readonly format: SourceFormat;
  readonly encoding: TextEncoding;
}

interface FileContext {
  readonly timeZone: string;
  readonly now: EpochSeconds;
}

const NAMES = /\.(csv|tsv|txt|json|geojson|a11yjson|ics|ical)$/i;
const WORKBOOKS = /\.(xls[xmb]?|ods|numbers)$/i;

/** Whose file it is that somebody sends: the ids of what has none of ours begin with it. Of listings it says nothing. */
const SENT = { id: 'file', name: 'file', licence: 'file' } as const;

/**
 * Reads a file of listings that somebody has sent. What it is its content says; the end of its name only that it is
 * meant as a list.
 * @throws DomainError `invalid-input` when the whole is no such file
 */
export function readListingFile(bytes: Uint8Array, name: string, context: FileContext): ListingFile {
  if (WORKBOOKS.test(name)) throw refuseFile('This is a workbook. Save it as CSV (UTF-8), and choose that.');
  if (!NAMES.test(name)) throw refuseFile('Choose a file that ends in .csv, .geojson, .json or .ics.');
  const format = formatOf(bytes);
  const file = readAs(format, bytes, context);
  if (file.rows.length + file.rejected.length > 0) return file;
  throw refuseFile(
    format === 'ical' ? 'No event of this calendar is still to come.' : 'There is no listing in this file.',
  );
}

function readAs(format: SourceFormat, bytes: Uint8Array, context: FileContext): ListingFile {
  const read = { format, encoding: 'utf-8' } as const;
  switch (format) {
    case 'csv':
      return { ...read, ...readListingCsv(bytes) };
    case 'geojson':
      return { ...read, ...readListingGeoJson(bytes) };
    case 'ical':
      // A draft may still have to be told where it is.
      return { ...read, ...readListingCalendar(bytes, { ...context, isPlaceNeeded: false }) };
    case 'a11yjson':
      return { ...read, ...readSentPlaces(bytes, context.now) };
  }
}

function readSentPlaces(bytes: Uint8Array, now: EpochSeconds): ImportFile {
  try {
    const { places, rejected } = readPlaceInfos(bytes, SENT, now);
    const faulty = new Set(rejected.map(({ index }) => index));
    const usable = Array.from({ length: places.length + faulty.size }, (_, index) => index).filter(
      (index) => !faulty.has(index),
    );
    return {
      rows: places.map((place, at) => ({
        line: (usable[at] ?? at) + 1,
        id: place.id,
        fields: withoutSent(fieldsOf(place)),
      })),
      rejected: rejected.map(({ index, id, field, reason }) => ({ line: index + 1, id, field, reason })),
      unknownColumns: [],
    };
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'upstream') throw error;
    throw refuseFile(error.message.replace(`${SENT.name}: `, ''), error);
  }
}

const withoutSent = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([field, text]) => !(isOrigin(field) && text === SENT.name)),
  );

/** By what stands in it. */
function formatOf(bytes: Uint8Array): SourceFormat {
  const text = new TextDecoder().decode(bytes);
  const start = text.trimStart().slice(0, 20);
  if (/^BEGIN:VCALENDAR/i.test(start)) return 'ical';
  if (!/^[[{]/.test(start)) return 'csv';
  return isA11yJson(text) ? 'a11yjson' : 'geojson';
}

function isA11yJson(text: string): boolean {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    // What is wrong with it the reader will say.
    return false;
  }
  if (!isRecord(whole)) return true;
  const features = ownValue(whole, 'features');
  if (!Array.isArray(features)) return Array.isArray(ownValue(whole, 'placeInfos'));
  return features.some((feature) => {
    const properties = isRecord(feature) ? ownValue(feature, 'properties') : undefined;
    return (
      isRecord(properties) &&
      ['xDigitalWelcome', 'accessibility'].some((name) => isRecord(ownValue(properties, name)))
    );
  });
}
