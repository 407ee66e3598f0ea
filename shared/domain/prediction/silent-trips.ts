import { OTHERS_LEAVE_AFTER_SECONDS, OVERDUE_SECONDS } from '../transit/freshness.ts';
import type { LiveTrip } from '../transit/live-snapshot.ts';
import { plain } from '../transit/resolve-trip.ts';
import type { EpochSeconds } from '../transit/service-day.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';
import type { Run } from '../transit/unreported-trips.ts';
import type { VehicleTracker } from './vehicle-tracker.ts';

/**
 * Rule P5: runs that were followed, and of which nothing is heard any more, or from beside their path alone. What
 * their vehicle had left does not come back, and what it had not left is known to be missing.
 * @param isSpokenOf whether something live says now when a run comes
 * @param sourceOf index of the source that should speak of a run, if that is known
 */
export function silentTrips(
  tracker: VehicleTracker,
  lookup: TripLookup,
  isSpokenOf: (run: Run) => boolean,
  sourceOf: (sourceId: string | undefined) => number | undefined,
  now: EpochSeconds,
): LiveTrip[] {
  const trips: LiveTrip[] = [];
  for (const { run, left, ahead, sourceId } of tracker.runsAsSeen(now)) {
    const source = sourceOf(sourceId);
    if (source === undefined) continue;
    const { number, day, startSeconds } = run;
    const trip = lookup.trip(number);
    const resolved = plain({ trip, number, day, startSeconds, unscheduled: false });
    if (isSpokenOf(resolved)) continue;
    const { pattern, origin } = lookup.instance(trip, day, startSeconds);
    const leftEarly = pattern.departureOffsets
      .slice(0, left)
      .some((offset) => origin + offset + OTHERS_LEAVE_AFTER_SECONDS >= now);
    const last = pattern.stops.length - 1;
    const missing = ahead().filter(
      ({ callIndex, expected }) => callIndex < last && expected + OVERDUE_SECONDS >= now,
    );
    if (!leftEarly && missing.length === 0) continue;
    trips.push({
      ...resolved,
      kind: 'untracked',
      calls: missing.map(({ callIndex, expected, scheduled }) => ({
        callIndex,
        state: 'live',
        delaySeconds: expected - scheduled,
      })),
      left,
      vehicle: null,
      occupancy: null,
      source: null,
      vehicleSource: source,
    });
  }
  return trips;
}
