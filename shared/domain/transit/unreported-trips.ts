import { recentTrips } from '../prediction/recent-trips.ts';
import { silentTrips } from '../prediction/silent-trips.ts';
import type { VehicleTracker } from '../prediction/vehicle-tracker.ts';
import type { Claim } from './claim-trips.ts';
import type { LiveTrip } from './live-snapshot.ts';
import type { VehiclePosition } from './realtime-message.ts';
import type { EpochSeconds } from './service-day.ts';
import type { SourceMessage } from './source-message.ts';
import type { TripLookup } from './trip-lookup.ts';

export type Run = Pick<LiveTrip, 'trip' | 'serviceDate' | 'startSeconds'>;

export const runOf = ({ trip, serviceDate, startSeconds }: Run): string =>
  `${trip}|${serviceDate}|${startSeconds ?? ''}`;

/**
 * Rules P3 and P5: runs that were followed, and of which these messages say nothing, or not when they come.
 * @param claims what the messages speak of
 * @param told what is known of that
 */
export function unreportedTrips(
  tracker: VehicleTracker,
  lookup: TripLookup,
  sources: readonly SourceMessage[],
  claims: ReadonlyMap<string, Claim>,
  told: readonly LiveTrip[],
  now: EpochSeconds,
): LiveTrip[] {
  const known = new Set([...[...claims.values()].map(({ resolved }) => resolved), ...told].map(runOf));
  const elsewhere = namingTrips(sources);
  const recent = recentTrips(
    tracker,
    lookup,
    (run) => known.has(runOf(run)),
    (vehicle) => elsewhere.has(vehicle),
    reporting(sources, true),
    now,
  );
  const timed = new Set([...told.filter(saysWhen), ...recent].map(runOf));
  const silent = silentTrips(tracker, lookup, (run) => timed.has(runOf(run)), reporting(sources, false), now);
  const seen = new Map(told.map((trip) => [runOf(trip), trip]));
  return [...recent, ...silent.map((trip) => besidePath(trip, seen.get(runOf(trip))))];
}

/**
 * Index of the source of vehicles with an id; of a track that does not say, of the first.
 * @param isSending whether it must have sent vehicles: an empty message takes all of them back
 */
function reporting(sources: readonly SourceMessage[], isSending: boolean) {
  return (id: string | undefined): number | undefined => {
    const index = sources.findIndex(
      (source) => source.kinds.includes('vehicle-positions') && (id === undefined || source.id === id),
    );
    const isUsable = index >= 0 && (!isSending || (sources[index]?.message.vehicles.length ?? 0) > 0);
    return isUsable ? index : undefined;
  };
}

/** Ids of vehicles that say what they are on, known here or not. */
function namingTrips(sources: readonly SourceMessage[]): ReadonlySet<string | undefined> {
  const positions = sources.flatMap(({ kinds, message }) =>
    kinds.includes('vehicle-positions') ? message.vehicles : [],
  );
  const saysOf = ({ trip, journey }: VehiclePosition) =>
    trip?.tripId !== undefined || trip?.routeId !== undefined || (journey?.lineNames.length ?? 0) > 0;
  return new Set(positions.filter(saysOf).map(({ vehicle }) => vehicle?.id));
}

/** More than where its vehicle is. */
const saysWhen = ({ calls, source, kind }: LiveTrip): boolean =>
  calls.length > 0 || source !== null || kind !== 'update';

/** A vehicle that says where it is, and of which no time follows, is off its path. */
const besidePath = (trip: LiveTrip, seen: LiveTrip | undefined): LiveTrip =>
  seen?.vehicle?.lat == null ? trip : { ...trip, vehicle: seen.vehicle, vehicleSource: seen.vehicleSource };
