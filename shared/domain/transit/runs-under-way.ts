import { type EpochSeconds, localDays } from './service-day.ts';
import type { TripLookup } from './trip-lookup.ts';

/** Whether at least so many runs are between their first and last call, by the timetable. */
export function areUnderWay(least: number, lookup: TripLookup, now: EpochSeconds): boolean {
  const today = localDays(now, lookup.index.timeZone);
  const days = [today, today - 1].map((day) => ({ day, start: lookup.dayStart(day) }));
  let count = 0;
  for (const trip of lookup.index.trips) {
    if (count >= least) break;
    const length = lookup.pattern(trip).arrivalOffsets.at(-1) ?? 0;
    for (const { day, start } of days) {
      const since = now - start - trip.firstDepartureSeconds;
      if (since >= 0 && since <= length && !trip.frequencies && lookup.runsOn(trip, day)) count++;
    }
  }
  return count >= least;
}
