import {
  type Fields,
  fieldsByUnit,
  listItems,
  noteField,
  partField,
  TEXT_FIELDS,
  valueField,
} from '../domain/listings/listing-fields.ts';
import { localInstant } from '../domain/listings/local-instant.ts';
import type { Fact } from '../domain/places/fact.ts';
import { FACT_IDS, type FactId } from '../domain/places/fact-dictionary.ts';
import type { Place } from '../domain/places/place.ts';
import { placeSchema } from './place-schema.ts';

/** What keeps a listing from being published: the field, and what to do about it. */
export interface ListingProblem {
  readonly field: string;
  /** Why, as the schema says it; null where something that has to be there is missing. */
  readonly reason: string | null;
}

export interface ListingContext {
  readonly id: string;
  /** Times without an offset are meant in it. */
  readonly timeZone: string;
  /** ISO 8601; when the listing was last changed. */
  readonly dateModified: string;
  /** Of what names no source of its own. */
  readonly source: Place['source'];
}

export type ReadListing =
  | { readonly place: Place; readonly problems?: undefined }
  | { readonly problems: readonly ListingProblem[]; readonly place?: undefined };

const REQUIRED = ['name_en', 'kind', 'slug', 'latitude', 'longitude'] as const;

/** The place that a listing would be once it is published; or everything that keeps it from being one. */
export function readListing(fields: Fields, context: ListingContext): ReadListing {
  const problems: ListingProblem[] = [];
  const isNamed = Object.keys(fields).some((name) => name.startsWith('name_'));
  for (const field of REQUIRED) {
    if (fields[field] === undefined && !(field === 'name_en' && isNamed))
      problems.push({ field, reason: null });
  }
  for (const id of FACT_IDS) {
    if (fields[id] === 'partial' && !hasNote(fields, id))
      problems.push({ field: noteField(id, 'en'), reason: null });
  }
  const missing = new Set(problems.map(({ field }) => field));
  const parsed = placeSchema.safeParse(candidateOf(fields, context));
  if (parsed.success && problems.length === 0) return { place: parsed.data };
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = fieldAt(path, fields);
    if (!missing.has(field)) problems.push({ field, reason: message });
  }
  return { problems };
}

const hasNote = (fields: Fields, id: FactId) =>
  Object.keys(fields).some((name) => name.startsWith(`${id}_note_`));

/** Texts by language, of the fields `name_en`, `name_gd` … */
function textsOf(fields: Fields, head: string): Readonly<Record<string, string>> {
  const start = `${head}_`;
  const named = Object.entries(fields).filter(([name]) => name.startsWith(start));
  return Object.fromEntries(named.map(([name, text]) => [name.slice(start.length), text]));
}

/** What is no number stays the text it is, for the schema to refuse. */
const numberOf = (text: string | undefined) => {
  if (text === undefined) return undefined;
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
};
const answerOf = (text: string | undefined) =>
  text === 'yes' ? true : text === 'no' ? false : text === undefined || text === 'unknown' ? undefined : text;
/** What is no JSON stays the text it is, for the schema to refuse. */
const jsonOf = (text: string | undefined): unknown => {
  try {
    return text && JSON.parse(text);
  } catch {
    return text;
  }
};
const listOf = (text: string | undefined) => text && listItems(text);

function factOf(fields: Fields | undefined, id: FactId): unknown {
  if (!fields) return undefined;
  const value = valueField(id);
  const note = textsOf(fields, `${id}_note`);
  const [source, url] = [fields[partField(id, 'source')], fields[partField(id, 'source_url')]];
  return {
    status: fields[id] ?? 'unknown',
    value: value && numberOf(fields[value]),
    ...(Object.keys(note).length > 0 && { note }),
    ...(source !== undefined && { source: { name: source, url } }),
    method: fields[partField(id, 'method')],
    verified: fields[partField(id, 'verified')],
    reviewBy: fields[partField(id, 'review_by')],
    disputed: answerOf(fields[partField(id, 'disputed')]),
  } satisfies Partial<Record<keyof Fact, unknown>>;
}

