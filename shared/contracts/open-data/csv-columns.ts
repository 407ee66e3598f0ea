import { type FactPart, valueField } from '../../domain/listings/listing-fields.ts';
import { FACT_METHODS, FACT_STATUSES, type Fact, type Texts } from '../../domain/places/fact.ts';
import { FACT_IDS, type FactId } from '../../domain/places/fact-dictionary.ts';
import { factOf, PLACE_KINDS, type Place } from '../../domain/places/place.ts';

export type Cell = string | number | undefined;

export interface CsvColumn {
  readonly name: string;
  /** What is in it, for people. */
  readonly description: string;
  /** A type of CSV on the Web, or the words that there are. */
  readonly datatype: 'string' | 'number' | 'date' | 'datetime' | readonly string[];
  /** Its cells are never blank. */
  readonly required?: true;
  /** Between several values. */
  readonly separator?: string;
  /** BCP 47: of all its texts. What is said in other languages stands in the other files. */
  readonly lang?: string;
  /** The fact whose status it is. */
  readonly fact?: FactId;
  readonly cellOf: (place: Place) => Cell;
}

const YES_OR_NO = ['yes', 'no'] as const;
const SEPARATOR = '; ';

/** A blank cell would be read as no. */
const answer = (value: boolean | undefined): string =>
  value === undefined ? 'unknown' : value ? 'yes' : 'no';

const mainLanguage = (texts: Texts): string =>
  texts.en === undefined ? (Object.keys(texts)[0] ?? '') : 'en';
const mainText = (texts: Texts): string | undefined => texts[mainLanguage(texts)];

/** The seconds, which a time of CSV on the Web has to have. */
const instant = (text: string | undefined) => text?.replace(/T\d\d:\d\d(?=[Z+-])/, '$&:00');

const text = (name: string, description: string, cellOf: CsvColumn['cellOf']): CsvColumn => ({
  name,
  description,
  datatype: 'string',
  cellOf,
});
const must = (column: CsvColumn): CsvColumn => ({ ...column, required: true });

const textColumns = (name: 'name' | 'description'): CsvColumn[] => [
  text(name, `The ${name} in English, else in the first language that it is in.`, (place) =>
    mainText(place[name]),
  ),
  text(`${name}_language`, `BCP 47 language of the ${name}.`, (place) => mainLanguage(place[name])),
  { ...text(`${name}_gd`, `The ${name} in Gaelic.`, (place) => place[name].gd), lang: 'gd' },
];

const [name, nameLanguage, ...otherNames] = textColumns('name') as [CsvColumn, CsvColumn, CsvColumn];

function factColumns(id: FactId): CsvColumn[] {
  const measure = valueField(id);
  const column = (
    name: string,
    description: string,
    datatype: CsvColumn['datatype'],
    cellOf: (fact: Fact) => Cell,
  ): CsvColumn => ({ name, description, datatype, cellOf: ({ facts }) => cellOf(factOf(facts, id)) });
  const part = (
    end: FactPart | 'note',
    description: string,
    datatype: CsvColumn['datatype'],
    cellOf: (fact: Fact) => Cell,
  ) => column(`${id}_${end}`, description, datatype, cellOf);
  const status = column(id, 'What is known of it; unknown is no no.', FACT_STATUSES, (fact) => fact.status);
  const disputed = 'Whether a visitor has said otherwise and nobody has looked since.';
  return [
    { ...must(status), fact: id },
    ...(measure ? [column(measure, 'Its measure.', 'number', ({ value }) => value)] : []),
    { ...part('note', 'A note on it in English.', 'string', ({ note }) => note?.en), lang: 'en' },
    part('method', 'How it came to be known.', FACT_METHODS, ({ method }) => method),
    part('verified', 'The day on which somebody last made sure.', 'date', ({ verified }) => verified),
    part('review_by', 'From this day on it counts as old.', 'date', ({ reviewBy }) => reviewBy),
    must(part('disputed', disputed, YES_OR_NO, (fact) => answer(fact.disputed ?? false))),
  ];
}

/** In this order. A reader goes by the names. */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  must(text('id', 'Never changes, never is used for another place.', ({ id }) => id)),
  must(text('slug', 'In the address of its page.', ({ slug }) => slug)),
  must({
    name: 'kind',
    description: 'What it is.',
    datatype: PLACE_KINDS,
    cellOf: ({ kind }) => kind,
  }),
  must(name),
  must(nameLanguage),
  ...otherNames,
  ...textColumns('description'),
  must({ name: 'latitude', description: 'WGS 84.', datatype: 'number', cellOf: ({ lat }) => lat }),
  must({ name: 'longitude', description: 'WGS 84.', datatype: 'number', cellOf: ({ lon }) => lon }),
  text('street_address', 'Street and number.', ({ streetAddress }) => streetAddress),
  text('address_locality', 'Town or village.', ({ addressLocality }) => addressLocality),
  text('postal_code', 'Postcode.', ({ postalCode }) => postalCode),
  text('telephone', 'Telephone number.', ({ telephone }) => telephone),
  text('email', 'E-mail address.', ({ email }) => email),
  text('url', 'Its own website.', ({ url }) => url),
  text(
    'opening_hours',
    "OpenStreetMap's opening_hours; blank is not known.",
    ({ openingHours }) => openingHours,
  ),
  {
    name: 'event_start',
    description: 'When an event begins.',
    datatype: 'datetime',
    cellOf: ({ event }) => instant(event?.startDate),
  },
  {
    name: 'event_end',
    description: 'When an event ends.',
    datatype: 'datetime',
    cellOf: ({ event }) => instant(event?.endDate),
  },
  {
    name: 'event_cancelled',
    description: 'Whether an event is called off; blank where there is none.',
    datatype: YES_OR_NO,
    cellOf: ({ event }) => event && answer(event.cancelled ?? false),
  },
  {
    ...text('serves_cuisine', 'What there is to eat.', ({ servesCuisine }) => servesCuisine?.join(SEPARATOR)),
    separator: SEPARATOR,
  },
  must({
    name: 'free_of_charge',
    description: 'Whether going in costs nothing.',
    datatype: [...YES_OR_NO, 'unknown'],
    cellOf: ({ isAccessibleForFree }) => answer(isAccessibleForFree),
  }),
  { ...text('keywords', 'Keywords.', ({ keywords }) => keywords?.join(SEPARATOR)), separator: SEPARATOR },
  text(
    'nearest_stop_id',
    'ATCO code or GTFS stop_id of the stop for it.',
    ({ nearestStopId }) => nearestStopId,
  ),
  must(text('source_name', 'Where the listing comes from.', ({ source }) => source.name)),
  text('source_url', 'Address of the source.', ({ source }) => source.url),
  must(text('source_licence', 'SPDX name of the licence of the listing.', ({ source }) => source.licence)),
  must({
    name: 'invented',
    description: 'Whether it is made up, for demonstration.',
    datatype: YES_OR_NO,
    cellOf: ({ invented }) => answer(invented ?? false),
  }),
  must({
    name: 'date_modified',
    description: 'When anything of the listing was last changed.',
    datatype: 'datetime',
    cellOf: ({ dateModified }) => instant(dateModified),
  }),
  ...FACT_IDS.flatMap(factColumns),
];
