import { runOf } from '../transit/board-sources.ts';
import type { Claim } from '../transit/claim-trips.ts';
import { FUTURE_SECONDS, USABLE_SECONDS } from '../transit/freshness.ts';
import type { LiveTrip } from '../transit/live-snapshot.ts';
import type { VehiclePosition } from '../transit/realtime-message.ts';
import { plain } from '../transit/resolve-trip.ts';
import type { EpochSeconds } from '../transit/service-day.ts';
import type { SourceMessage } from '../transit/source-message.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';
import { recentTrip } from './recent-trips.ts';
import { silentTrip } from './silent-trips.ts';
import type { RunAsSeen, VehicleTracker } from './vehicle-tracker.ts';

/** Where so few buses are out, a message without any may have left them out. */
const FEW_VEHICLES = 2;

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
  const timed = new Set(told.filter(saysWhen).map(runOf));
  const withVehicle = new Map(told.map((trip) => [runOf(trip), trip]));
  const elsewhere = namingTrips(sources, lookup, now);
  const found = new Map<string, LiveTrip>();
  const runs = [...tracker.runsAsSeen(now)];
  const counts = seenBySource(runs, now);
  for (const seen of runs) {
    const { run, vehicle, sourceId } = seen;
    const source = sourceOf(sources, sourceId);
    const resolved = plain({ ...run, trip: lookup.trip(run.number), unscheduled: false });
    const key = runOf(resolved);
    if (source === undefined || timed.has(key) || found.has(key)) continue;
    // A message without any vehicle takes all of them back, but that of a source that had next to none.
    const isSending =
      (sources[source]?.message.vehicles.length ?? 0) > 0 || (counts.get(sourceId) ?? 0) <= FEW_VEHICLES;
    const agencyId = lookup.routeOf(lookup.trip(run.number))?.agencyId;
    const isElsewhere = elsewhere
      .get(vehicle)
      ?.some(
        (place) =>
          (place.agencyId === undefined || place.agencyId === agencyId) &&
          (!place.position || seen.canBeAt(place.position, place.at)),
      );
    const mayBeOn = isSending && !known.has(key) && !isElsewhere;
    const trip =
      (mayBeOn && recentTrip(tracker, seen, resolved, source, now)) ||
      silentTrip(seen, resolved, source, !mayBeOn, lookup, now);
    if (trip) found.set(key, trip.kind === 'untracked' ? besidePath(trip, withVehicle.get(key)) : trip);
  }
  return [...found.values()];
}

/** Index of the source of vehicles with an id; of a track that does not say, of the first. */
function sourceOf(sources: readonly SourceMessage[], id: string | undefined): number | undefined {
  const index = sources.findIndex(
    (source) => source.kinds.includes('vehicle-positions') && (id === undefined || source.id === id),
  );
  return index < 0 ? undefined : index;
}

/** How many runs each source's vehicles were on by reports that still count. */
function seenBySource(
  runs: readonly RunAsSeen[],
  now: EpochSeconds,
): ReadonlyMap<string | undefined, number> {
  const counts = new Map<string | undefined, number>();
  for (const { sourceId, at } of runs)
    if (now - at <= USABLE_SECONDS) counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1);
  return counts;
}

interface Place {
  /** Whose run it names; undefined where that is not known here. */
  readonly agencyId: string | undefined;
  readonly position: VehiclePosition['position'];
  readonly at: EpochSeconds;
}

/** Where vehicles are, by id, that say what they are on, known here or not. */
function namingTrips(
  sources: readonly SourceMessage[],
  lookup: TripLookup,
  now: EpochSeconds,
): ReadonlyMap<string, readonly Place[]> {
  const saysOf = ({ trip, journey }: VehiclePosition) =>
    trip?.tripId !== undefined || trip?.routeId !== undefined || (journey?.lineNames.length ?? 0) > 0;
  const places = new Map<string, Place[]>();
  for (const { kinds, message, feedTimestamp } of sources) {
    if (!kinds.includes('vehicle-positions')) continue;
    for (const vehicle of message.vehicles) {
      const id = vehicle.vehicle?.id;
      const at = vehicle.timestamp ?? feedTimestamp;
      // Of a time that has not come nothing is known (V2).
      if (id === undefined || !saysOf(vehicle) || at > now + FUTURE_SECONDS) continue;
      const agencyId = agencyOf(vehicle, lookup);
      const place = { agencyId, position: vehicle.position, at };
      places.set(id, [...(places.get(id) ?? []), place]);
    }
  }
  return places;
}

function agencyOf({ trip }: VehiclePosition, lookup: TripLookup): string | undefined {
  const number = trip?.tripId === undefined ? undefined : lookup.tripNumber(trip.tripId);
  const route =
    number === undefined ? lookup.route(trip?.routeId ?? '') : lookup.routeOf(lookup.trip(number));
  return route?.agencyId;
}

/** More than where its vehicle is. */
const saysWhen = ({ calls, source, kind }: LiveTrip): boolean =>
  calls.length > 0 || source !== null || kind !== 'update';

/** A vehicle that says where it is, and of which no time follows, is off its path. */
const besidePath = (trip: LiveTrip, seen: LiveTrip | undefined): LiveTrip =>
  seen?.vehicle?.lat == null ? trip : { ...trip, vehicle: seen.vehicle, vehicleSource: seen.vehicleSource };
