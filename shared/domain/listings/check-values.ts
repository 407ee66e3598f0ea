import { FACT_METHODS, FACT_STATUSES } from '../places/fact.ts';
import { FACT_IDS, type FactId, factDefinition, isFactId } from '../places/fact-dictionary.ts';
import { fromDays, toDays } from '../places/opening-calendar.ts';
import { PLACE_KINDS } from '../places/place.ts';
import type { FieldFault } from './import-row.ts';
import { FACT_PARTS, type Fields, partField, unitOf, valueField } from './listing-fields.ts';
import { asDay } from './local-instant.ts';

/** Longest text that any field of a listing may hold. */
const MOST_FIELD = 5_000;

type Checked = { readonly value: string } | { readonly reason: string };
/** `latest` is the last day on which somebody can have checked something. */
type Check = (text: string, latest: string) => Checked;

/** Blank or the word alone: nobody has said. */
const isNothing = (text: string): boolean => /^(unknown)?$/i.test(text.trim());

const refuse = (reason: string): Checked => ({ reason });
const token = (text: string) => text.toLowerCase().replace(/[\s_]+/g, '-');

const oneOf =
  (values: readonly string[]): Check =>
  (text) =>
    values.includes(token(text)) ? { value: token(text) } : refuse(`must be one of ${values.join(', ')}`);

const answers: ReadonlyMap<string, string> = new Map([
  ...['yes', 'y', 'true'].map((word) => [word, 'yes'] as const),
  ...['no', 'n', 'false'].map((word) => [word, 'no'] as const),
]);

const answer: Check = (text) => {
  const value = answers.get(token(text));
  return value === undefined ? refuse('must be yes or no') : { value };
};

const isStatus = oneOf(FACT_STATUSES);

const status: Check = (text, latest) => {
  const word = token(text);
  if (word === 'n/a') return { value: 'not-applicable' };
  return isStatus(answers.get(word) ?? word, latest);
};

const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

const number =
  (least: number, most: number, unit = ''): Check =>
  (text) => {
    if (!NUMBER.test(text)) return refuse('is no number');
    const value = Number(text);
    return value >= least && value <= most
      ? { value: text }
      : refuse(`must be from ${least} to ${most}${unit && ` ${unit}`}`);
  };

const day: Check = (text) => {
  const value = asDay(text);
  return value === undefined ? refuse('is no day, such as 2026-03-27 or 27/3/2026') : { value };
};

/** A check that lies ahead is a mistyped one, and would outlive every true one. */
const checkedDay: Check = (text, latest) => {
  const checked = day(text, latest);
  const isAhead = 'value' in checked && checked.value > latest;
  return isAhead ? refuse('lies in the future') : checked;
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const DAY_AND_TIME = /^(\S{8,10})[T ,]{1,2}([01]?\d|2[0-3]):([0-5]\d)(:\d{2})?$/;

const time: Check = (text) => {
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return { value: text };
  const [, date = '', hours = '', minutes] = DAY_AND_TIME.exec(text) ?? [];
  const on = asDay(date);
  if (on === undefined) return refuse('is no time, such as 2026-03-27 19:30 or 27/3/2026 19:30');
  return { value: `${on} ${hours.padStart(2, '0')}:${minutes}` };
};

const slug: Check = (text) => {
  const value = text.toLowerCase();
  return value.length <= 100 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value)
    ? { value }
    : refuse('must be letters a to z and digits with single hyphens between them');
};

const plainChecks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['kind', oneOf(PLACE_KINDS)],
  ['slug', slug],
  ['latitude', number(-90, 90)],
  ['longitude', number(-180, 180)],
  ['event_start', time],
  ['event_end', time],
  ['event_cancelled', answer],
  ['free_of_charge', answer],
  ['invented', answer],
]);

const partChecks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['method', oneOf(FACT_METHODS)],
  ['verified', checkedDay],
  ['review_by', day],
  ['disputed', answer],
]);

function measure(id: FactId): Check {
  const { unit = '', most = Number.MAX_SAFE_INTEGER } = factDefinition(id);
  return number(0, most, unit);
}

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...plainChecks,
  ...FACT_IDS.flatMap((id): [string, Check][] => {
    const value = valueField(id);
    return [
      [id, status],
      ...(value === undefined ? [] : [[value, measure(id)] as [string, Check]]),
      ...FACT_PARTS.flatMap((part): [string, Check][] => {
        const check = partChecks.get(part);
        return check ? [[partField(id, part), check]] : [];
      }),
    ];
  }),
]);

const numbers: ReadonlySet<string> = new Set([
  'latitude',
  'longitude',
  ...FACT_IDS.flatMap((id) => valueField(id) ?? []),
]);

/** A value as listings keep it, or why it cannot be what it should be. What only publication asks is not asked. */
function checkValue(field: string, text: string, latest: string): Checked {
  if (text.length > MOST_FIELD) return refuse(`is longer than ${MOST_FIELD} characters`);
  return checks.get(field)?.(text, latest) ?? { value: text };
}

const times: ReadonlySet<string> = new Set(['event_start', 'event_end']);

/** Whether two texts of a field mean the same: 80 and 80.0 do. */
export function isSameValue(field: string, a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (numbers.has(field)) return NUMBER.test(a) && NUMBER.test(b) && Number(a) === Number(b);
  return times.has(field) && INSTANT.test(a) && INSTANT.test(b) && Date.parse(a) === Date.parse(b);
}

export interface CheckedFields {
  /** What the row says, as listings keep it. A fact that it calls unknown is there as unknown. */
  readonly said: Fields;
  readonly faults: readonly FieldFault[];
}

/** What a row says. What the listing says already, word for word, is not looked at again. */
export function checkValues(fields: Fields, today: string, known: Fields = {}): CheckedFields {
  const said: Record<string, string> = {};
  const faults: FieldFault[] = [];
  // A day's grace for who lives further east.
  const latest = fromDays(toDays(today) + 1);
  for (const [field, given] of Object.entries(fields)) {
    if (unitOf(field) === undefined) continue;
    if (isNothing(given)) {
      if (given.trim() !== '' && isFactId(field)) said[field] = 'unknown';
      continue;
    }
    const text = given.replace(/\r\n?/g, '\n').trim();
    const checked = text === known[field] ? { value: text } : checkValue(field, text, latest);
    if ('value' in checked) said[field] = checked.value;
    else faults.push({ field, reason: checked.reason });
  }
  return { said, faults };
}
