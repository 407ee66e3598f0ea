import { type Fields, tidied, unitOf } from '../../domain/listings/listing-fields.ts';
import { toDays } from '../../domain/places/opening-calendar.ts';
import { type CalendarSpan, type CalendarTime, instantAt, inZone } from './calendar-time.ts';
import {
  type CalendarProperty,
  nameOfLine,
  PropertyFault,
  readProperty,
  textOf,
  timesOf,
  type ZoneFinder,
} from './read-property.ts';
import { type RecurrenceRule, recurrenceRuleOf } from './recurrence-rule.ts';
import type { CalendarComponent } from './split-components.ts';

/** An event of a calendar; of one that recurs, the series or one time of it that is otherwise. */
export interface CalendarEvent {
  readonly line: number;
  readonly uid: string;
  readonly sequence: number;
  readonly start: CalendarTime;
  readonly span: CalendarSpan;
  /** All of them together. */
  readonly rules: readonly RecurrenceRule[];
  readonly alsoOn: readonly CalendarTime[];
  readonly notOn: readonly CalendarTime[];
  /** Which time of the series it stands for; undefined: it is the series, or happens once. */
  readonly instead: CalendarTime | undefined;
  /** It stands for all later times as well. */
  readonly isFromThenOn: boolean;
  /** All but its times. */
  readonly fields: Fields;
}

/** Whose other properties nobody reads: who is invited is no business of visitors. */
const READ = [
  'class',
  'description',
  'dtend',
  'dtstart',
  'duration',
  'exdate',
  'geo',
  'location',
  'rdate',
  'recurrence-id',
  'rrule',
  'sequence',
  'status',
  'summary',
  'uid',
  'url',
] as const;
type PropertyName = (typeof READ)[number];
type Properties = ReadonlyMap<string, readonly CalendarProperty[]>;

function propertiesOf({ lines }: CalendarComponent): Properties {
  const properties = new Map<string, CalendarProperty[]>();
  for (const content of lines) {
    const name = nameOfLine(content);
    if (name === undefined)
      throw new PropertyFault(
        'line',
        `line ${content.line} is no property, nor does it go on with the one before`,
      );
    if (!(READ as readonly string[]).includes(name)) continue;
    const known = properties.get(name) ?? [];
    known.push(readProperty(content));
    properties.set(name, known);
  }
  return properties;
}

/** What a record that is at fault is called by, and the time of a series that it stands for, as far as can be read. */
export function identityOf({ lines }: CalendarComponent, zoneOf: ZoneFinder) {
  const find = (name: PropertyName) => lines.find((content) => nameOfLine(content) === name);
  const [uid, instead] = [find('uid'), find('recurrence-id')];
  return {
    uid: attempt(() => uid && textOf(readProperty(uid))),
    instead: attempt(() => instead && timesOf('recurrence-id', readProperty(instead), zoneOf)[0]),
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PropertyFault) return undefined;
    throw error;
  }
}

const DURATION = /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/;

/** @throws PropertyFault where it does not say when it ends, or ends before it starts */
function spanOf(
  start: CalendarTime,
  one: (name: PropertyName) => CalendarProperty | undefined,
  zoneOf: ZoneFinder,
) {
  const end = one('dtend');
  const duration = one('duration');
  const isWhole = start.second === null;
  if (end) {
    const [until] = timesOf('dtend', end, zoneOf);
    if (!until || (until.second === null) !== isWhole)
      throw new PropertyFault('dtend', 'is not of the kind of dtstart');
    // A day that it gives as the last is the first on which it is over; many write one day too few.
    if (isWhole) return { days: Math.max(1, toDays(until.date) - toDays(start.date)), seconds: 0 };
    const seconds = instantAt(until) - instantAt(start);
    if (seconds <= 0) throw new PropertyFault('dtend', 'is not after dtstart');
    return { days: 0, seconds };
  }
  if (!duration) {
    if (isWhole) return { days: 1, seconds: 0 };
    throw new PropertyFault('dtend', 'is missing: when does it end?');
  }
  const [found, ...parts] = DURATION.exec(duration.raw) ?? [];
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  const span = { days: weeks * 7 + days, seconds: hours * 3600 + minutes * 60 + seconds };
  if (found === undefined || span.days + span.seconds === 0 || (isWhole && span.seconds > 0))
    throw new PropertyFault('duration', 'is no time that the event can take');
  return span;
}

