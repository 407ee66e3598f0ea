import { type ResolvedTrip, resolveDuplicate, resolveExtraTrip, resolveReplacement } from './extra-trip.ts';
import type { LiveCall } from './live-snapshot.ts';
import type { TripInstance } from './match-instance.ts';
import { IMPLAUSIBLE_SECONDS, matchStopTimes } from './match-stop-times.ts';
import { matchUpdate } from './match-update.ts';
import { predictCalls } from './predict-calls.ts';
import type { TripUpdate } from './realtime-message.ts';
import { daysToServiceDate, type EpochSeconds } from './service-day.ts';
import type { TripLookup } from './trip-lookup.ts';

type Discard = (reason: string) => void;

/**
 * What one TripUpdate says of one trip, or the reason why it says nothing (docs/board-rules.md, M, S, X).
 * @param isNamed whether an update of the source says itself that it is of a run
 */
export function resolveTrip(
  update: TripUpdate,
  feedTimestamp: EpochSeconds,
  lookup: TripLookup,
  discard: Discard,
  isNamed: (run: TripInstance) => boolean,
): ResolvedTrip | string {
  const { relationship } = update.trip;
  if (relationship === 'NEW' || relationship === 'ADDED')
    return resolveExtraTrip(update, feedTimestamp, lookup, discard);
  if (relationship === 'DUPLICATED') return resolveDuplicate(update, feedTimestamp, lookup, discard);
  const match = matchUpdate(update, feedTimestamp, lookup, isNamed);
  if ('discarded' in match) return match.discarded;
  const { instance } = match;
  const { number, day, startSeconds } = instance;
  if (relationship === 'REPLACEMENT')
    return resolveReplacement(update, number, day, startSeconds, feedTimestamp, lookup, discard);
  if (relationship === 'DELETED') return { ...plain(instance), kind: 'instead' };
  if (instance.unscheduled) return resolveUnscheduled(update, instance, lookup, discard);
  if (relationship === 'CANCELED') return { ...plain(instance), calls: cancelledCalls(instance, lookup) };
  const calls = lookup.instance(instance.trip, day, startSeconds);
  const updates = matchStopTimes(update.stopTimeUpdates, calls, lookup, discard);
  const route = lookup.routeOf(instance.trip);
  const predicted = predictCalls(
    calls,
    updates,
    {
      tripDelay: plausibleDelay(update, discard),
      feedTimestamp,
      routeType: route?.routeType ?? 3,
      tripHeadsign: update.properties?.headsign,
    },
    lookup,
    discard,
  );
  const moved = predicted.some((call) => call.stopId !== undefined);
  // A board that a call is moved to does not know the trip, so the update must bring what it shows.
  const forNewStop = moved ? { route: route ?? null, wheelchair: instance.trip.wheelchair } : {};
  return { ...plain(instance), calls: predicted, ...forNewStop };
}

/** Rule M10, for the delay of a whole trip (S8). */
function plausibleDelay(update: TripUpdate, discard: Discard): number | undefined {
  if (update.delay === undefined || Math.abs(update.delay) <= IMPLAUSIBLE_SECONDS) return update.delay;
  discard('implausible-time');
  return undefined;
}

/** An update of a timetable trip that says nothing yet. */
export function plain({ number, trip, day, startSeconds }: TripInstance): ResolvedTrip {
  return {
    trip: number,
    tripId: trip.tripId,
    serviceDate: daysToServiceDate(day),
    startSeconds,
    kind: 'update',
    calls: [],
    route: null,
    directionId: trip.directionId,
    headsign: trip.headsign,
    headwaySeconds: null,
    wheelchair: null,
  };
}

/** Rule S10. */
function cancelledCalls({ trip }: TripInstance, lookup: TripLookup): LiveCall[] {
  return lookup.pattern(trip).stops.map((_, callIndex) => ({ callIndex, state: 'cancelled' as const }));
}

/** Rule X4: a run of a headway service. It has no schedule, so only the times that the feed gives count. */
function resolveUnscheduled(
  update: TripUpdate,
  instance: TripInstance,
  lookup: TripLookup,
  discard: Discard,
): ResolvedTrip {
  const { trip, day, startSeconds } = instance;
  const base = { ...plain(instance), kind: 'instead' as const };
  if (update.trip.relationship === 'CANCELED') return base;
  const calls = lookup.instance(trip, day, startSeconds);
  const { pattern } = calls;
  const timesOnly = update.stopTimeUpdates.map((stop) => ({
    ...stop,
    arrival: stop.arrival && { time: stop.arrival.time },
    departure: stop.departure && { time: stop.departure.time },
  }));
  const live: LiveCall[] = [];
  for (const [callIndex, matched] of matchStopTimes(timesOnly, calls, lookup, discard)) {
    const expected = matched.departure ?? matched.arrival;
    if (expected === null || matched.update.relationship === 'SKIPPED') continue;
    live.push({
      callIndex,
      state: 'live',
      expected,
      scheduled: null,
      stopId: matched.update.assignedStopId ?? matched.siblingStopId ?? lookup.stopIdAt(pattern, callIndex),
      isLast: callIndex === pattern.stops.length - 1,
      pickupType: matched.update.pickupType ?? pattern.pickupTypes[callIndex] ?? 0,
      ...(matched.update.stopHeadsign !== undefined && { headsign: matched.update.stopHeadsign }),
      ...(matched.update.departureOccupancy !== undefined && {
        occupancy: matched.update.departureOccupancy,
      }),
    });
  }
  const window = trip.frequencies?.find(
    ({ exactTimes, startSeconds: from, endSeconds: to }) =>
      !exactTimes && startSeconds !== null && startSeconds >= from && startSeconds < to,
  );
  return {
    ...base,
    calls: live.sort((a, b) => a.callIndex - b.callIndex),
    route: lookup.routeOf(trip) ?? null,
    wheelchair: trip.wheelchair,
    headwaySeconds: window?.headwaySeconds ?? null,
  };
}
