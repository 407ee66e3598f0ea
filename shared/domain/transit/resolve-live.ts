import type { ResolvedTrip } from './extra-trip.ts';
import { FUTURE_SECONDS } from './freshness.ts';
import type { AlertSelector, LiveCall, LiveSnapshot, LiveTrip } from './live-snapshot.ts';
import { matchInstance } from './match-instance.ts';
import type { RealtimeMessage, TripUpdate, VehiclePosition } from './realtime-message.ts';
import type { RealtimeKind } from './realtime-source.ts';
import { plain, resolveTrip } from './resolve-trip.ts';
import { type EpochSeconds, isServiceDate, parseGtfsTime, serviceDateToDays } from './service-day.ts';
import type { InstanceCalls, TripLookup } from './trip-lookup.ts';
import { isPosition, vehicleFacts, vehicleFromUpdate } from './vehicle-facts.ts';

/** One source's newest message, dated (rule B7). */
export interface SourceMessage {
  readonly id: string;
  readonly kinds: readonly RealtimeKind[];
  readonly feedTimestamp: EpochSeconds;
  readonly message: RealtimeMessage;
}

/** What became of a source's entities when they met one feed's timetable. */
export interface SourceOutcome {
  readonly matched: ReadonlySet<TripUpdate | VehiclePosition>;
  readonly reasons: ReadonlyMap<TripUpdate | VehiclePosition, string>;
  /** Parts of matched entities that were left out. */
  readonly discarded: Readonly<Record<string, number>>;
}

/** A call this long past, by schedule and by prediction, is on no board any more. */
const FORGET_SECONDS = 180;

interface Claim {
  readonly resolved: ResolvedTrip;
  readonly update: TripUpdate | null;
  readonly source: number | null;
  readonly timestamp: EpochSeconds;
}

class Outcome implements SourceOutcome {
  readonly matched = new Set<TripUpdate | VehiclePosition>();
  readonly reasons = new Map<TripUpdate | VehiclePosition, string>();
  readonly discarded: Record<string, number> = {};
  readonly discard = (reason: string) => {
    this.discarded[reason] = (this.discarded[reason] ?? 0) + 1;
  };
}

const keyOf = (trip: ResolvedTrip) =>
  trip.kind === 'extra'
    ? `extra|${trip.tripId}|${trip.serviceDate}`
    : `${trip.trip}|${trip.serviceDate}|${trip.startSeconds ?? ''}`;

/**
 * Joins the messages of all sources with one feed's timetable: the snapshot that boards read
 * (docs/board-rules.md, M, S, X, V). `taken` are entities that another feed's timetable has claimed.
 */
export function resolveLive(
  sources: readonly SourceMessage[],
  lookup: TripLookup,
  now: EpochSeconds,
  taken: ReadonlySet<TripUpdate | VehiclePosition> = new Set(),
): { readonly snapshot: LiveSnapshot; readonly outcomes: readonly SourceOutcome[] } {
  const outcomes = sources.map(() => new Outcome());
  const claims = claimTrips(sources, outcomes, lookup, taken);
  const vehicles = claimVehicles(sources, outcomes, claims, lookup, now, taken);
  const trips: LiveTrip[] = [];
  for (const [key, claim] of claims) {
    const trip = liveTrip(claim, vehicles.get(key), sources, lookup);
    if (trip) trips.push(trip);
  }
  const snapshot: LiveSnapshot = {
    feedId: lookup.index.feedId,
    timetableVersion: lookup.index.version,
    sources: sources.map(({ id, feedTimestamp, kinds }) => ({
      id,
      feedTimestamp,
      tripUpdates: kinds.includes('trip-updates'),
      vehicles: kinds.includes('vehicle-positions'),
      alerts: kinds.includes('alerts'),
    })),
    trips,
    alerts: sources.flatMap(({ message, kinds }, source) =>
      kinds.includes('alerts')
        ? message.alerts.map((alert) => ({
            ...alert,
            selectors: withTripIds(alert.selectors, lookup),
            source,
          }))
        : [],
    ),
  };
  return { snapshot, outcomes };
}