function candidateOf(fields: Fields, { id, timeZone, dateModified, source }: ListingContext): unknown {
  const instant = (text: string | undefined) => text && (localInstant(text, timeZone) ?? text);
  const isEvent =
    fields.kind === 'event' || fields.event_start !== undefined || fields.event_end !== undefined;
  const units = fieldsByUnit(fields);
  const facts = FACT_IDS.flatMap((fact) => {
    const said = factOf(units.get(fact), fact);
    return said === undefined ? [] : [[fact, said] as const];
  });
  const candidate: Record<keyof Place, unknown> = {
    id,
    slug: fields.slug,
    kind: fields.kind,
    name: textsOf(fields, 'name'),
    description: textsOf(fields, 'description'),
    lat: numberOf(fields.latitude),
    lon: numberOf(fields.longitude),
    streetAddress: fields.street_address,
    addressLocality: fields.address_locality,
    postalCode: fields.postal_code,
    telephone: fields.telephone,
    email: fields.email,
    url: fields.url,
    openingHours: fields.opening_hours,
    event: isEvent
      ? {
          startDate: instant(fields.event_start),
          endDate: instant(fields.event_end),
          cancelled: answerOf(fields.event_cancelled),
        }
      : undefined,
    servesCuisine: listOf(fields.serves_cuisine),
    isAccessibleForFree: answerOf(fields.free_of_charge),
    keywords: listOf(fields.keywords),
    nearestStopId: fields.nearest_stop_id,
    facts: Object.fromEntries(facts),
    images: jsonOf(fields.images),
    source:
      fields.source_name === undefined
        ? source
        : {
            name: fields.source_name,
            url: fields.source_url,
            licence: fields.source_licence ?? source.licence,
          },
    invented: answerOf(fields.invented),
    dateModified,
  };
  return withoutUndefined(candidate);
}

/** JSON knows no undefined, and neither does what is stored. */
const withoutUndefined = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const fieldOfProperty: Readonly<Record<string, string>> = {
  lat: 'latitude',
  lon: 'longitude',
  streetAddress: 'street_address',
  addressLocality: 'address_locality',
  postalCode: 'postal_code',
  openingHours: 'opening_hours',
  servesCuisine: 'serves_cuisine',
  isAccessibleForFree: 'free_of_charge',
  nearestStopId: 'nearest_stop_id',
};
const eventFields: Readonly<Record<string, string>> = {
  startDate: 'event_start',
  endDate: 'event_end',
  cancelled: 'event_cancelled',
};

/** The field that an issue of the schema speaks of. */
function fieldAt(path: readonly PropertyKey[], fields: Fields): string {
  const [head = '', next, part, language] = path.map(String);
  if ((TEXT_FIELDS as readonly string[]).includes(head)) return `${head}_${next ?? 'en'}`;
  if (head === 'event') return eventFields[next ?? ''] ?? 'event_end';
  if (head === 'source') return `source_${next ?? 'name'}`;
  if (head === 'facts' && next) return factFieldAt(next as FactId, part, language, fields);
  return fieldOfProperty[head] ?? head;
}

function factFieldAt(
  id: FactId,
  part: string | undefined,
  language: string | undefined,
  fields: Fields,
): string {
  if (part === 'note') return noteField(id, language ?? 'en');
  if (part === 'source') return partField(id, language === 'url' ? 'source_url' : 'source');
  if (part === 'reviewBy') return partField(id, 'review_by');
  if (part === 'method' || part === 'verified' || part === 'disputed') return partField(id, part);
  if (part === 'status') return id;
  // Of the fact as a whole: a value that is out of range, or is missing, or should not be there.
  const value = valueField(id);
  return value !== undefined && (fields[value] !== undefined || fields[id] === 'yes') ? value : id;
}
