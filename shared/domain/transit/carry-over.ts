import type { LiveSnapshot, LiveTrip } from './live-snapshot.ts';

/**
 * Adds to `fresh` what `stored` knew from sources that have no new message and are not in memory either (a process
 * that has just started, a source that is down): the last good data stays, with its own age, until it is too old.
 */
export function carryOver(
  fresh: LiveSnapshot,
  stored: LiveSnapshot,
  missingSourceIds: ReadonlySet<string>,
): LiveSnapshot {
  if (stored.timetableVersion !== fresh.timetableVersion) return fresh;
  const carried = stored.sources.filter((source) => missingSourceIds.has(source.id));
  if (carried.length === 0) return fresh;
  const sources = [...fresh.sources, ...carried];
  /** Index in `stored` → index in the result; undefined for a source that speaks for itself. */
  const moved = (source: number | null) => {
    const id = source === null ? undefined : stored.sources[source]?.id;
    return id !== undefined && missingSourceIds.has(id)
      ? sources.findIndex((candidate) => candidate.id === id)
      : undefined;
  };
  const keyOf = (trip: LiveTrip) =>
    `${trip.kind === 'extra' ? `extra|${trip.tripId}` : trip.trip}|${trip.serviceDate}|${trip.startSeconds ?? ''}`;
  const known = new Set(fresh.trips.map(keyOf));
  const trips = stored.trips.flatMap((trip): LiveTrip[] => {
    const source = moved(trip.source);
    const vehicleSource = moved(trip.vehicleSource);
    if (known.has(keyOf(trip)) || (source === undefined && vehicleSource === undefined)) return [];
    return [
      {
        ...trip,
        source: source ?? null,
        vehicleSource: vehicleSource ?? null,
        ...(source === undefined && { calls: [] }),
        ...(vehicleSource === undefined && trip.vehicleSource !== null && { vehicle: null, occupancy: null }),
      },
    ];
  });
  const alerts = stored.alerts.flatMap((alert) => {
    const source = moved(alert.source);
    return source === undefined ? [] : [{ ...alert, source }];
  });
  return { ...fresh, sources, trips: [...fresh.trips, ...trips], alerts: [...fresh.alerts, ...alerts] };
}
