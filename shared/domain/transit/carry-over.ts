import { ALERTS_USABLE_SECONDS, LIVE_SECONDS } from './freshness.ts';
import type { LiveSnapshot, LiveSource, LiveTrip } from './live-snapshot.ts';
import type { EpochSeconds } from './service-day.ts';

/** What is known of a run, that it is missed, and what each source has closed of it stand side by side. */
const keyOf = (trip: LiveTrip, source: number | null) =>
  `${trip.kind === 'closed' ? `closed ${source}` : trip.kind === 'untracked' ? 'untracked' : ''}|${runOf(trip)}`;

const runOf = (trip: LiveTrip) =>
  `${trip.kind === 'extra' ? `extra|${trip.tripId}` : trip.trip}|${trip.serviceDate}|${trip.startSeconds ?? ''}`;

/**
 * Adds to `fresh` what `stored` knew from sources that have no new message and are not in memory either (a process
 * that has just started, a source that is down): the last good data stays, with its own age, until nothing may use
 * it any more (rule B5). A trip of which one source speaks now and another spoke before keeps both.
 */
export function carryOver(
  fresh: LiveSnapshot,
  stored: LiveSnapshot,
  missingSourceIds: ReadonlySet<string>,
  now: EpochSeconds,
): LiveSnapshot {
  if (stored.timetableVersion !== fresh.timetableVersion) return fresh;
  const carried = stored.sources.filter(
    ({ id, feedTimestamp }) =>
      missingSourceIds.has(id) && feedTimestamp !== null && now - feedTimestamp <= ALERTS_USABLE_SECONDS,
  );
  if (carried.length === 0) return fresh;
  const sources = [...fresh.sources, ...carried];
  /** Index in `stored` → index in the result; null for a source that speaks for itself, or is too old. */
  const moved = (source: number | null): number | null => {
    const id = source === null ? undefined : stored.sources[source]?.id;
    const at = carried.some((candidate) => candidate.id === id) ? sources.findIndex((s) => s.id === id) : -1;
    return at < 0 ? null : at;
  };
  const trips = new Map(fresh.trips.map((trip) => [keyOf(trip, trip.source), trip]));
  for (const trip of stored.trips) {
    if (trip.kind === 'untracked') continue;
    const source = moved(trip.source);
    const vehicleSource = moved(trip.vehicleSource);
    if (source === null && vehicleSource === null) continue;
    const key = keyOf(trip, source);
    const known = trips.get(key);
    trips.set(
      key,
      known
        ? joined(
            known,
            trip,
            isOutdone(known, trip, sources[source ?? -1], now) ? null : source,
            vehicleSource,
          )
        : alone(trip, source, vehicleSource),
    );
  }
  const alerts = stored.alerts.flatMap((alert) => {
    const source = moved(alert.source);
    return source === null ? [] : [{ ...alert, source }];
  });
  return { ...fresh, sources, trips: [...trips.values()], alerts: [...fresh.alerts, ...alerts] };
}

function alone(trip: LiveTrip, source: number | null, vehicleSource: number | null): LiveTrip {
  return {
    ...trip,
    source,
    vehicleSource,
    // What was predicted from the position goes on with it.
    ...(source === null && trip.source !== null && { calls: [] }),
    ...(vehicleSource === null && trip.vehicleSource !== null && { vehicle: null, occupancy: null }),
  };
}

/** Rule P2: what is predicted from a fresh position is better than an update whose feed has stopped. */
const isOutdone = (
  fresh: LiveTrip,
  stored: LiveTrip,
  source: LiveSource | undefined,
  now: EpochSeconds,
): boolean =>
  fresh.source === null &&
  fresh.calls.length > 0 &&
  stored.calls.every(({ state }) => state !== 'skipped' && state !== 'cancelled') &&
  now - (source?.feedTimestamp ?? 0) > LIVE_SECONDS;

/** What the fresh trip lacks, the update or the vehicle, it takes from the stored one. */
function joined(
  fresh: LiveTrip,
  stored: LiveTrip,
  source: number | null,
  vehicleSource: number | null,
): LiveTrip {
  const takesUpdate = fresh.source === null && source !== null;
  const takesVehicle = fresh.vehicleSource === null && vehicleSource !== null;
  const { vehicle, occupancy } = takesVehicle ? stored : fresh;
  const takesPrediction =
    takesVehicle && stored.source === null && fresh.source === null && fresh.calls.length === 0;
  return {
    ...(takesUpdate || takesPrediction ? stored : fresh),
    source: takesUpdate ? source : fresh.source,
    vehicleSource: takesVehicle ? vehicleSource : fresh.vehicleSource,
    wheelchair: fresh.wheelchair ?? stored.wheelchair,
    vehicle,
    occupancy,
  };
}
