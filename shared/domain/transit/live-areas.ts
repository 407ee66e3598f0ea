import type { Alert, LiveCall, LiveSnapshot, LiveTrip } from './live-snapshot.ts';
import { serviceDateToDays } from './service-day.ts';
import type { TripLookup } from './trip-lookup.ts';

/** Calls this long before the newest data concern no board any more. */
const PAST_SECONDS = 180;

/** Areas of a timetable trip's calls, by call index. */
function areasOfTrip(trip: LiveTrip, lookup: TripLookup): number[] {
  if (trip.trip < 0) return [];
  const pattern = lookup.pattern(lookup.trip(trip.trip));
  return pattern.stops.map((stop) => lookup.index.stops[stop]?.area ?? 0);
}

/** First call that may still be on a board: vehicles and void instances concern no earlier one. */
function firstCallAhead(trip: LiveTrip, newest: number, lookup: TripLookup): number {
  if (trip.trip < 0) return 0;
  const timetableTrip = lookup.trip(trip.trip);
  const { pattern, origin } = lookup.instance(
    timetableTrip,
    serviceDateToDays(trip.serviceDate),
    trip.startSeconds,
  );
  let late = 0;
  for (const { delaySeconds = 0 } of trip.calls) if (delaySeconds > late) late = delaySeconds;
  const ahead = pattern.departureOffsets.findIndex(
    (offset) => origin + offset + late >= newest - PAST_SECONDS,
  );
  return ahead < 0 ? pattern.departureOffsets.length : ahead;
}

/** Its calls are not the timetable's, and say themselves where they are. */
const bringsOwnCalls = ({ kind }: LiveTrip) => kind === 'instead' || kind === 'extra';

/** A trip as the boards of one area need it. A moved call belongs to both the area it left and the one it is in. */
function tripsByArea(trip: LiveTrip, newest: number, lookup: TripLookup): Map<number, LiveTrip> {
  const areas = areasOfTrip(trip, lookup);
  const calls = new Map<number, LiveCall[]>();
  for (let i = firstCallAhead(trip, newest, lookup); i < areas.length; i++) {
    const area = areas[i];
    if (area !== undefined && !calls.has(area)) calls.set(area, []);
  }
  const addTo = (area: number | undefined, call: LiveCall) => {
    if (area === undefined) return;
    const inArea = calls.get(area);
    if (inArea) inArea.push(call);
    else calls.set(area, [call]);
  };
  for (const call of trip.calls) {
    const own = bringsOwnCalls(trip) ? undefined : areas[call.callIndex];
    const at = call.stopId === undefined ? own : lookup.area(call.stopId);
    addTo(at, call);
    if (own !== at) addTo(own, call);
  }
  const facts = [trip.vehicle, trip.wheelchair, trip.occupancy];
  const saysMore =
    trip.kind === 'instead' ||
    trip.left !== undefined ||
    trip.kind === 'untracked' ||
    facts.some((fact) => fact !== null);
  const cut = new Map<number, LiveTrip>();
  for (const [area, inArea] of calls) {
    if (inArea.length > 0 || saysMore) cut.set(area, { ...trip, calls: inArea });
  }
  return cut;
}

function areasOfAlert(alert: Alert, lookup: TripLookup): ReadonlySet<number> | 'all' {
  const areas = new Set<number>();
  for (const selector of alert.selectors) {
    if (selector.stopId !== undefined) {
      const area = lookup.area(selector.stopId);
      if (area !== undefined) areas.add(area);
    } else if (selector.routeId !== undefined) {
      for (const area of lookup.areasOfRoute(selector.routeId)) areas.add(area);
    } else if (selector.trip?.tripId !== undefined && lookup.tripNumber(selector.trip.tripId) !== undefined) {
      for (const area of areasOfTripId(selector.trip.tripId, lookup)) areas.add(area);
    } else return 'all';
  }
  return areas;
}

function areasOfTripId(tripId: string, lookup: TripLookup): number[] {
  const { stops } = lookup.pattern(lookup.trip(lookup.tripNumber(tripId) ?? -1));
  return stops.map((stop) => lookup.index.stops[stop]?.area ?? 0);
}

/** An order that the feed has no say in: a feed that only shuffles its entities changes no shard. */
function byTrip(a: LiveTrip, b: LiveTrip): number {
  if (a.trip !== b.trip) return a.trip - b.trip;
  if (a.serviceDate !== b.serviceDate) return a.serviceDate < b.serviceDate ? -1 : 1;
  if (a.startSeconds !== b.startSeconds) return (a.startSeconds ?? 0) - (b.startSeconds ?? 0);
  if (a.tripId !== b.tripId) return a.tripId < b.tripId ? -1 : 1;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return (a.source ?? -1) - (b.source ?? -1);
}

export interface LiveArea {
  readonly trips: readonly LiveTrip[];
  readonly alerts: readonly Alert[];
}

/** Cuts a snapshot so that the board of any stop needs the part of the stop's area alone. Index: area. */
export function cutByArea(snapshot: LiveSnapshot, lookup: TripLookup): readonly LiveArea[] {
  const parts = Array.from({ length: lookup.index.areaCount }, () => ({
    trips: [] as LiveTrip[],
    alerts: [] as Alert[],
  }));
  const newest = Math.max(0, ...snapshot.sources.map((source) => source.feedTimestamp ?? 0));
  for (const trip of snapshot.trips.toSorted(byTrip)) {
    for (const [area, cut] of tripsByArea(trip, newest, lookup)) parts[area]?.trips.push(cut);
  }
  for (const alert of snapshot.alerts) {
    const areas = areasOfAlert(alert, lookup);
    parts.forEach((part, area) => {
      if (areas === 'all' || areas.has(area)) part.alerts.push(alert);
    });
  }
  return parts;
}

/** The trips of all areas in one list again, calls in order: for going on from a stored snapshot. */
export function joinTrips(areas: readonly (readonly LiveTrip[])[]): LiveTrip[] {
  const joined = new Map<string, { trip: LiveTrip; calls: Map<number, LiveCall> }>();
  for (const trip of areas.flat()) {
    const { kind, source, serviceDate, startSeconds } = trip;
    const closedBy = kind === 'closed' ? source : '';
    const key = `${kind}|${trip.trip}|${trip.tripId}|${serviceDate}|${startSeconds ?? ''}|${closedBy}`;
    const known = joined.get(key) ?? { trip, calls: new Map<number, LiveCall>() };
    for (const call of trip.calls) known.calls.set(call.callIndex, call);
    joined.set(key, known);
  }
  return [...joined.values()].map(({ trip, calls }) => ({
    ...trip,
    calls: [...calls.values()].sort((a, b) => a.callIndex - b.callIndex),
  }));
}
