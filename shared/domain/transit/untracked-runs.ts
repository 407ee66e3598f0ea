import { isCancelled } from './closed-calls.ts';
import { USABLE_SECONDS } from './freshness.ts';
import type { LiveSnapshot, LiveSource, LiveTrip } from './live-snapshot.ts';
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

/** Where several sources tell of a route's buses, one that is silent itself may be the one that would see the run. */
const leastFresh = (indices: Iterable<number>, sources: readonly LiveSource[]): number | null =>
  [...indices].toSorted((a, b) => (sources[a]?.feedTimestamp ?? 0) - (sources[b]?.feedTimestamp ?? 0))[0] ??
  null;

/**
 * Rule P5: adds the runs that are under way by the timetable, and of which nothing live is known although other runs of
 * their route are followed.
 */
export function withUntrackedRuns(
  snapshot: LiveSnapshot,
  lookup: TripLookup,
  now: EpochSeconds,
): LiveSnapshot {
  const sourcesOfRoute = new Map<string, Set<number>>();
  const followedRoutes = new Set<string>();
  const known = new Set<string>();
  const runOf = (trip: number, serviceDate: string) => `${trip}|${serviceDate}`;
  for (const trip of snapshot.trips) {
    // Of a run that leaves out some stops the others are missed all the same.
    if (trip.kind !== 'closed' || isCancelled(trip)) known.add(runOf(trip.trip, trip.serviceDate));
    // Its vehicle is known: it is on the run before.
    const isSeen = trip.kind !== 'closed' && (trackedBy(trip, now) !== undefined || trip.stuck === true);
    const next = isSeen ? lookup.nextOfBlock(trip.trip, serviceDateToDays(trip.serviceDate)) : undefined;
    if (next !== undefined) known.add(runOf(next, trip.serviceDate));
    if (trip.kind === 'untracked' || trip.kind === 'closed') continue;
    const routeId = trip.trip < 0 ? undefined : lookup.routeOf(lookup.trip(trip.trip))?.routeId;
    const source = trackedBy(trip, now);
    const teller = source ?? trip.vehicleSource;
    if (routeId !== undefined && teller !== null)
      sourcesOfRoute.set(routeId, (sourcesOfRoute.get(routeId) ?? new Set()).add(teller));
    if (source !== undefined && routeId !== undefined) followedRoutes.add(routeId);
  }
  const untracked: LiveTrip[] = [];
  for (const routeId of followedRoutes) {
    const source = leastFresh(sourcesOfRoute.get(routeId) ?? [], snapshot.sources);
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
