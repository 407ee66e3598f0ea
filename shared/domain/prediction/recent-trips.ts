import type { ResolvedTrip } from '../transit/extra-trip.ts';
import { USABLE_SECONDS } from '../transit/freshness.ts';
import type { LiveTrip } from '../transit/live-snapshot.ts';
import type { EpochSeconds } from '../transit/service-day.ts';
import type { RunAsSeen, VehicleTracker } from './vehicle-tracker.ts';

/**
 * Rule P3: what is predicted of a vehicle of which the newest messages say nothing: a bus that is left out of one, or
 * sent without its trip, is on the road all the same. A report counts for as long as in a message that repeats it.
 * undefined: it counts no more, or nothing lies ahead of the vehicle.
 * @param source index of the source that reported
 */
export function recentTrip(
  tracker: VehicleTracker,
  { vehicle, run, at, left }: RunAsSeen,
  resolved: ResolvedTrip,
  source: number,
  now: EpochSeconds,
): LiveTrip | undefined {
  if (now - at > USABLE_SECONDS) return undefined;
  const forecasts = tracker.forecast(vehicle, run, now) ?? [];
  if (forecasts.every(({ passed }) => passed)) return undefined;
  return {
    ...resolved,
    calls: forecasts.map(({ callIndex, expected, scheduled }) => ({
      callIndex,
      state: 'live',
      delaySeconds: expected - scheduled,
    })),
    ...(left > 0 && { left }),
    vehicle: { id: vehicle === '' ? null : vehicle, label: null, lat: null, lon: null, asOf: at },
    occupancy: null,
    source: null,
    vehicleSource: source,
  };
}
