import OpeningHours from 'opening_hours';
import {
  type OpenInterval,
  type OpeningCalendar,
  patternChar,
} from '../../domain/places/opening-calendar.ts';

/** Public holidays are those of Scotland, whose towns agree on few but these. */
const HOLIDAYS = { lat: 56.4, lon: -3.43, address: { country_code: 'gb', state: 'Scotland' } };
/** Times of the sun depend on a place and a zone that this evaluation does not have. */
const SUN = /\b(sunrise|sunset|dawn|dusk)\b/i;
/** Real ones are a third of this; evaluating grows with the square of the number of times. */
const MOST_TEXT = 250;
const MOST_TIMES = 40;
/** A calendar is held in memory by every reader. */
const MOST_PATTERNS = 60;
const MINUTE = 60_000;

export type ReadOpeningHours =
  | { readonly calendar: OpeningCalendar }
  /** Why the text cannot be evaluated. */
  | { readonly problem: string };

/**
 * Evaluates OpenStreetMap's opening_hours syntax for `dayCount` days from `firstDay` on.
 * The library reckons in the clock of the process, and on a night when that one changes it is an hour out. So it is
 * asked about days of UTC, which have no such nights, and they are taken for days of the clock on the place's wall.
 * Throws where the process has another clock: Lambda's is UTC, and whoever starts one elsewhere has to set TZ.
 */
export function readOpeningHours(text: string, firstDay: string, dayCount: number): ReadOpeningHours {
  if (SUN.test(text)) return { problem: 'times of the sun cannot be evaluated' };
  if (text.length > MOST_TEXT || (text.match(/\d:\d/g)?.length ?? 0) > MOST_TIMES)
    return { problem: 'too much to evaluate' };
  if (Intl.DateTimeFormat().resolvedOptions().timeZone !== 'UTC')
    throw new Error('Opening hours can be evaluated only in a process whose TZ is UTC.');
  return evaluate(text, firstDay, dayCount);
}

function evaluate(text: string, firstDay: string, dayCount: number): ReadOpeningHours {
  try {
    const hours = new OpeningHours(text, HOLIDAYS as never);
    // It guesses what "10-4" means, and says that it has.
    const [warning] = hours.getWarnings();
    if (warning !== undefined) return { problem: reasonOf(warning) };
    const [year = 0, month = 1, day = 1] = firstDay.split('-').map(Number);
    const midnight = (offset: number) => new Date(year, month - 1, day + offset);
    const byDay = Array.from({ length: dayCount }, () => [] as OpenInterval[]);
    for (const [from, to, unknown] of hours.getOpenIntervals(midnight(0), midnight(dayCount))) {
      addInterval(byDay, midnight, from, to, unknown);
    }
    if (!/\bPH\b/.test(text)) doubtHolidays(byDay, midnight, text);
    const calendar = toCalendar(firstDay, byDay);
    if (calendar.patterns.length > MOST_PATTERNS) return { problem: 'too many different days' };
    return { calendar };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Hours that say nothing of holidays are not certain on one, unless they name its date or are always the same. */
function doubtHolidays(byDay: OpenInterval[][], midnight: (offset: number) => Date, text: string): void {
  if (/^24\/7/.test(text)) return;
  const holidays = new OpeningHours('PH', HOLIDAYS as never);
  byDay.forEach((intervals, day) => {
    const date = midnight(day);
    const isNamed = new RegExp(`\\b${MONTHS[date.getMonth()]} [^;]*\\b0?${date.getDate()}\\b`).test(text);
    if (intervals.length === 0 || isNamed || !holidays.getState(new Date(date.getTime() + 720 * MINUTE)))
      return;
    byDay[day] = intervals.map((interval) => ({ ...interval, uncertain: true }));
  });
}

/** An interval of several days is cut at each midnight; one that only reaches into the night stays whole. */
function addInterval(
  byDay: OpenInterval[][],
  midnight: (offset: number) => Date,
  from: Date,
  to: Date,
  uncertain: boolean,
): void {
  const dayOf = (at: Date) =>
    Math.round((startOfDay(at).getTime() - midnight(0).getTime()) / (1440 * MINUTE));
  let day = dayOf(from);
  let start = minutesOf(from);
  const last = dayOf(to);
  const more = { ...(uncertain && { uncertain }) };
  while (day < last && (last - day > 1 || minutesOf(to) > start || minutesOf(to) > 720)) {
    byDay[day]?.push({ from: start, to: 1440, ...more });
    day++;
    start = 0;
  }
  const end = (last - day) * 1440 + minutesOf(to);
  if (end > start) byDay[day]?.push({ from: start, to: end, ...more });
}

const startOfDay = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate());
const minutesOf = (at: Date) => at.getHours() * 60 + at.getMinutes();

function toCalendar(firstDay: string, byDay: readonly OpenInterval[][]): OpeningCalendar {
  const known = new Map<string, number>();
  const patterns: OpenInterval[][] = [];
  let days = '';
  for (const intervals of byDay) {
    const key = JSON.stringify(intervals);
    const number = known.get(key) ?? patterns.push(intervals) - 1;
    known.set(key, number);
    days += patternChar(number);
  }
  return { firstDay, patterns, days };
}

/** The library explains itself at length and with its own address; the first line says what is wrong. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]?.slice(0, 200) || 'cannot be read';
}
