import { identifyRun } from '../prediction/identify-run.ts';
import type { VehicleTracker } from '../prediction/vehicle-tracker.ts';
import { type Claim, keyOf } from './claim-trips.ts';
import type { ResolvedTrip } from './extra-trip.ts';
import { FUTURE_SECONDS, USABLE_SECONDS } from './freshness.ts';
import type { TripInstance } from './match-instance.ts';
import type { VehiclePosition } from './realtime-message.ts';
import { plain } from './resolve-trip.ts';
import { type EpochSeconds, serviceDateToDays } from './service-day.ts';
import type { MatchedEntity, Outcome, SourceMessage } from './source-message.ts';
import type { TripLookup } from './trip-lookup.ts';
import { isPosition } from './vehicle-facts.ts';

export interface VehicleClaim {
  readonly vehicle: VehiclePosition;
  readonly source: number;
  readonly timestamp: EpochSeconds;
}

/** A clock that is hours from its feed's says nothing of the day. */
function seenAt({ timestamp }: VehiclePosition, feedTimestamp: EpochSeconds): EpochSeconds {
  const isNear = timestamp !== undefined && Math.abs(timestamp - feedTimestamp) <= 3600;
  return isNear ? timestamp : feedTimestamp;
}

/** Who names its run comes before who says when that started, and both before who says its route alone (rule V7). */
function rankOf({ trip }: VehiclePosition, lookup: TripLookup): number {
  if (trip?.tripId !== undefined && lookup.tripNumber(trip.tripId) !== undefined) return 0;
  return trip?.startSeconds !== undefined ? 1 : 2;
}

/** Rule V2: the timetable knows the trip of such a vehicle, but it is on no run now. */
function faultAt(timestamp: EpochSeconds, now: EpochSeconds): string | undefined {
  if (timestamp < now - USABLE_SECONDS) return 'vehicle-stale';
  return timestamp > now + FUTURE_SECONDS ? 'vehicle-in-future' : undefined;
}

/** A vehicle that has been on the run stays the one that is, as long as it reports (rule V2). */
const SILENT_SECONDS = 90;

/** Earlier than that no bus is on its run: it is parked beside the road, or on its way to where it starts. */
const MOST_EARLY_SECONDS = 120;

const asRun = ({ trip, serviceDate, startSeconds }: ResolvedTrip) => ({
  number: trip,
  day: serviceDateToDays(serviceDate),
  startSeconds,
});

function outdoes(
  claim: VehicleClaim,
  rival: VehicleClaim,
  resolved: ResolvedTrip | undefined,
  tracker: VehicleTracker | undefined,
): boolean {
  const isKnown = ({ vehicle }: VehicleClaim) =>
    tracker !== undefined &&
    resolved !== undefined &&
    resolved.trip >= 0 &&
    tracker.isUnderWay(vehicle.vehicle?.id ?? '', asRun(resolved));
  // One that has broken down holds its run until the bus that takes over has come.
  const stands = ({ vehicle, timestamp }: VehicleClaim) =>
    tracker !== undefined &&
    resolved !== undefined &&
    resolved.trip >= 0 &&
    tracker.standsStill(vehicle.vehicle?.id ?? '', asRun(resolved), timestamp);
  // Who has signed on in the depot is not the one that is on the road.
  const isOnPath = ({ vehicle, timestamp }: VehicleClaim) => {
    if (tracker === undefined || resolved === undefined || resolved.trip < 0) return false;
    const fix = tracker.fixOf(vehicle, timestamp);
    const late = fix && tracker.latenessOf(asRun(resolved), fix);
    return late !== undefined && late >= -MOST_EARLY_SECONDS;
  };
  if (stands(rival) && !stands(claim) && isOnPath(claim)) return true;
  if (stands(claim) && !stands(rival) && isOnPath(rival)) return false;
  const [one, other] = [isKnown(claim), isKnown(rival)];
  if (!one && !other && isOnPath(claim) !== isOnPath(rival)) return isOnPath(claim);
  if (one === other) return claim.timestamp > rival.timestamp;
  return one
    ? rival.timestamp - claim.timestamp <= SILENT_SECONDS
    : claim.timestamp - rival.timestamp > SILENT_SECONDS;
}

/** Rules V1, V2 and V7; a trip that only a vehicle speaks of gets a claim without an update. */
export function claimVehicles(
  sources: readonly SourceMessage[],
  outcomes: readonly Outcome[],
  claims: Map<string, Claim>,
  lookup: TripLookup,
  now: EpochSeconds,
  taken: ReadonlySet<MatchedEntity>,
  tracker: VehicleTracker | undefined,
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
    const namedBy = new Map<string, number>();
    const ranked = message.vehicles
      .map((vehicle) => ({ vehicle, rank: rankOf(vehicle, lookup) }))
      .sort((a, b) => a.rank - b.rank);
    for (const { vehicle, rank } of ranked) {
      if (taken.has(vehicle)) continue;
      const isNamed = (run: TripInstance) => (namedBy.get(keyOf(plain(run))) ?? rank) < rank;
      const { tripId, startDate } = vehicle.trip ?? {};
      const timestamp = vehicle.timestamp ?? feedTimestamp;
      const fault = faultAt(timestamp, now);
      let key = extras
        .get(tripId ?? '')
        ?.find((extra) => startDate === undefined || claims.get(extra)?.resolved.serviceDate === startDate);
      if (key === undefined) {
        const match = identifyRun(vehicle, seenAt(vehicle, feedTimestamp), lookup, tracker, isNamed);
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
        const nameRank = match.byStart ? Math.max(1, rank) : rank;
        if (!fault && nameRank < 2 && !namedBy.has(key)) namedBy.set(key, nameRank);
        if (!fault && !claims.has(key))
          claims.set(key, { resolved, update: null, source: null, timestamp: feedTimestamp });
      }
      outcome.matched.add(vehicle);
      if (fault) {
        outcome.discard(fault);
        continue;
      }
      const rival = found.get(key);
      if (rival) outcome.discard('trip-claimed-twice');
      const claim = { vehicle, source, timestamp };
      if (!rival || outdoes(claim, rival, claims.get(key)?.resolved, tracker)) found.set(key, claim);
    }
    for (const { position } of message.vehicles) {
      if (position && !isPosition(position)) outcome.discard('position-invalid');
    }
  });
  return found;
}
