import type { StopEvent, StopTimeUpdate } from './realtime-message.ts';
import type { EpochSeconds } from './service-day.ts';
import type { CallPattern } from './timetable.ts';
import type { InstanceCalls, TripLookup } from './trip-lookup.ts';

/** Rule M10. */
export const IMPLAUSIBLE_SECONDS = 12 * 3600;
const IMPLAUSIBLY_EARLY_SECONDS = 600;

/** A stop time update that found its call; events are expected instants, where the feed gives one (S1, M10). */
export interface MatchedUpdate {
  readonly update: StopTimeUpdate;
  readonly arrival: EpochSeconds | null;
  readonly departure: EpochSeconds | null;
  /** Rule M8: the update's stop_id where it is a sibling platform of the timetable's. */
  readonly siblingStopId: string | undefined;
}

/** Rules M8-M10: updates by index of the call they speak of; `discard` hears of the rest. */
export function matchStopTimes(
  updates: readonly StopTimeUpdate[],
  calls: InstanceCalls,
  lookup: TripLookup,
  discard: (reason: string) => void,
): ReadonlyMap<number, MatchedUpdate> {
  const matched = new Map<number, MatchedUpdate>();
  let previous = -1;
  for (const update of updates) {
    const found = findCall(update, calls, lookup, previous);
    if (typeof found === 'string') {
      discard(found);
      continue;
    }
    previous = found.callIndex;
    if (matched.has(found.callIndex)) {
      discard('duplicate-stop-time-update');
      continue;
    }
    const { pattern, origin } = calls;
    const event = (given: StopEvent | undefined, offsets: readonly number[]) =>
      expectedAt(given, origin + (offsets[found.callIndex] ?? 0), discard);
    matched.set(found.callIndex, {
      update,
      arrival: event(update.arrival, pattern.arrivalOffsets),
      departure: event(update.departure, pattern.departureOffsets),
      siblingStopId: found.siblingStopId,
    });
  }
  return matched;
}

/** Rules S1 and M10: time beats delay. */
function expectedAt(
  event: StopEvent | undefined,
  scheduled: EpochSeconds,
  discard: (reason: string) => void,
): EpochSeconds | null {
  const expected = event?.time ?? (event?.delay === undefined ? undefined : scheduled + event.delay);
  if (expected === undefined) return null;
  if (Math.abs(expected - scheduled) > IMPLAUSIBLE_SECONDS) {
    discard('implausible-time');
    return null;
  }
  return expected;
}

type Found = { readonly callIndex: number; readonly siblingStopId?: string };

function findCall(
  update: StopTimeUpdate,
  { pattern, origin }: InstanceCalls,
  lookup: TripLookup,
  previous: number,
): Found | string {
  if (update.stopSequence !== undefined) {
    const isNext = pattern.stopSequences[previous + 1] === update.stopSequence;
    const callIndex = isNext ? previous + 1 : pattern.stopSequences.indexOf(update.stopSequence);
    if (callIndex < 0) return callByStopInstead(update, pattern, origin, lookup);
    const stopId = lookup.stopIdAt(pattern, callIndex);
    if (update.stopId === undefined || update.stopId === stopId) return { callIndex };
    if (lookup.areSiblings(update.stopId, stopId)) return { callIndex, siblingStopId: update.stopId };
    return callByStopInstead(update, pattern, origin, lookup);
  }
  if (update.stopId === undefined) return 'stop-not-on-trip';
  const visits = visitsOf(update.stopId, pattern, lookup);
  if (visits.length === 1) return { callIndex: visits[0] ?? 0 };
  const later = visits.filter((i) => i > previous);
  const time = update.departure?.time ?? update.arrival?.time;
  const offsets = update.departure?.time === undefined ? pattern.arrivalOffsets : pattern.departureOffsets;
  let best = later[0];
  if (best === undefined) return 'stop-not-on-trip';
  if (time !== undefined) {
    const distance = (i: number) => Math.abs(time - (origin + (offsets[i] ?? 0)));
    for (const visit of later) if (distance(visit) < distance(best)) best = visit;
  }
  return { callIndex: best };
}

/**
 * Feeds whose sequences are off by one still name the stop. Where that is unambiguous it is the better witness,
 * unless the stop would be served long before its time: then the stop is wrong as well.
 */
function callByStopInstead(
  update: StopTimeUpdate,
  pattern: CallPattern,
  origin: EpochSeconds,
  lookup: TripLookup,
): Found | string {
  const visits = update.stopId === undefined ? [] : visitsOf(update.stopId, pattern, lookup);
  const [callIndex] = visits;
  if (callIndex === undefined) return 'stop-not-on-trip';
  const lateness = (event: StopEvent | undefined, offsets: readonly number[]) =>
    event?.time === undefined ? (event?.delay ?? 0) : event.time - (origin + (offsets[callIndex] ?? 0));
  const early = Math.min(
    lateness(update.arrival, pattern.arrivalOffsets),
    lateness(update.departure, pattern.departureOffsets),
  );
  return visits.length > 1 || early < -IMPLAUSIBLY_EARLY_SECONDS
    ? 'stop-does-not-match-sequence'
    : { callIndex };
}

function visitsOf(stopId: string, pattern: CallPattern, lookup: TripLookup): number[] {
  const stop = lookup.stopNumber(stopId);
  const visits: number[] = [];
  if (stop === undefined) return visits;
  for (let i = pattern.stops.indexOf(stop); i >= 0; i = pattern.stops.indexOf(stop, i + 1)) visits.push(i);
  return visits;
}
