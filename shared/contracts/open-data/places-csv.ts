import { stringify } from 'csv-stringify/sync';
import type { Texts } from '../../domain/places/fact.ts';
import { FACT_IDS, type FactUnit, factDefinition } from '../../domain/places/fact-dictionary.ts';
import { factOf, type Place } from '../../domain/places/place.ts';

type Cell = string | number | undefined;
type Column = readonly [name: string, cellOf: (place: Place) => Cell];

/** A blank cell would be read as no. */
const answer = (value: boolean | undefined): string =>
  value === undefined ? 'unknown' : value ? 'yes' : 'no';

const mainLanguage = (texts: Texts): string =>
  texts.en === undefined ? (Object.keys(texts)[0] ?? '') : 'en';

const textColumns = (name: 'name' | 'description'): Column[] => [
  [name, (place) => place[name][mainLanguage(place[name])]],
  [`${name}_language`, (place) => mainLanguage(place[name])],
  [`${name}_gd`, (place) => place[name].gd],
];

const unitSuffix: Readonly<Record<FactUnit, string>> = { cm: 'cm', m: 'm', '%': 'percent', count: 'count' };

const factColumns = FACT_IDS.flatMap((id): Column[] => {
  const { unit } = factDefinition(id);
  const measure: Column[] = unit
    ? [[`${id}_${unitSuffix[unit]}`, ({ facts }) => factOf(facts, id).value]]
    : [];
  return [
    [id, ({ facts }) => factOf(facts, id).status],
    ...measure,
    [`${id}_verified`, ({ facts }) => factOf(facts, id).verified],
  ];
});

const columns: readonly Column[] = [
  ['id', ({ id }) => id],
  ['slug', ({ slug }) => slug],
  ['kind', ({ kind }) => kind],
  ...textColumns('name'),
  ...textColumns('description'),
  ['latitude', ({ lat }) => lat],
  ['longitude', ({ lon }) => lon],
  ['street_address', ({ streetAddress }) => streetAddress],
  ['address_locality', ({ addressLocality }) => addressLocality],
  ['postal_code', ({ postalCode }) => postalCode],
  ['telephone', ({ telephone }) => telephone],
  ['email', ({ email }) => email],
  ['url', ({ url }) => url],
  ['opening_hours', ({ openingHours }) => openingHours],
  ['event_start', ({ event }) => event?.startDate],
  ['event_end', ({ event }) => event?.endDate],
  ['event_cancelled', ({ event }) => event && answer(event.cancelled ?? false)],
  ['serves_cuisine', ({ servesCuisine }) => servesCuisine?.join('; ')],
  ['free_of_charge', ({ isAccessibleForFree }) => answer(isAccessibleForFree)],
  ['keywords', ({ keywords }) => keywords?.join('; ')],
  ['nearest_stop_id', ({ nearestStopId }) => nearestStopId],
  ['source_name', ({ source }) => source.name],
  ['source_url', ({ source }) => source.url],
  ['source_licence', ({ source }) => source.licence],
  ['invented', ({ invented }) => answer(invented ?? false)],
  ['date_modified', ({ dateModified }) => dateModified],
  ...factColumns,
];

export const PLACES_CSV_COLUMNS: readonly string[] = columns.map(([name]) => name);

/**
 * Listings as CSV (RFC 4180), a row each, always the same columns. `<fact>` is its status and never blank,
 * `<fact>_<unit>` its measure, `<fact>_verified` the day of the last check. For spreadsheets it is UTF-8 with a byte
 * order mark, and a text that they would take for a formula has an apostrophe before it.
 */
export const placesCsv = (places: readonly Place[]): string =>
  stringify(
    places.map((place) => columns.map(([, cellOf]) => cellOf(place))),
    {
      bom: true,
      header: true,
      columns: [...PLACES_CSV_COLUMNS],
      record_delimiter: 'windows',
      escape_formulas: true,
      // Blanks at the ends and lone line ends are otherwise lost on many readers.
      quoted_match: /^\s|\s$|[\r\n]/,
    },
  );
