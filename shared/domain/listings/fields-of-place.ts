import type { Fact, Texts } from '../places/fact.ts';
import type { FactId } from '../places/fact-dictionary.ts';
import type { Place } from '../places/place.ts';
import {
  type Fields,
  listItems,
  noteField,
  type PlainField,
  partField,
  tidied,
  valueField,
} from './listing-fields.ts';

const listed = (texts: readonly string[] | undefined) => texts?.flatMap(listItems).join('; ');

/** yes, no, or nothing where nobody has said. */
const answer = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'yes' : 'no');

/** As JSON in which the order of properties says nothing: the same pictures are the same text. */
export const imagesText = (images: Place['images']): string =>
  JSON.stringify(images, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

function plainFieldsOf(place: Place): Readonly<Record<PlainField, string | undefined>> {
  return {
    kind: place.kind,
    slug: place.slug,
    latitude: String(place.lat),
    longitude: String(place.lon),
    street_address: place.streetAddress,
    address_locality: place.addressLocality,
    postal_code: place.postalCode,
    telephone: place.telephone,
    email: place.email,
    url: place.url,
    opening_hours: place.openingHours,
    event_start: place.event?.startDate,
    event_end: place.event?.endDate,
    event_cancelled: place.event?.cancelled ? 'yes' : undefined,
    serves_cuisine: listed(place.servesCuisine),
    free_of_charge: answer(place.isAccessibleForFree),
    keywords: listed(place.keywords),
    nearest_stop_id: place.nearestStopId,
    images: place.images?.length ? imagesText(place.images) : undefined,
    source_name: place.source.name,
    source_url: place.source.url,
    source_licence: place.source.licence,
    invented: place.invented ? 'yes' : undefined,
  };
}

const byLanguage = (name: string, texts: Texts) =>
  Object.entries(texts).map(([language, text]) => [`${name}_${language}`, text] as const);

function factFields(id: FactId, fact: Fact): (readonly [string, string | undefined])[] {
  const value = valueField(id);
  return [
    [id, fact.status === 'unknown' ? undefined : fact.status],
    ...(value ? [[value, fact.value === undefined ? undefined : String(fact.value)] as const] : []),
    ...Object.entries(fact.note ?? {}).map(([language, text]) => [noteField(id, language), text] as const),
    [partField(id, 'method'), fact.method],
    [partField(id, 'verified'), fact.verified],
    [partField(id, 'review_by'), fact.reviewBy],
    [partField(id, 'disputed'), fact.disputed ? 'yes' : undefined],
    [partField(id, 'source'), fact.source?.name],
    [partField(id, 'source_url'), fact.source?.url],
  ];
}

/** A published place as staff edit it. Read back, it is the same place. */
export function fieldsOf(place: Place): Fields {
  const facts = Object.entries(place.facts) as [FactId, Fact][];
  const fields = [
    ...Object.entries(plainFieldsOf(place)),
    ...byLanguage('name', place.name),
    ...byLanguage('description', place.description),
    ...facts.flatMap(([id, fact]) => factFields(id, fact)),
  ];
  return tidied(Object.fromEntries(fields.map(([name, value]) => [name, value ?? ''])));
}
