import type { LiveCall } from './live-snapshot.ts';
import type { MatchedUpdate } from './match-stop-times.ts';
import type { EpochSeconds } from './service-day.ts';
import type { InstanceCalls, TripLookup } from './trip-lookup.ts';

/** What is known of each call's departure after rules S1-S8. */
interface CallState {
  expected: EpochSeconds | null;
  /** The feed gave this departure, or the arrival it follows from (rule S7). */
  given: boolean;
  skipped: boolean;
}

const isBus = (routeType: number) =>
  routeType === 3 || routeType === 11 || (routeType >= 700 && routeType <= 899);

/** Rules S1-S4, S6, S8: delays carried forward along the trip, with holds. */
function propagate(
  { pattern, origin }: InstanceCalls,
  updates: ReadonlyMap<number, MatchedUpdate>,
  tripDelay: number | undefined,
): CallState[] {
  let delay = tripDelay ?? null;
  return pattern.stops.map((_, i) => {
    const matched = updates.get(i);
    const relationship = matched?.update.relationship;
    if (relationship === 'SKIPPED') return { expected: null, given: false, skipped: true };
    if (relationship === 'NO_DATA') {
      delay = null;
      return { expected: null, given: false, skipped: false };
    }
    const scheduled = origin + (pattern.departureOffsets[i] ?? 0);
    if (matched?.departure != null) {
      delay = matched.departure - scheduled;
      return { expected: matched.departure, given: true, skipped: false };
    }
    const given = matched?.arrival != null;
    if (matched?.arrival != null) delay = matched.arrival - (origin + (pattern.arrivalOffsets[i] ?? 0));
    if (delay === null) return { expected: null, given: false, skipped: false };
    const holds = i === 0 || pattern.timepoints[i] === 1;
    if (holds && delay < 0) delay = 0;
    return { expected: scheduled + delay, given, skipped: false };
  });
}

/** Rule S7: derived departures keep the order of the trip; what the feed gives is left as it is. */
function keepOrder(states: CallState[]): void {
  let previous = Number.NEGATIVE_INFINITY;
  for (const state of states) {
    if (state.expected === null) continue;
    if (!state.given) state.expected = Math.max(state.expected, previous);
    previous = state.expected;
  }
  let next = Number.POSITIVE_INFINITY;
  for (let i = states.length - 1; i >= 0; i--) {
    const state = states[i];
    if (!state || state.expected === null) continue;
    if (state.given) next = state.expected;
    else state.expected = Math.min(state.expected, next);
  }
}

/** Rule S5, and M8 where the update names a sibling platform. */
function assignedStop(
  matched: MatchedUpdate | undefined,
  timetableStopId: string,
  lookup: TripLookup,
  discard: (reason: string) => void,
): string | undefined {
  const stopId = matched?.update.assignedStopId ?? matched?.siblingStopId;
  if (stopId === undefined || stopId === timetableStopId) return undefined;
  if (lookup.stopNumber(stopId) !== undefined) return stopId;
  discard('assigned-stop-unknown');
  return undefined;
}

/**
 * Rules S1-S12 for one scheduled instance: the calls of which live data says something.
 * @param tripDelay TripUpdate.delay in seconds (rule S8)
 */
export function predictCalls(
  calls: InstanceCalls,
  updates: ReadonlyMap<number, MatchedUpdate>,
  {
    tripDelay,
    feedTimestamp,
    routeType,
    tripHeadsign,
  }: {
    readonly tripDelay: number | undefined;
    readonly feedTimestamp: EpochSeconds;
    readonly routeType: number;
    /** trip_properties.trip_headsign, for the calls that have none of their own (rule S5). */
    readonly tripHeadsign: string | undefined;
  },
  lookup: TripLookup,
  discard: (reason: string) => void,
): LiveCall[] {
  const { pattern, origin } = calls;
  const states = propagate(calls, updates, tripDelay);
  keepOrder(states);
  const departs = (i: number) => origin + (pattern.departureOffsets[i] ?? 0);
  const remaining = states.filter((state, i) => (state.expected ?? departs(i)) >= feedTimestamp);
  const allSkipped = isBus(routeType) && remaining.length > 0 && remaining.every((state) => state.skipped);
  const lastServed = states.findLastIndex((state) => !state.skipped);
  const tripEndsEarly = !allSkipped && lastServed >= 0 && lastServed < states.length - 1;

  const live: LiveCall[] = [];
  states.forEach((state, callIndex) => {
    const matched = updates.get(callIndex);
    const endsHere = tripEndsEarly && callIndex === lastServed;
    // Most calls of most trips only carry a delay on: nothing else about them needs to be looked at.
    if (!matched && !endsHere && !state.skipped && tripHeadsign === undefined) {
      if (state.expected !== null) {
        live.push({ callIndex, state: 'live', delaySeconds: state.expected - departs(callIndex) });
      }
      return;
    }
    const stopId = state.skipped
      ? undefined
      : assignedStop(matched, lookup.stopIdAt(pattern, callIndex), lookup, discard);
    const { pickupType, departureOccupancy } = matched?.update ?? {};
    const stopHeadsign = matched?.update.stopHeadsign ?? tripHeadsign;
    const says =
      state.skipped ||
      state.expected !== null ||
      stopId !== undefined ||
      endsHere ||
      stopHeadsign !== undefined ||
      pickupType !== undefined ||
      departureOccupancy !== undefined;
    if (!says) return;
    const plain =
      state.expected !== null &&
      stopId === undefined &&
      !endsHere &&
      stopHeadsign === undefined &&
      pickupType === undefined &&
      departureOccupancy === undefined;
    if (plain && state.expected !== null) {
      live.push({ callIndex, state: 'live', delaySeconds: state.expected - departs(callIndex) });
      return;
    }
    live.push({
      callIndex,
      state: state.skipped
        ? allSkipped
          ? 'cancelled'
          : 'skipped'
        : state.expected === null
          ? 'scheduled'
          : 'live',
      ...(stopId === undefined &&
        state.expected !== null && { delaySeconds: state.expected - departs(callIndex) }),
      ...(stopId !== undefined && {
        stopId,
        expected: state.expected,
        scheduled: departs(callIndex),
        isLast: callIndex === states.length - 1,
        pickupType: pattern.pickupTypes[callIndex] ?? 0,
      }),
      ...(endsHere && { isLast: true }),
      ...(stopHeadsign !== undefined && { headsign: stopHeadsign }),
      ...(pickupType !== undefined && { pickupType }),
      ...(departureOccupancy !== undefined && { occupancy: departureOccupancy }),
    });
  });
  return live;
}
