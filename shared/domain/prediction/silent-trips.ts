import type { ResolvedTrip } from '../transit/extra-trip.ts';
import { OTHERS_LEAVE_AFTER_SECONDS, OVERDUE_SECONDS } from '../transit/freshness.ts';
import type { LiveTrip } from '../transit/live-snapshot.ts';
import type { EpochSeconds } from '../transit/service-day.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';
import type { RunAsSeen } from './vehicle-tracker.ts';

/**
 * Rule P5: a run that was followed, and of which nothing is heard any more, or from beside its path alone, or from one
 * place for long. What its vehicle had left does not come back, and what it had not left is known to be missing. undefined: neither is to be
 * said of any call now.
 * @param source index of the source that should speak of it
 * @param isOver its last report counts no more, however new that is
 */
export function silentTrip(
  { run, left, isStuck, ahead }: RunAsSeen,
  resolved: ResolvedTrip,
  source: number,
  isOver: boolean,
  lookup: TripLookup,
  now: EpochSeconds,
): LiveTrip | undefined {
  const { pattern, origin } = lookup.instance(lookup.trip(run.number), run.day, run.startSeconds);
  const leftEarly = pattern.departureOffsets
    .slice(0, left)
    .some((offset) => origin + offset + OTHERS_LEAVE_AFTER_SECONDS >= now);
  const last = pattern.stops.length - 1;
  const missing = ahead(isOver).filter(
    ({ callIndex, expected }) => callIndex < last && expected + OVERDUE_SECONDS >= now,
  );
  if (!leftEarly && missing.length === 0) return undefined;
  return {
    ...resolved,
    kind: 'untracked',
    calls: missing.map(({ callIndex, expected, scheduled }) => ({
      callIndex,
      state: 'live',
      delaySeconds: expected - scheduled,
    })),
    left,
    ...(isStuck && { stuck: true as const }),
    vehicle: null,
    occupancy: null,
    source: null,
    vehicleSource: source,
  };
}
