import type { Alert } from './live-snapshot.ts';
import { type EpochSeconds, localDays, utcOffsetSeconds, weekday } from './service-day.ts';

type Periods = Alert['activePeriods'];

const DAY_SECONDS = 86_400;
/** Further ahead nobody plans by a board; every poll reckons anew, and what is stored is used for an hour (B5). */
const DAYS_AHEAD = 14;

/**
 * Rule A6: the parts of some periods (none: all time) that lie on days of the week, Monday 0 to Sunday 6. From yesterday
 * on, for what has begun in the night; of a period that is yet to begin, from its first day.
 */
export function periodsOnDays(
  periods: Periods,
  days: ReadonlySet<number>,
  now: EpochSeconds,
  timeZone: string,
): Periods {
  const limits = periods.length > 0 ? periods : [{ start: null, end: null }];
  return limits.flatMap(({ start, end }) => {
    const yesterday = localDays(now, timeZone) - 1;
    const first = start === null ? yesterday : Math.max(yesterday, localDays(start, timeZone));
    const parts: { start: EpochSeconds; end: EpochSeconds }[] = [];
    for (let day = first; day <= first + DAYS_AHEAD; day++) {
      if (!days.has(weekday(day))) continue;
      const from = Math.max(start ?? 0, midnight(day, timeZone));
      const until = Math.min(end ?? Number.POSITIVE_INFINITY, midnight(day + 1, timeZone));
      if (until <= from) continue;
      const before = parts.at(-1);
      if (before?.end === from) before.end = until;
      else parts.push({ start: from, end: until });
    }
    return parts;
  });
}

/** When a day begins by the clock on the wall: not always where its service day does (T1). */
function midnight(day: number, timeZone: string): EpochSeconds {
  const asUtc = day * DAY_SECONDS;
  return asUtc - utcOffsetSeconds(asUtc - utcOffsetSeconds(asUtc, timeZone), timeZone);
}