/** Rule A4: a trip that an alert names by route and start gets its trip_id; one that names no single trip, none. */
function withTripIds(selectors: readonly AlertSelector[], lookup: TripLookup): AlertSelector[] {
  return selectors.map((selector) => {
    const { trip } = selector;
    if (!trip || trip.tripId !== undefined) return selector;
    const { routeId, directionId, startDate, startTime } = trip;
    const startSeconds = parseGtfsTime(startTime ?? '');
    if (routeId === undefined || startDate === undefined || startSeconds === undefined) return selector;
    if (!isServiceDate(startDate)) return selector;
    const number = lookup.tripStarting(routeId, directionId, startSeconds, serviceDateToDays(startDate));
    return number === undefined
      ? selector
      : { ...selector, trip: { ...trip, tripId: lookup.trip(number).tripId } };
  });
}

/** What is wrong with one entity costs that entity alone, whatever it is. */
function guarded(resolve: () => ResolvedTrip | string): ResolvedTrip | string {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof RangeError) return 'entity-unusable';
    throw error;
  }
}

/** A statement from after its own feed (a clock in milliseconds, a wrong clock) would win over all others. */
function statedAt(
  update: TripUpdate,
  feedTimestamp: EpochSeconds,
  discard: (reason: string) => void,
): EpochSeconds {
  if (update.timestamp === undefined) return feedTimestamp;
  if (update.timestamp <= feedTimestamp + FUTURE_SECONDS) return update.timestamp;
  discard('update-timestamp-in-future');
  return feedTimestamp;
}

/** Rules M1-M7. */
function claimTrips(
  sources: readonly SourceMessage[],
  outcomes: readonly Outcome[],
  lookup: TripLookup,
  taken: ReadonlySet<TripUpdate | VehiclePosition>,
): Map<string, Claim> {
  const claims = new Map<string, Claim>();
  sources.forEach(({ message, feedTimestamp, kinds }, source) => {
    const outcome = outcomes[source];
    if (!outcome || !kinds.includes('trip-updates')) return;
    for (const update of message.tripUpdates) {
      if (taken.has(update)) continue;
      const resolved = guarded(() => resolveTrip(update, feedTimestamp, lookup, outcome.discard));
      if (typeof resolved === 'string') {
        outcome.reasons.set(update, resolved);
        continue;
      }
      outcome.matched.add(update);
      const key = keyOf(resolved);
      const timestamp = statedAt(update, feedTimestamp, outcome.discard);
      const rival = claims.get(key);
      if (rival) outcome.discard('duplicate-trip-update');
      const wins =
        !rival || timestamp > rival.timestamp || (timestamp === rival.timestamp && rival.source === source);
      if (wins) claims.set(key, { resolved, update, source, timestamp });
    }
  });
  return claims;
}

interface VehicleClaim {
  readonly vehicle: VehiclePosition;
  readonly source: number;
  readonly timestamp: EpochSeconds;
}

