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

/**
 * Runs of these trips that are between their first and last call, by the timetable, or within `aroundSeconds` of it;
 * those by frequency left out.
 */
export function* runsUnderWay(
  numbers: Iterable<number>,
  lookup: TripLookup,
  now: EpochSeconds,
  aroundSeconds = 0,
): Generator<RunUnderWay> {
  const today = localDays(now, lookup.index.timeZone);
  const days = [today - 1, today, today + 1].map((day) => ({ day, start: lookup.dayStart(day) }));
  for (const number of numbers) {
    const trip = lookup.trip(number);
    if (trip.frequencies) continue;
    const length = lookup.pattern(trip).arrivalOffsets.at(-1) ?? 0;
    for (const { day, start } of days) {
      // Of hundreds of runs of a route few are near: that is looked at first.
      const seconds = now - start - trip.firstDepartureSeconds;
      if (Math.max(-seconds, seconds - length) > aroundSeconds || !lookup.runsOn(trip, day)) continue;
      yield { number, day, seconds };
    }
  }
}

/** The most runs that are under way at once at any time of the local day, by these timetables together. */
export function mostAtOnce(lookups: readonly TripLookup[], now: EpochSeconds): number {
  const begins: EpochSeconds[] = [];
  const ends: EpochSeconds[] = [];
  for (const lookup of lookups) {
    const today = localDays(now, lookup.index.timeZone);
    const days = [today, today - 1].map((day) => ({ day, start: lookup.dayStart(day) }));
    for (const trip of lookup.index.trips) {
      if (trip.frequencies) continue;
      const length = lookup.pattern(trip).arrivalOffsets.at(-1) ?? 0;
      for (const { day, start } of days) {
        const begin = start + trip.firstDepartureSeconds;
        const isToday = begin < lookup.dayStart(today + 1) && begin + length >= lookup.dayStart(today);
        if (!isToday || !lookup.runsOn(trip, day)) continue;
        begins.push(begin);
        ends.push(begin + length);
      }
    }
  }
  begins.sort((a, b) => a - b);
  ends.sort((a, b) => a - b);
  let most = 0;
  let ended = 0;
  begins.forEach((begin, i) => {
    while ((ends[ended] ?? begin) < begin) ended++;
    most = Math.max(most, i + 1 - ended);
  });
  return most;
}
