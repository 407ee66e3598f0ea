import ICAL from 'ical.js';
import * as z from 'zod/mini';
import { asDay } from '../../domain/listings/local-instant.ts';
import { MOST_CELL } from '../listing-rows/limits.ts';
import type { CalendarTime } from './calendar-time.ts';
import type { ContentLine } from './split-components.ts';

/** A property as ical.js parses it: jCal (RFC 7265). */
export interface CalendarProperty {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly type: string;
  readonly values: readonly unknown[];
  /** As it stands in the file, where what the library makes of it hides that it is nonsense. */
  readonly raw: string;
}

/** Why a record cannot be read; the property that it is about is the field. */
export class PropertyFault extends Error {
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

const jCalSchema = z.tuple([z.string(), z.record(z.string(), z.unknown()), z.string()], z.unknown());

export const nameOfLine = ({ text }: ContentLine): string | undefined =>
  /^([A-Za-z0-9-]{1,60})[;:]/.exec(text)?.[1]?.toLowerCase();

/** @throws PropertyFault */
export function readProperty(content: ContentLine): CalendarProperty {
  const field = nameOfLine(content) ?? 'line';
  if (content.text.length > MOST_CELL)
    throw new PropertyFault(field, `is longer than ${MOST_CELL} characters`);
  try {
    const [, parameters, type, ...values] = jCalSchema.parse(
      ICAL.parse.property(content.text, ICAL.design.icalendar),
    );
    return { parameters, type, values, raw: content.text.slice(content.text.lastIndexOf(':') + 1).trim() };
  } catch {
    // Whatever the library stumbles over: it tells a good many kinds of error apart, and none of them helps.
    throw new PropertyFault(field, 'is not in the form that calendars have');
  }
}

export const textOf = ({ values: [value] }: CalendarProperty): string =>
  typeof value === 'string' ? value.trim() : '';

const TIME = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(Z?))?$/;
/** Beyond them somebody has mistyped, and the calendars of zones know nothing. */
const [FIRST_YEAR, LAST_YEAR] = ['1970', '2199'];

/** The zone that a calendar means by a name; undefined: nobody knows. */
export type ZoneFinder = (name: string) => string | undefined;

/** @param zoneOf '' asks for the zone of a time that names none @throws PropertyFault */
export function timesOf(field: string, property: CalendarProperty, zoneOf: ZoneFinder): CalendarTime[] {
  const { parameters, values } = property;
  const name = typeof parameters.tzid === 'string' ? parameters.tzid : '';
  return values.map((value): CalendarTime => {
    const [, date = '', hours, minutes, seconds, utc] =
      TIME.exec(typeof value === 'string' ? value : '') ?? [];
    const year = date.slice(0, 4);
    if (asDay(date) !== date || year < FIRST_YEAR || year > LAST_YEAR)
      throw new PropertyFault(field, `is no time: ${property.raw.slice(0, 40)}`);
    const second = hours === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    const timeZone = utc === 'Z' ? 'UTC' : zoneOf(second === null ? '' : name);
    if (timeZone === undefined)
      throw new PropertyFault(field, `is in a time zone that nobody knows: ${name.slice(0, 60)}`);
    return { date, second, timeZone };
  });
}
