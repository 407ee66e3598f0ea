import { isCancelled } from './closed-calls.ts';
import { USABLE_SECONDS } from './freshness.ts';
import type { LiveSnapshot, LiveTrip } from './live-snapshot.ts';
import { runsUnderWay } from './runs-under-way.ts';
import { daysToServiceDate, type EpochSeconds, serviceDateToDays } from './service-day.ts';
import type { TripLookup } from './trip-lookup.ts';

/** Drivers sign on late, and sources need a minute or two to say so. */
const SIGNS_ON_SECONDS = 300;

/** The source by which a trip is followed now, if it is. */
function trackedBy(trip: LiveTrip, now: EpochSeconds): number | undefined {
  if (trip.trip < 0) return undefined;
  if (trip.source !== null && trip.calls.some(({ state }) => state === 'live')) return trip.source;
  const isSeen = trip.vehicle !== null && now - trip.vehicle.asOf <= USABLE_SECONDS;
  return isSeen ? (trip.vehicleSource ?? undefined) : undefined;
}

/**
 * Rule P5: adds the runs that are under way by the timetable, and of which nothing live is known although other runs of
 * their route are followed.
 */
export function withUntrackedRuns(
  snapshot: LiveSnapshot,
  lookup: TripLookup,
  now: EpochSeconds,
): LiveSnapshot {
  const sourceOfRoute = new Map<string, number>();
  const known = new Set<string>();
  const runOf = (trip: number, serviceDate: string) => `${trip}|${serviceDate}`;
  for (const trip of snapshot.trips) {
    // Of a run that leaves out some stops the others are missed all the same.
    if (trip.kind !== 'closed' || isCancelled(trip)) known.add(runOf(trip.trip, trip.serviceDate));
    if (trip.kind === 'untracked' || trip.kind === 'closed') continue;
    const source = trackedBy(trip, now);
    if (source === undefined) continue;
    // Its vehicle is known: it is on the run before.
    const next = lookup.nextOfBlock(trip.trip, serviceDateToDays(trip.serviceDate));
    if (next !== undefined) known.add(runOf(next, trip.serviceDate));
    const routeId = lookup.routeOf(lookup.trip(trip.trip))?.routeId;
    if (routeId !== undefined) sourceOfRoute.set(routeId, source);
  }
  const untracked: LiveTrip[] = [];
  for (const [routeId, source] of sourceOfRoute) {
    for (const { number, day, seconds } of runsUnderWay(lookup.tripsOfRoute(routeId), lookup, now)) {
      const serviceDate = daysToServiceDate(day);
      if (seconds < SIGNS_ON_SECONDS || known.has(runOf(number, serviceDate))) continue;
      const { tripId, directionId } = lookup.trip(number);
      untracked.push({
        kind: 'untracked',
        trip: number,
        tripId,
        serviceDate,
        startSeconds: null,
        calls: [],
        route: null,
        directionId,
        headsign: '',
        headwaySeconds: null,
        wheelchair: null,
        vehicle: null,
        occupancy: null,
        source: null,
        vehicleSource: source,
      });
    }
  }
  return { ...snapshot, trips: [...snapshot.trips, ...untracked] };
}
