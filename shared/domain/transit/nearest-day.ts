import type { TripInstance } from './match-instance.ts';
import type { EpochSeconds } from './service-day.ts';
import type { TripLookup } from './trip-lookup.ts';

/** The day that a feed gives is doubted where the run is further away than this, and another day's is nearer. */
export const DOUBTED_SECONDS = 3 * 3600;

/** Seconds between an instant and the run; 0 while it runs. */
export function secondsFromRun(
  { trip, day, startSeconds }: Pick<TripInstance, 'trip' | 'day' | 'startSeconds'>,
  at: EpochSeconds,
  lookup: TripLookup,
): number {
  const { pattern, origin } = lookup.instance(trip, day, startSeconds);
  const end = origin + (pattern.arrivalOffsets.at(-1) ?? 0);
  return Math.max(origin - at, at - end, 0);
}

/** The same run of the day before and of the day after, where the service runs then. */
export const onDaysBeside = (run: TripInstance, lookup: TripLookup): TripInstance[] =>
  [run.day - 1, run.day + 1].flatMap((day) => (lookup.runsOn(run.trip, day) ? [{ ...run, day }] : []));

export function nearestOf(
  runs: readonly TripInstance[],
  away: (run: TripInstance) => number,
): TripInstance | undefined {
  let best: TripInstance | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const run of runs) {
    const distance = away(run);
    if (distance < least) [best, least] = [run, distance];
  }
  return best;
}

/** Rule V7: the run of another day where that is meant. */
export function onNearestDay(run: TripInstance, at: EpochSeconds, lookup: TripLookup): TripInstance {
  const away = (other: TripInstance) => secondsFromRun(other, at, lookup);
  if (away(run) <= DOUBTED_SECONDS) return run;
  const best = nearestOf([run, ...onDaysBeside(run, lookup)], away);
  return best && away(best) <= DOUBTED_SECONDS ? best : run;
}
