import { daysToServiceDate, remembered, serviceDateToDays } from '../transit/service-day.ts';
import type { CalendarDate } from './fact.ts';

export type OpenState = 'yes' | 'no' | 'unknown';

/** Minutes of the local day; `to` may lie beyond 1440 for a place that closes after midnight. */
export interface OpenInterval {
  readonly from: number;
  readonly to: number;
  /** "Open if the weather allows": listed, but not certain. */
  readonly uncertain?: boolean | undefined;
}

/**
 * When a place is open, day by day from `firstDay` on: evaluated once, when the place is published, so that a reader
 * needs no rules of holidays and seasons. Beyond the last day nothing is known.
 */
export interface OpeningCalendar {
  readonly firstDay: CalendarDate;
  /** The different days that there are. */
  readonly patterns: readonly (readonly OpenInterval[])[];
  /** Per day one character: that of its pattern (patternChar). Thousands of calendars are held in memory. */
  readonly days: string;
}

/** A moment as a clock on the wall of the place shows it. */
export interface WallClock {
  readonly date: CalendarDate;
  /** Minutes since midnight. */
  readonly minutes: number;
}

/** ASCII as far as it goes, from "0" on. */
export const patternChar = (pattern: number): string =>
  String.fromCharCode(pattern < 78 ? 48 + pattern : 0x100 + pattern);

/** The reverse of patternChar. */
export function patternOf(char: number): number {
  return char < 0x100 ? char - 48 : char - 0x100;
}

/** A search asks this of every place, and always about the same few days. */
export const toDays: (date: CalendarDate) => number = remembered((date) =>
  serviceDateToDays(date.replaceAll('-', '')),
);

export function fromDays(days: number): CalendarDate {
  const text = daysToServiceDate(days);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** The intervals of a day; undefined where nothing is known of it. */
export function intervalsOn(
  calendar: OpeningCalendar,
  date: CalendarDate,
): readonly OpenInterval[] | undefined {
  const char = calendar.days.charCodeAt(toDays(date) - toDays(calendar.firstDay));
  return calendar.patterns[patternOf(char)];
}
