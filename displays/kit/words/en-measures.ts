import type { CalendarDate } from '#shared/domain/places/fact.ts';
import type { FactUnit } from '#shared/domain/places/fact-dictionary.ts';
import type { OpenInterval } from '#shared/domain/places/opening-calendar.ts';

/** English numbers, days and hours. */

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** The number and its unit stay on one line. */
export function measure(value: number, unit: FactUnit): string {
  const digits = number.format(value);
  if (unit === 'count') return digits;
  return unit === '%' ? `${digits}%` : `${digits}\u00a0${unit}`;
}

function format(date: Date, timeZone: string, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }).format(date).replace(',', '');
}

const ofDay = (date: CalendarDate, parts: Intl.DateTimeFormatOptions) =>
  format(new Date(`${date}T12:00:00Z`), 'UTC', parts);

/** "Monday 23 November". */
export const weekday = (date: CalendarDate) =>
  ofDay(date, { weekday: 'long', day: 'numeric', month: 'long' });
/** "12 May 2026". */
export const day = (date: CalendarDate) => ofDay(date, { day: 'numeric', month: 'long', year: 'numeric' });
/** "March 2021". */
export const month = (date: CalendarDate) => ofDay(date, { month: 'long', year: 'numeric' });

/** An instant's day where `timeZone` is: "Saturday 28 November 2026". */
export const dayAt = (at: Date, timeZone: string) =>
  format(at, timeZone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
export const timeAt = (at: Date, timeZone: string) =>
  format(at, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function interval({ from, to, uncertain }: OpenInterval): string {
  const end = to < 1440 ? clock(to) : to === 1440 ? 'midnight' : `${clock(to - 1440)} the next day`;
  const hours = from === 0 && to >= 1440 ? 'all day' : `${clock(from)} to ${end}`;
  if (uncertain) return `may be open ${hours}`;
  return hours === 'all day' ? 'open all day' : hours;
}

/** "10:00 to 12:00, 14:00 to 17:00". */
export function hours(intervals: readonly OpenInterval[] | undefined): string {
  if (!intervals) return 'not known';
  return intervals.length === 0 ? 'closed' : intervals.map(interval).join(', ');
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${number.format(n)} ${n === 1 ? one : many}`;
}

export const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
