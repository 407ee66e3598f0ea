import { type EpochSeconds, localDays } from './service-day.ts';
import type { TripLookup } from './trip-lookup.ts';

export interface RunUnderWay {
  /** Number in TripIndex. */
  readonly number: number;
  /** Service day, in days since 1970-01-01. */
  readonly day: number;
  /** Since its first departure. */
  readonly seconds: number;
}

/** Runs of these trips that are between their first and last call, by the timetable; those by frequency left out. */
export function* runsUnderWay(
  numbers: Iterable<number>,
  lookup: TripLookup,
  now: EpochSeconds,
): Generator<RunUnderWay> {
  const today = localDays(now, lookup.index.timeZone);
  const days = [today, today - 1].map((day) => ({ day, start: lookup.dayStart(day) }));
  for (const number of numbers) {
    const trip = lookup.trip(number);
    if (trip.frequencies) continue;
    const length = lookup.pattern(trip).arrivalOffsets.at(-1) ?? 0;
    for (const { day, start } of days) {
      const seconds = now - start - trip.firstDepartureSeconds;
      if (seconds >= 0 && seconds <= length && lookup.runsOn(trip, day)) yield { number, day, seconds };
    }
  }
}

/** Whether at least so many runs are under way. */
export function areUnderWay(least: number, lookup: TripLookup, now: EpochSeconds): boolean {
  const runs = runsUnderWay(lookup.index.trips.keys(), lookup, now);
  for (let count = 0; count < least; count++) if (runs.next().done) return false;
  return true;
}