function positionOf(geo: CalendarProperty | undefined): Fields {
  if (!geo) return {};
  const [, latitude, longitude] =
    /^([+-]?\d{1,3}(?:\.\d+)?)\s*;\s*([+-]?\d{1,3}(?:\.\d+)?)$/.exec(geo.raw) ?? [];
  if (
    latitude === undefined ||
    longitude === undefined ||
    Math.abs(Number(latitude)) > 90 ||
    Math.abs(Number(longitude)) > 180
  )
    throw new PropertyFault('geo', 'must be latitude;longitude in degrees');
  return { latitude, longitude };
}

/** Texts are English where they do not say otherwise. */
function textField(head: 'name' | 'description', property: CalendarProperty | undefined): Fields {
  if (!property) return {};
  const { language } = property.parameters;
  const field = `${head}_${typeof language === 'string' ? language.replace(/^[A-Za-z]+/, (tag) => tag.toLowerCase()) : 'en'}`;
  return { [unitOf(field) === undefined ? `${head}_en` : field]: textOf(property) };
}

function fieldsOf(one: (name: PropertyName) => CalendarProperty | undefined): Fields {
  const url = one('url');
  const location = one('location');
  const status = one('status');
  const fields = tidied({
    kind: 'event',
    ...textField('name', one('summary')),
    ...textField('description', one('description')),
    street_address: location ? textOf(location).replace(/\s*[\r\n]+\s*/g, ', ') : '',
    url: url ? textOf(url) : '',
    ...positionOf(one('geo')),
    event_cancelled: status && textOf(status).toUpperCase() === 'CANCELLED' ? 'yes' : '',
  });
  if (!Object.keys(fields).some((field) => field.startsWith('name_')))
    throw new PropertyFault('summary', 'is missing');
  return fields;
}

/** @throws PropertyFault */
export function readEvent(component: CalendarComponent, zoneOf: ZoneFinder): CalendarEvent {
  const properties = propertiesOf(component);
  const all = (name: PropertyName) => properties.get(name) ?? [];
  const one = (name: PropertyName) => all(name)[0];
  const must = (name: PropertyName): CalendarProperty => {
    const property = one(name);
    if (!property) throw new PropertyFault(name, 'is missing');
    return property;
  };
  const visibility = one('class');
  if (visibility && /^(PRIVATE|CONFIDENTIAL)$/i.test(textOf(visibility)))
    throw new PropertyFault('class', `is ${textOf(visibility).toLowerCase()}: not for visitors`);
  const uid = textOf(must('uid'));
  const [start] = timesOf('dtstart', must('dtstart'), zoneOf);
  if (uid === '' || !start) throw new PropertyFault(uid === '' ? 'uid' : 'dtstart', 'is missing');
  const many = (name: PropertyName) =>
    all(name).flatMap((property) =>
      timesOf(name, property, zoneOf).map((time) => inZone(time, start.timeZone)),
    );
  const instead = one('recurrence-id');
  const rules = all('rrule').map((property) => {
    const read = recurrenceRuleOf(property.values[0]);
    if ('reason' in read) throw new PropertyFault('rrule', read.reason);
    return read.rule;
  });
  const sequence = one('sequence');
  return {
    line: component.line,
    uid,
    sequence: sequence && /^\d{1,9}$/.test(sequence.raw) ? Number(sequence.raw) : 0,
    start,
    span: spanOf(start, one, zoneOf),
    rules: instead ? [] : rules,
    alsoOn: instead ? [] : many('rdate'),
    notOn: instead ? [] : many('exdate'),
    instead: instead && timesOf('recurrence-id', instead, zoneOf)[0],
    isFromThenOn: instead?.parameters.range === 'THISANDFUTURE',
    fields: fieldsOf(one),
  };
}
