import { fromDays, toDays } from '../../domain/places/opening-calendar.ts';
import { instantOf, wallClockAt } from '../../domain/places/wall-clock.ts';
import type { EpochSeconds } from '../../domain/transit/service-day.ts';

/** A time of a calendar, on the clocks of its zone. */
export interface CalendarTime {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Since midnight; null: the whole day. */
  readonly second: number | null;
  readonly timeZone: string;
}

/** How long an event takes: whole days on the clocks, then seconds. */
export interface CalendarSpan {
  readonly days: number;
  readonly seconds: number;
}

export function instantAt({ date, second, timeZone }: CalendarTime): EpochSeconds {
  const seconds = second ?? 0;
  return instantOf({ date, minutes: Math.floor(seconds / 60) }, timeZone) + (seconds % 60);
}

export const addDays = (date: string, days: number): string => fromDays(toDays(date) + days);

/** What is on for whole days ends with the last minute of the last of them. */
export function endOf(start: CalendarTime, { days, seconds }: CalendarSpan): EpochSeconds {
  const { second, timeZone } = start;
  if (second === null)
    return instantOf({ date: addDays(start.date, days - 1), minutes: 24 * 60 - 1 }, timeZone);
  return instantAt({ ...start, date: addDays(start.date, days) }) + seconds;
}

/** The same moment on the clocks of another zone. */
export function inZone(time: CalendarTime, timeZone: string): CalendarTime {
  if (time.second === null || time.timeZone === timeZone) return { ...time, timeZone };
  const instant = instantAt(time);
  const { date, minutes } = wallClockAt(instant, timeZone);
  return { date, second: minutes * 60 + (instant % 60), timeZone };
}
