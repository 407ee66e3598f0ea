import type { Place } from '../../domain/places/place.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { describeJson } from './describe-json.ts';
import { isRecord, type JsonRecord, ownValue } from './find-in-accessibility.ts';
import { type CollectionSource, originalIdOf, readPlainPlace } from './read-plain-place.ts';
import { checkPlace, type RecordFault } from './record-fault.ts';

/** Some hundred times what the demo's listings take up. */
export const MOST_BYTES = 16 * 1024 * 1024;
/** Of one place. It also keeps texts short enough for the patterns that they are held against. */
export const MOST_RECORD = 256 * 1024;

/** Each becomes an item, and a summary in every reader's memory. */
export const MOST_RECORDS = 20_000;

export interface RejectedRecord extends RecordFault {
  /** Position in the list, from 0. */
  readonly index: number;
  /** Of what has lines: where the record begins, from 1. */
  readonly line?: number | undefined;
  /** What the record calls itself. */
  readonly id: string | null;
}

export interface PlaceInfosRead {
  readonly places: Place[];
  readonly rejected: RejectedRecord[];
}

/**
 * Reads places out of A11yJSON: our own collection, a list of PlaceInfo objects, or a GeoJSON FeatureCollection with
 * A11yJSON in its properties, as accessibility.cloud has it. Where `xDigitalWelcome` is present it is the listing;
 * else one is made of what plain A11yJSON says. Contact details that are in no usable form are left out of such a
 * listing; a record that cannot be used otherwise is left out and listed.
 * @param now POSIX seconds; stands for the date of records without one
 * @throws DomainError `upstream` when the whole is none of those
 */
export function readPlaceInfos(
  data: Uint8Array | string,
  source: CollectionSource,
  now: number,
): PlaceInfosRead {
  const places: Place[] = [];
  const rejected: RejectedRecord[] = [];
  const ids = new Set<string>();
  const slugs = new Set<string>();
  const records = recordsOf(parse(data, source), source);
  if (records.length > MOST_RECORDS)
    throw new DomainError('upstream', `${source.name}: has more than ${MOST_RECORDS} records`);
  records.forEach((record, index) => {
    const read = readRecord(record, source, now, slugs);
    const fault =
      'fault' in read ? read.fault : (duplicateOf(read.place, ids, slugs) ?? futureFault(read.place, now));
    if (fault) rejected.push({ index, id: nameOf(record), field: fault.field, reason: fault.reason });
    if (fault || !('place' in read)) return;
    ids.add(read.place.id);
    slugs.add(read.place.slug);
    places.push(read.place);
  });
  return { places, rejected };
}

function parse(data: Uint8Array | string, { name }: CollectionSource): unknown {
  if (data.length > MOST_BYTES)
    throw new DomainError('upstream', `${name}: is larger than ${MOST_BYTES} bytes`, { length: data.length });
  const text = typeof data === 'string' ? data.replace(/^\uFEFF/, '') : decode(data, name);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const found =
      text.trim() === '' ? 'nothing' : `text that begins with ${JSON.stringify(text.slice(0, 20))}`;
    throw new DomainError('upstream', `${name}: JSON is needed, and this is ${found}`, {}, { cause });
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DomainError(
      'upstream',
      `${name}: JSON in UTF-8 is needed, and this is no UTF-8`,
      {},
      { cause },
    );
  }
}

function recordsOf(whole: unknown, { name }: CollectionSource): readonly unknown[] {
  if (Array.isArray(whole)) return whole;
  if (isRecord(whole)) {
    const placeInfos = ownValue(whole, 'placeInfos');
    if (Array.isArray(placeInfos)) return placeInfos;
    const features = ownValue(whole, 'features');
    if (ownValue(whole, 'type') === 'FeatureCollection' && Array.isArray(features)) return features;
  }
  throw new DomainError(
    'upstream',
    `${name}: a list of PlaceInfo objects, an object with placeInfos or a GeoJSON FeatureCollection is needed, ` +
      `and this is ${describeJson(whole)}`,
  );
}

