import { USABLE_SECONDS } from '../transit/freshness.ts';
import type { LiveTrip } from '../transit/live-snapshot.ts';
import { plain } from '../transit/resolve-trip.ts';
import type { EpochSeconds } from '../transit/service-day.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';
import type { Run } from '../transit/unreported-trips.ts';
import type { VehicleTracker } from './vehicle-tracker.ts';

/**
 * Rule P3: what is predicted of vehicles of which the newest messages say nothing: a bus that is left out of one, or
 * sent without its trip, is on the road all the same. A report counts for as long as in a message that repeats it.
 * @param isSpokenOf whether something is said of a run now
 * @param isElsewhere whether a vehicle says that it is on another run now, known or not
 * @param sourceOf index of the source that reported, where that has sent vehicles now
 */
export function recentTrips(
  tracker: VehicleTracker,
  lookup: TripLookup,
  isSpokenOf: (run: Run) => boolean,
  isElsewhere: (vehicle: string) => boolean,
  sourceOf: (sourceId: string | undefined) => number | undefined,
  now: EpochSeconds,
): LiveTrip[] {
  const trips: LiveTrip[] = [];
  for (const { vehicle, run, at, sourceId } of tracker.runsAsSeen(now)) {
    const { number, day, startSeconds } = run;
    const source = sourceOf(sourceId);
    if (source === undefined || now - at > USABLE_SECONDS) continue;
    const trip = lookup.trip(number);
    const resolved = plain({ trip, number, day, startSeconds, unscheduled: false });
    if (isSpokenOf(resolved) || (vehicle !== '' && isElsewhere(vehicle))) continue;
    const forecasts = tracker.forecast(vehicle, run, now) ?? [];
    if (forecasts.every(({ passed }) => passed)) continue;
    trips.push({
      ...resolved,
      calls: forecasts.map(({ callIndex, expected, scheduled }) => ({
        callIndex,
        state: 'live',
        delaySeconds: expected - scheduled,
      })),
      vehicle: { id: vehicle === '' ? null : vehicle, label: null, lat: null, lon: null, asOf: at },
      occupancy: null,
      source: null,
      vehicleSource: source,
    });
  }
  return trips;
}