/** Rules V1 and V2; a trip that only a vehicle speaks of gets a claim without an update. */
function claimVehicles(
  sources: readonly SourceMessage[],
  outcomes: readonly Outcome[],
  claims: Map<string, Claim>,
  lookup: TripLookup,
  now: EpochSeconds,
  taken: ReadonlySet<TripUpdate | VehiclePosition>,
): Map<string, VehicleClaim> {
  const extras = new Map<string, string[]>();
  for (const [key, { resolved }] of claims) {
    if (resolved.kind !== 'extra') continue;
    const keys = extras.get(resolved.tripId);
    if (keys) keys.push(key);
    else extras.set(resolved.tripId, [key]);
  }
  const found = new Map<string, VehicleClaim>();
  sources.forEach(({ message, feedTimestamp, kinds }, source) => {
    const outcome = outcomes[source];
    if (!outcome || !kinds.includes('vehicle-positions')) return;
    for (const vehicle of message.vehicles) {
      if (!vehicle.trip || taken.has(vehicle)) continue;
      const { tripId, startDate } = vehicle.trip;
      let key = extras
        .get(tripId ?? '')
        ?.find((extra) => startDate === undefined || claims.get(extra)?.resolved.serviceDate === startDate);
      if (key === undefined) {
        const match = matchInstance(vehicle.trip, [], feedTimestamp, lookup);
        if ('discarded' in match) {
          outcome.reasons.set(vehicle, match.discarded);
          continue;
        }
        // A headway run has no schedule for a lone vehicle to be laid over.
        const resolved = {
          ...plain(match.instance),
          ...(match.instance.unscheduled && { kind: 'instead' as const }),
        };
        key = keyOf(resolved);
        if (!claims.has(key))
          claims.set(key, { resolved, update: null, source: null, timestamp: feedTimestamp });
      }
      outcome.matched.add(vehicle);
      const timestamp = vehicle.timestamp ?? feedTimestamp;
      if (timestamp < now - 300) outcome.discard('vehicle-stale');
      else if (timestamp > now + 60) outcome.discard('vehicle-in-future');
      else {
        const rival = found.get(key);
        if (rival) outcome.discard('trip-claimed-twice');
        if (!rival || timestamp > rival.timestamp) found.set(key, { vehicle, source, timestamp });
      }
    }
    for (const { position } of message.vehicles) {
      if (position && !isPosition(position)) outcome.discard('position-invalid');
    }
  });
  return found;
}

function liveTrip(
  { resolved, update, source, timestamp }: Claim,
  claim: VehicleClaim | undefined,
  sources: readonly SourceMessage[],
  lookup: TripLookup,
): LiveTrip | undefined {
  const timetableTrip = resolved.trip < 0 ? undefined : lookup.trip(resolved.trip);
  const instance =
    timetableTrip &&
    lookup.instance(timetableTrip, serviceDateToDays(resolved.serviceDate), resolved.startSeconds);
  const feedTimestamp = sources[claim?.source ?? source ?? -1]?.feedTimestamp ?? timestamp;
  const facts = claim
    ? vehicleFacts(claim.vehicle, claim.timestamp, feedTimestamp, resolved, instance, lookup)
    : { vehicle: vehicleFromUpdate(update?.vehicle, timestamp), occupancy: null, standingAt: undefined };
  const calls = remembered(resolved, instance, feedTimestamp, facts.standingAt).map((call) =>
    call.callIndex === facts.standingAt ? { ...call, standing: true as const } : call,
  );
  const wheelchair = claim?.vehicle.vehicle?.wheelchair ?? update?.vehicle?.wheelchair ?? resolved.wheelchair;
  const silent =
    resolved.kind === 'update' && calls.length === 0 && !facts.vehicle && !wheelchair && !facts.occupancy;
  if (silent || (resolved.kind === 'extra' && calls.length === 0)) return undefined;
  return {
    ...resolved,
    calls,
    wheelchair,
    vehicle: facts.vehicle,
    occupancy: facts.occupancy,
    source: update ? source : null,
    vehicleSource: claim?.source ?? null,
  };
}

/** Leaves out calls that no board can list any more: they would only fill the snapshot. */
function remembered(
  resolved: ResolvedTrip,
  instance: InstanceCalls | undefined,
  feedTimestamp: EpochSeconds,
  standingAt: number | undefined,
): LiveCall[] {
  const oldest = feedTimestamp - FORGET_SECONDS;
  return resolved.calls.filter((call) => {
    if (call.callIndex === standingAt) return true;
    if (call.stopId !== undefined) return Math.max(call.scheduled ?? 0, call.expected ?? 0) >= oldest;
    const scheduled = (instance?.origin ?? 0) + (instance?.pattern.departureOffsets[call.callIndex] ?? 0);
    return scheduled + Math.max(0, call.delaySeconds ?? 0) >= oldest;
  });
}
