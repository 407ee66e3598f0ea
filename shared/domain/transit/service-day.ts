/** Dates and instants of a timetable. The clock is always an argument; nothing here reads it. */

/** A service date as GTFS writes it: YYYYMMDD. */
export type ServiceDate = string;

/** Whole seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number;

const DAY_SECONDS = 86_400;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError when `timeZone` is not an IANA time zone. */
function offsetFormatter(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

export function isTimeZone(timeZone: string): boolean {
  try {
    offsetFormatter(timeZone);
    return true;
  } catch {
    return false;
  }
}

const offsets = new Map<string, number>();

/** Seconds that local time is ahead of UTC at an instant. Zones change on quarter hours at the finest. */
export function utcOffsetSeconds(instant: EpochSeconds, timeZone: string): number {
  const quarter = Math.floor(instant / 900);
  const key = `${timeZone}|${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts: Record<string, number> = {};
  for (const { type, value } of offsetFormatter(timeZone).formatToParts(quarter * 900_000)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - quarter * 900;
  if (offsets.size > 10_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** A poll asks for the same few dates thousands of times. */
export function remembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = compute(key);
      if (known.size > 10_000) known.clear();
      known.set(key, value);
    }
    return value;
  };
}

/** Days since 1970-01-01 of a service date. */
export const serviceDateToDays: (date: ServiceDate) => number = remembered(
  (date) =>
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8))) /
    (DAY_SECONDS * 1000),
);

export const daysToServiceDate: (days: number) => ServiceDate = remembered((days) =>
  new Date(days * DAY_SECONDS * 1000).toISOString().slice(0, 10).replaceAll('-', ''),
);

/** True for eight digits that are a day of the calendar. */
export function isServiceDate(text: string): boolean {
  return /^\d{8}$/.test(text) && daysToServiceDate(serviceDateToDays(text)) === text;
}

/** Monday 0 … Sunday 6. */
export function weekday(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}

const starts = new Map<string, EpochSeconds>();

/** Noon of the service date in the agency's zone, minus 12 hours (rule T1; GTFS reference, "Time"). */
export function serviceDayStart(days: number, timeZone: string): EpochSeconds {
  const key = `${timeZone}|${days}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const noonAsUtc = days * DAY_SECONDS + DAY_SECONDS / 2;
  let noon = noonAsUtc - utcOffsetSeconds(noonAsUtc, timeZone);
  noon = noonAsUtc - utcOffsetSeconds(noon, timeZone);
  const start = noon - DAY_SECONDS / 2;
  if (starts.size > 10_000) starts.clear();
  starts.set(key, start);
  return start;
}

/**
 * The instant at which the zone's clocks show `local`, which counts what they show as if it were UTC; of two the first,
 * and after a gap the time that follows it.
 */
export function instantOfLocal(local: number, timeZone: string): EpochSeconds {
  const before = local - utcOffsetSeconds(local - DAY_SECONDS, timeZone);
  const after = local - utcOffsetSeconds(local + DAY_SECONDS, timeZone);
  const candidates = [before, after].filter(
    (instant) => instant + utcOffsetSeconds(instant, timeZone) === local,
  );
  return candidates.length > 0 ? Math.min(...candidates) : Math.max(before, after);
}

/** The agency's local calendar day at an instant, in days since 1970-01-01. */
export function localDays(instant: EpochSeconds, timeZone: string): number {
  return Math.floor((instant + utcOffsetSeconds(instant, timeZone)) / DAY_SECONDS);
}

/** 9999-12-30: the last day that has four digits in every zone. */
const LAST_WRITABLE = 253_402_200_000;

/** ISO 8601 to the second with the zone's offset at that instant: 2026-03-29T08:00:00+01:00. */
export function isoWithOffset(anyInstant: EpochSeconds, timeZone: string): string {
  const instant = Math.min(Math.max(anyInstant, 0), LAST_WRITABLE);
  const offset = utcOffsetSeconds(instant, timeZone);
  const local = new Date((instant + offset) * 1000).toISOString().slice(0, 19);
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.round(Math.abs(offset) / 60);
  return `${local}${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * Seconds of a GTFS time (H:MM:SS or HH:MM:SS, hours may pass 24), or undefined when it is not one.
 */
export function parseGtfsTime(text: string): number | undefined {
  const match = /^\s*(\d{1,3}):([0-5]\d):([0-5]\d)\s*$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}

/** HH:MM:SS, hours may pass 24. */
export function formatGtfsTime(seconds: number): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}
