import { FACT_IDS, type FactId, type FactUnit, factDefinition, isFactId } from '../places/fact-dictionary.ts';

/**
 * A listing as staff write it: texts by field name, as typed. A field that is empty is not there. What it would be as
 * a place is asked only when it is to be published, so a draft may hold what is not right yet.
 */
export type Fields = Readonly<Record<string, string>>;

/** More than anybody types into one field. What is published may hold less. */
export const MOST_TYPED = 10_000;

/** Nobody types the pictures: twelve of them, described in two languages. */
const MOST_IMAGES_TEXT = 40_000;

/** The first field that holds more than it may. */
export const tooLongField = (fields: Fields): string | undefined =>
  Object.keys(fields).find(
    (name) => (fields[name] ?? '').length > (name === 'images' ? MOST_IMAGES_TEXT : MOST_TYPED),
  );

/** Languages that the forms offer; other texts that a listing came with stay as they are. */
export const LISTING_LANGUAGES = ['en', 'gd'] as const;

/** Texts by language: `name_en`, `name_gd` … */
export const TEXT_FIELDS = ['name', 'description'] as const;

/** Everything but texts by language and facts. Names are those of the columns of the open data. */
export const PLAIN_FIELDS = [
  'kind',
  'slug',
  'latitude',
  'longitude',
  'street_address',
  'address_locality',
  'postal_code',
  'telephone',
  'email',
  'url',
  'opening_hours',
  'event_start',
  'event_end',
  'event_cancelled',
  'serves_cuisine',
  'free_of_charge',
  'keywords',
  'nearest_stop_id',
  'images',
  'source_name',
  'source_url',
  'source_licence',
  'invented',
] as const;
export type PlainField = (typeof PLAIN_FIELDS)[number];

const unitSuffix: Readonly<Record<FactUnit, string>> = { cm: 'cm', m: 'm', '%': 'percent', count: 'count' };

/** What is said of a fact besides its status, by the end of the field's name. */
export const FACT_PARTS = ['method', 'verified', 'review_by', 'disputed', 'source', 'source_url'] as const;
export type FactPart = (typeof FACT_PARTS)[number];

/** The field of a measure's value, such as `entranceDoorWidth_cm`; undefined for what is no measure. */
export function valueField(id: FactId): string | undefined {
  const { unit } = factDefinition(id);
  return unit && `${id}_${unitSuffix[unit]}`;
}

export const noteField = (id: FactId, language: string): string => `${id}_note_${language}`;
export const partField = (id: FactId, part: FactPart): string => `${id}_${part}`;

/** Keywords and cuisines are written with semicolons or in lines. */
export const listItems = (text: string): string[] =>
  text
    .split(/[;\r\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const plainFields: ReadonlySet<string> = new Set(PLAIN_FIELDS);
const factParts: ReadonlySet<string> = new Set(FACT_PARTS);

/** What one person changes as a whole: a fact with all that is said of it, or a field of its own. */
export type Unit = string;

const units = new Map<string, Unit | undefined>();

/** The unit that a field belongs to; undefined for what is no field of a listing. */
export function unitOf(field: string): Unit | undefined {
  if (units.has(field)) return units.get(field);
  const unit = findUnit(field);
  // An import asks for the same few names a million times; names from outside must not gather without end.
  if (units.size > 10_000) units.clear();
  units.set(field, unit);
  return unit;
}

function findUnit(field: string): Unit | undefined {
  if (plainFields.has(field)) return field;
  const [head = ''] = field.split('_', 1);
  const rest = field.slice(head.length + 1);
  if ((TEXT_FIELDS as readonly string[]).includes(head)) return LANGUAGE.test(rest) ? field : undefined;
  if (!isFactId(head)) return undefined;
  const isPart =
    field === head ||
    field === valueField(head) ||
    factParts.has(rest) ||
    (rest.startsWith('note_') && LANGUAGE.test(rest.slice('note_'.length)));
  return isPart ? head : undefined;
}

/** The fields that are there, by the unit that they belong to. */
export function fieldsByUnit(fields: Fields): ReadonlyMap<Unit, Fields> {
  const units = new Map<Unit, Record<string, string>>();
  for (const [name, value] of Object.entries(fields)) {
    const unit = unitOf(name);
    if (unit === undefined) continue;
    const known = units.get(unit);
    if (known) known[name] = value;
    else units.set(unit, { [name]: value });
  }
  return units;
}

/** Empty fields go, blanks at the ends go, and what is no field of a listing goes. */
export function tidied(fields: Fields): Fields {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    const text = value.replace(/\r\n?/g, '\n').trim();
    if (text !== '' && unitOf(name) !== undefined) kept[name] = text;
  }
  return kept;
}

const order: ReadonlyMap<string, number> = new Map(
  [...PLAIN_FIELDS, ...FACT_IDS].map((unit, index) => [unit, index]),
);

/** In the order of the forms, so that two who compare see the same order. */
export const inOrder = (units: Iterable<Unit>): Unit[] => {
  const rank = (unit: Unit) => order.get(unit) ?? -1;
  return [...new Set(units)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
};

const NOTHING: Fields = {};

export const isSame = (a: Fields = NOTHING, b: Fields = NOTHING): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

/** The units in which two listings differ. */
export function changedUnits(before: Fields, after: Fields): Unit[] {
  const [was, is] = [fieldsByUnit(before), fieldsByUnit(after)];
  return inOrder([...was.keys(), ...is.keys()]).filter((unit) => !isSame(was.get(unit), is.get(unit)));
}

/** `fields` with some units as `from` has them. */
export function withUnits(fields: Fields, units: Iterable<Unit>, from: Fields): Fields {
  const taken = new Set(units);
  const isTaken = ([name]: [string, string]) => taken.has(unitOf(name) ?? '');
  return Object.fromEntries([
    ...Object.entries(fields).filter((entry) => !isTaken(entry)),
    ...Object.entries(from).filter(isTaken),
  ]);
}
