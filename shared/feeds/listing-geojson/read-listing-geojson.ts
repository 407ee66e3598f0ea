import type { ColumnMapping } from '../../contracts/listing-columns.ts';
import type { FieldFault, ImportFile, ImportRow, RejectedRow } from '../../domain/listings/import-row.ts';
import { unitOf } from '../../domain/listings/listing-fields.ts';
import { describeJson } from '../a11yjson/describe-json.ts';
import { isRecord, ownValue } from '../a11yjson/find-in-accessibility.ts';
import { targetFinder } from '../listing-rows/column-target.ts';
import { decodeUtf8 } from '../listing-rows/decode-text.ts';
import {
  MOST_CELL,
  MOST_ROWS,
  refuseFile,
  shown,
  tooManyRows,
  UnknownColumns,
} from '../listing-rows/limits.ts';
import { recordId, rowOfCells } from '../listing-rows/row-of-cells.ts';
import { isOwnFeature, isOwnProperty, readOwnFeature } from './read-own-feature.ts';

/**
 * Reads listings out of a GeoJSON FeatureCollection (RFC 7946) of points. Properties are fields of listings, columns
 * of the open data, mapped, or the listing as our own open data has it. `line` is the number of the feature.
 * @throws DomainError `invalid-input` when the whole is no such file
 */
export function readListingGeoJson(
  bytes: Uint8Array,
  { columns }: { readonly columns?: ColumnMapping | undefined } = {},
): ImportFile {
  const features = featuresOf(parse(decodeUtf8(bytes)));
  if (features.length > MOST_ROWS) throw tooManyRows();
  const find = targetFinder(columns);
  const unknown = new UnknownColumns();
  const rows: ImportRow[] = [];
  const rejected: RejectedRow[] = [];
  features.forEach((feature, index) => {
    const line = index + 1;
    const read = readFeature(feature, line, find, unknown);
    if ('row' in read) rows.push(read.row);
    else rejected.push({ line, id: read.id ?? null, ...read.fault });
  });
  return { rows, rejected, unknownColumns: unknown.list() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const begins = text.trim() === '' ? 'is empty' : `begins with ${JSON.stringify(text.slice(0, 20))}`;
    throw refuseFile(`GeoJSON is needed, and this ${begins}`, cause);
  }
}

function featuresOf(whole: unknown): readonly unknown[] {
  const features = isRecord(whole) ? ownValue(whole, 'features') : undefined;
  if (isRecord(whole) && ownValue(whole, 'type') === 'FeatureCollection' && Array.isArray(features))
    return features;
  throw refuseFile(`a GeoJSON FeatureCollection is needed, and this is ${describeJson(whole)}`);
}

type ReadFeature =
  | { readonly row: ImportRow }
  | { readonly id: string | undefined; readonly fault: FieldFault };
type Position = { readonly lat: number; readonly lon: number };

function readFeature(
  feature: unknown,
  line: number,
  find: ReturnType<typeof targetFinder>,
  unknown: UnknownColumns,
): ReadFeature {
  if (!isRecord(feature)) return { id: undefined, fault: { field: 'feature', reason: 'must be an object' } };
  const properties = ownValue(feature, 'properties');
  const given = textOf(ownValue(feature, 'id')) ?? '';
  if (!isRecord(properties))
    return { id: recordId(given), fault: { field: 'properties', reason: 'must be an object' } };
  const id = recordId(given || (textOf(ownValue(properties, 'id')) ?? ''));
  const position = positionOf(ownValue(feature, 'geometry'));
  if ('reason' in position) return { id, fault: { field: 'geometry', reason: position.reason } };
  if (isOwnFeature(properties)) {
    for (const name of Object.keys(properties)) if (!isOwnProperty(name)) unknown.add(name);
    const read = readOwnFeature(properties, position);
    return 'fault' in read ? { id, fault: read.fault } : { row: { line, ...read } };
  }
  const cells = new Map<string, string>();
  for (const [name, value] of Object.entries(properties)) {
    const target = find(name);
    if (target === undefined) {
      unknown.add(name);
      continue;
    }
    const fault = putCell(cells, target, value);
    if (fault) return { id, fault };
  }
  if (id !== undefined && (cells.get('id') ?? '') === '') cells.set('id', id);
  cells.set('latitude', String(position.lat));
  cells.set('longitude', String(position.lon));
  return rowOfCells(line, cells);
}

const isLocalized = (target: string) => target === 'name' || target === 'description';

/** A property as the text of a field; of several that are one field the first that says something. */
function putCell(cells: Map<string, string>, target: string, value: unknown): FieldFault | undefined {
  if (isRecord(value) && isLocalized(target)) {
    for (const [language, text] of Object.entries(value)) {
      const field = `${target}_${language}`;
      if (unitOf(field) === undefined) return { field: shown(field), reason: 'is in no language' };
      if (typeof text !== 'string') return { field, reason: 'must be text' };
      cells.set(field, text);
    }
    return undefined;
  }
  const text = textOf(value);
  if (text === undefined) return { field: target, reason: 'must be text, a number, yes or no' };
  if ((cells.get(target) ?? '') === '') cells.set(target, text);
  return undefined;
}

/** undefined for what is no text, nor can be written as one. */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length > MOST_CELL) return undefined;
  const isPlain = value.every((item) => typeof item === 'string' || typeof item === 'number');
  return isPlain ? value.join('; ') : undefined;
}

function positionOf(geometry: unknown): Position | { readonly reason: string } {
  if (!isRecord(geometry)) return { reason: 'is missing: where is it?' };
  const type = ownValue(geometry, 'type');
  if (type !== 'Point')
    return { reason: typeof type === 'string' ? `is a ${shown(type)}; only a Point is a place` : 'is none' };
  const coordinates = ownValue(geometry, 'coordinates');
  const [lon, lat]: unknown[] = Array.isArray(coordinates) ? coordinates : [];
  const isPosition =
    typeof lon === 'number' && typeof lat === 'number' && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return isPosition ? { lat, lon } : { reason: 'must be a Point of longitude and latitude in degrees' };
}