type Read = { readonly place: Place } | { readonly fault: RecordFault };

function readRecord(
  record: unknown,
  source: CollectionSource,
  now: number,
  slugs: ReadonlySet<string>,
): Read {
  if (!isRecord(record)) return { fault: { field: 'record', reason: 'must be an object' } };
  const tooLarge = sizeFault(record);
  if (tooLarge) return { fault: tooLarge };
  const properties = ownValue(record, 'properties');
  if (!isRecord(properties)) return { fault: { field: 'properties', reason: 'must be an object' } };
  const position = positionOf(ownValue(record, 'geometry'));
  if (!position) return { fault: { field: 'geometry', reason: 'must be a Point of longitude and latitude' } };
  if (!Object.hasOwn(properties, 'xDigitalWelcome')) {
    const plain = readPlainPlace(properties, position, source, now);
    return checkPlain(slugs.has(plain.slug) ? { ...plain, slug: plain.id } : plain);
  }
  const own = ownValue(properties, 'xDigitalWelcome');
  if (!isRecord(own)) return { fault: { field: 'xDigitalWelcome', reason: 'must be an object' } };
  return checkPlace({ ...own, ...position });
}

function sizeFault(record: JsonRecord): RecordFault | undefined {
  try {
    if (JSON.stringify(record).length <= MOST_RECORD) return undefined;
    return { field: 'record', reason: `is larger than ${MOST_RECORD} characters` };
  } catch {
    return { field: 'record', reason: 'is nested too deep' };
  }
}

function positionOf(geometry: unknown): Pick<Place, 'lat' | 'lon'> | undefined {
  if (!isRecord(geometry) || ownValue(geometry, 'type') !== 'Point') return undefined;
  const coordinates = ownValue(geometry, 'coordinates');
  const [lon, lat]: unknown[] = Array.isArray(coordinates) ? coordinates : [];
  return typeof lon === 'number' && typeof lat === 'number' ? { lat, lon } : undefined;
}

/** What a listing can do without when a feed writes it in a way of its own. */
const dispensable: ReadonlySet<PropertyKey> = new Set<keyof Place>([
  'streetAddress',
  'addressLocality',
  'postalCode',
  'telephone',
  'email',
  'url',
]);

function checkPlain(place: Place): Read {
  const said = Object.entries(place).filter(([, value]) => value !== undefined);
  const checked = checkPlace(Object.fromEntries(said));
  if ('place' in checked) return checked;
  const fields = checked.issues.map(({ path }) => path[0] ?? '');
  if (!fields.every((field) => dispensable.has(field))) return checked;
  return checkPlace(Object.fromEntries(said.filter(([field]) => !fields.includes(field))));
}

function duplicateOf(
  place: Place,
  ids: ReadonlySet<string>,
  slugs: ReadonlySet<string>,
): RecordFault | undefined {
  if (ids.has(place.id)) return { field: 'id', reason: `${place.id} is the id of a record before it` };
  if (slugs.has(place.slug))
    return { field: 'slug', reason: `${place.slug} is the slug of a record before it` };
  return undefined;
}

/** A check that lies ahead is a mistyped one, and would outlive every true one. A day's grace for other zones. */
function futureFault({ facts }: Place, now: number): RecordFault | undefined {
  const tomorrow = new Date((now + 86_400) * 1000).toISOString().slice(0, 10);
  const ahead = Object.entries(facts).find(
    ([, { verified }]) => verified !== undefined && verified > tomorrow,
  );
  return ahead && { field: `facts.${ahead[0]}.verified`, reason: 'lies in the future' };
}

function nameOf(record: unknown): string | null {
  const properties = isRecord(record) ? ownValue(record, 'properties') : undefined;
  if (!isRecord(properties)) return null;
  const own = ownValue(properties, 'xDigitalWelcome');
  const id = isRecord(own) ? ownValue(own, 'id') : undefined;
  return (typeof id === 'string' ? id : originalIdOf(properties))?.slice(0, 80) ?? null;
}
