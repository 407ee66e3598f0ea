import { runsStartingOn, type TripInstance } from '../transit/match-instance.ts';
import { DOUBTED_SECONDS, secondsFromRun } from '../transit/nearest-day.ts';
import type { TripDescriptor } from '../transit/realtime-message.ts';
import { type EpochSeconds, isServiceDate, localDays, serviceDateToDays } from '../transit/service-day.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';

/**
 * Rule V7: the runs of a route that start when a vehicle says, within three hours of its report. BODS writes the start
 * time and its date in UTC; and a run after midnight may be one of the service day before. So the same instant counts,
 * whatever day it is counted from.
 */
export function runsStarting(
  { routeId, directionId, startSeconds, startDate }: TripDescriptor,
  seenAt: EpochSeconds,
  lookup: TripLookup,
): TripInstance[] {
  if (routeId === undefined || startSeconds === undefined) return [];
  if (startDate !== undefined && !isServiceDate(startDate)) return [];
  const { timeZone } = lookup.index;
  const said = startDate === undefined ? localDays(seenAt, timeZone) : serviceDateToDays(startDate);
  const starts = new Set(
    [said, said - 1, said + 1].flatMap((day) => [
      lookup.dayStart(day) + startSeconds,
      day * 86_400 + startSeconds,
    ]),
  );
  return [...starts]
    .flatMap((start) => {
      const today = localDays(start, timeZone);
      return [today - 1, today, today + 1].flatMap((day) =>
        runsStartingOn(day, routeId, directionId, start - lookup.dayStart(day), lookup),
      );
    })
    .filter((run) => secondsFromRun(run, seenAt, lookup) <= DOUBTED_SECONDS);
}

export const startOf = ({ trip, day, startSeconds }: TripInstance, lookup: TripLookup): EpochSeconds =>
  lookup.instance(trip, day, startSeconds).origin;

/**
 * Of runs that start at several hours, as one clock or the other has it, those of the hour that is nearest; of both
 * where both are under way.
 */
export function atNearestStart(
  runs: readonly TripInstance[],
  seenAt: EpochSeconds,
  lookup: TripLookup,
): readonly TripInstance[] {
  const away = (run: TripInstance) => secondsFromRun(run, seenAt, lookup);
  const least = Math.min(...runs.map(away));
  const starts = new Set(runs.filter((run) => away(run) === least).map((run) => startOf(run, lookup)));
  return runs.filter((run) => starts.has(startOf(run, lookup)));
}
