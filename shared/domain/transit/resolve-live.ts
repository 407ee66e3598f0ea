import { predictNextRuns } from '../prediction/predict-next-runs.ts';
import { predictRun } from '../prediction/predict-run.ts';
import { unreportedTrips } from '../prediction/unreported-trips.ts';
import type { VehicleTracker } from '../prediction/vehicle-tracker.ts';
import { runOf } from './board-sources.ts';
import { type Claim, claimTrips, keyOf } from './claim-trips.ts';
import { claimVehicles, type VehicleClaim } from './claim-vehicles.ts';
import { isCancelled } from './closed-calls.ts';
import { closedTrips } from './closed-journeys.ts';
import type { ResolvedTrip } from './extra-trip.ts';
import type { Alert, LiveCall, LiveSnapshot, LiveTrip } from './live-snapshot.ts';
import { periodsOnDays } from './periods-on-days.ts';
import type { MessageAlert } from './realtime-message.ts';
import { selectorsInIds } from './selectors-in-ids.ts';
import { type EpochSeconds, serviceDateToDays } from './service-day.ts';
import { type MatchedEntity, Outcome, type SourceMessage, type SourceOutcome } from './source-message.ts';
import type { InstanceCalls, TripLookup } from './trip-lookup.ts';
import { vehicleFacts, vehicleFromUpdate } from './vehicle-facts.ts';

/** A call this long past, by schedule and by prediction, is on no board any more. */
const FORGET_SECONDS = 180;

/**
 * Joins the messages of all sources with one feed's timetable: the snapshot that boards read
 * (docs/board-rules.md, M, S, X, V, P). `taken` are entities that another feed's timetable has claimed; the tracker
 * takes in where vehicles are, and without one nothing is predicted from that.
 */
export function resolveLive(
  sources: readonly SourceMessage[],
  lookup: TripLookup,
  now: EpochSeconds,
  taken: ReadonlySet<MatchedEntity> = new Set(),
  tracker?: VehicleTracker,
): { readonly snapshot: LiveSnapshot; readonly outcomes: readonly SourceOutcome[] } {
  const outcomes = sources.map(() => new Outcome());
  const claims = claimTrips(sources, outcomes, lookup, taken);
  const vehicles = claimVehicles(sources, outcomes, claims, lookup, now, taken, tracker);
  const closed = closedTrips(sources, outcomes, lookup, now);
  const calledOff = new Set(closed.filter(isCancelled).map(runOf));
  const isSpokenOf = (run: ResolvedTrip) => claims.has(keyOf(run)) || calledOff.has(runOf(run));
  const trips: LiveTrip[] = [];
  const nextRuns = new Map<string, NextRun>();
  for (const [key, claim] of claims) {
    const vehicle = vehicles.get(key);
    const sourceId = sources[vehicle?.source ?? -1]?.id;
    const predicted = vehicle && tracker && predictRun(tracker, vehicle, claim, now, sourceId);
    const trip = liveTrip(predicted ?? claim, vehicle, sources, lookup);
    if (trip) trips.push(withLeft(trip, tracker));
    if (!vehicle || !tracker) continue;
    const { resolved } = predicted ?? claim;
    for (const next of predictNextRuns(tracker, lookup, vehicle, resolved, isSpokenOf, now, sourceId))
      takeSooner(nextRuns, { claim: { ...claim, resolved: next, source: null, update: null }, vehicle });
  }
  for (const { claim, vehicle } of nextRuns.values()) {
    const trip = liveTrip(claim, toCome(vehicle), sources, lookup);
    if (trip) trips.push(trip);
  }
  if (tracker) trips.push(...unreportedTrips(tracker, lookup, sources, claims, trips, now));
  trips.push(...closed);
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
        ? message.alerts.flatMap((alert) => {
            const found = alertInIds(alert, lookup, now);
            if (typeof found !== 'string') return [{ ...found, source }];
            outcomes[source]?.discard(found);
            return [];
          })
        : [],
    ),
  };
  return { snapshot, outcomes };
}

/** Rule A6; the reason why an alert is left out. */
function alertInIds(
  { days, ...alert }: MessageAlert,
  lookup: TripLookup,
  now: EpochSeconds,
): Omit<Alert, 'source'> | string {
  const selectors = alert.selectors.flatMap((selector) => selectorsInIds(selector, lookup));
  if (selectors.length === 0 && alert.selectors.length > 0) return 'alert-of-other-network';
  if (!days) return { ...alert, selectors };
  const activePeriods = periodsOnDays(alert.activePeriods, days, now, lookup.index.timeZone);
  // None would be all time.
  return activePeriods.length === 0 ? 'alert-on-no-day' : { ...alert, selectors, activePeriods };
}

/** What its vehicle has left: an update may have dropped it, and it is not to come all the same. */
function withLeft(trip: LiveTrip, tracker: VehicleTracker | undefined): LiveTrip {
  if (!tracker || trip.kind !== 'update' || trip.trip < 0) return trip;
  const run = {
    number: trip.trip,
    day: serviceDateToDays(trip.serviceDate),
    startSeconds: trip.startSeconds,
  };
  const left = tracker.callsLeft(trip.vehicle ? (trip.vehicle.id ?? '') : null, run);
  return left > 0 ? { ...trip, left } : trip;
}

interface NextRun {
  readonly claim: Claim;
  readonly vehicle: VehicleClaim;
}

/** Two buses may be late for one run, where a block is not one vehicle's day: the one that comes first makes it. */
function takeSooner(runs: Map<string, NextRun>, run: NextRun): void {
  const key = keyOf(run.claim.resolved);
  const startsAfter = ({ claim }: NextRun) => claim.resolved.calls[0]?.delaySeconds ?? 0;
  const rival = runs.get(key);
  if (!rival || startsAfter(run) < startsAfter(rival)) runs.set(key, run);
}

/** A vehicle as the run knows it that it makes next: neither where it is nor how full says anything of that one. */
const toCome = ({ vehicle: { vehicle }, ...claim }: VehicleClaim): VehicleClaim => ({
  ...claim,
  vehicle: { vehicle: { id: vehicle?.id, label: vehicle?.label } },
});

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
  const kept = remembered(resolved, instance, feedTimestamp, facts.standingAt);
  const calls = facts.standingAt === undefined ? kept : markStanding(kept, facts.standingAt);
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
    source,
    vehicleSource: claim?.source ?? null,
  };
}

function markStanding(calls: readonly LiveCall[], standingAt: number): LiveCall[] {
  return calls.map((call) => (call.callIndex === standingAt ? { ...call, standing: true as const } : call));
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
