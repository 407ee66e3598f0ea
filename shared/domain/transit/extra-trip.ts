import type { LiveCall, LiveTrip } from './live-snapshot.ts';
import { matchStopTimes } from './match-stop-times.ts';
import { predictCalls } from './predict-calls.ts';
import type { StopEvent, StopTimeUpdate, TripUpdate } from './realtime-message.ts';
import {
  daysToServiceDate,
  type EpochSeconds,
  isServiceDate,
  localDays,
  serviceDateToDays,
} from './service-day.ts';
import type { IndexedTrip, Route } from './timetable.ts';
import type { TripLookup } from './trip-lookup.ts';

type Discard = (reason: string) => void;
/** The part of a LiveTrip that the trip update decides; vehicles and sources are added later. */
export type ResolvedTrip = Pick<
  LiveTrip,
  | 'trip'
  | 'tripId'
  | 'serviceDate'
  | 'startSeconds'
  | 'kind'
  | 'copyOf'
  | 'calls'
  | 'route'
  | 'directionId'
  | 'headsign'
  | 'headwaySeconds'
  | 'wheelchair'
>;

/** Rule X1: a time, or a delay on the schedule that the event itself brings. */
function listedTime(event: StopEvent | undefined): EpochSeconds | undefined {
  if (event?.time !== undefined) return event.time;
  if (event?.scheduledTime === undefined || event.delay === undefined) return undefined;
  return event.scheduledTime + event.delay;
}

/** Trips that bring their own times are announced a few days ahead at most; beyond that it is another unit. */
const FARTHEST_SECONDS = 14 * 86_400;

/** Rule X1: the calls that the update lists, as far as they can be told to anybody. */
function listedCalls(
  updates: readonly StopTimeUpdate[],
  feedTimestamp: EpochSeconds,
  pickupOf: (stopId: string) => LiveCall['pickupType'],
  lookup: TripLookup,
  discard: Discard,
): LiveCall[] {
  const ordered = updates.every((update) => update.stopSequence !== undefined)
    ? updates.toSorted((a, b) => (a.stopSequence ?? 0) - (b.stopSequence ?? 0))
    : updates;
  const calls: LiveCall[] = [];
  let previous: number | undefined;
  for (const update of ordered) {
    if (update.relationship === 'SKIPPED') continue;
    if (update.stopSequence !== undefined && update.stopSequence === previous) {
      discard('duplicate-stop-time-update');
      continue;
    }
    previous = update.stopSequence;
    const stopId = update.assignedStopId ?? update.stopId;
    const event = listedTime(update.departure) === undefined ? update.arrival : update.departure;
    const expected = listedTime(event);
    if (stopId === undefined || expected === undefined || update.relationship === 'NO_DATA') {
      discard('extra-call-incomplete');
      continue;
    }
    if (Math.abs(expected - feedTimestamp) > FARTHEST_SECONDS) {
      discard('implausible-time');
      continue;
    }
    if (lookup.stopNumber(stopId) === undefined) {
      discard('stop-unknown');
      continue;
    }
    const pickupType = update.pickupType ?? pickupOf(stopId);
    calls.push({
      callIndex: calls.length,
      state: 'live',
      expected,
      scheduled: event?.scheduledTime ?? null,
      stopId,
      isLast: false,
      ...(update.stopHeadsign !== undefined && { headsign: update.stopHeadsign }),
      ...(pickupType !== undefined && { pickupType }),
      ...(update.departureOccupancy !== undefined && { occupancy: update.departureOccupancy }),
    });
  }
  const last = calls.at(-1);
  if (last) calls[calls.length - 1] = { ...last, isLast: true };
  return calls;
}

function routeOfUpdate(
  update: TripUpdate,
  timetableTrip: IndexedTrip | undefined,
  lookup: TripLookup,
): Route {
  const { routeId } = update.trip;
  const known =
    routeId === undefined ? timetableTrip && lookup.routeOf(timetableTrip) : lookup.route(routeId);
  if (known) return known;
  const agencies = new Map(lookup.index.routes.map((route) => [route.agencyId, route.operator]));
  const operator = agencies.size === 1 ? ([...agencies.values()][0] ?? '') : '';
  return { routeId: routeId ?? '', line: routeId ?? '', routeType: 3, agencyId: '', operator };
}

function lastStopName(calls: readonly LiveCall[], lookup: TripLookup): string {
  const stop = lookup.index.stops[lookup.stopNumber(calls.at(-1)?.stopId ?? '') ?? -1];
  return stop?.name ?? '';
}

/** Rule X1 (NEW, ADDED). undefined with a reason when nothing of it can be shown. */
export function resolveExtraTrip(
  update: TripUpdate,
  feedTimestamp: EpochSeconds,
  lookup: TripLookup,
  discard: Discard,
): ResolvedTrip | string {
  const { tripId, startDate } = update.trip;
  if (startDate !== undefined && !isServiceDate(startDate)) return 'start-date-invalid';
  const number = tripId === undefined ? undefined : lookup.tripNumber(tripId);
  const timetableTrip = number === undefined ? undefined : lookup.trip(number);
  const calls = listedCalls(update.stopTimeUpdates, feedTimestamp, () => undefined, lookup, discard);
  const first = calls[0]?.expected;
  if (first == null) return 'extra-trip-without-calls';
  return {
    trip: -1,
    tripId: tripId ?? update.properties?.tripId ?? update.entityId,
    serviceDate: startDate ?? daysToServiceDate(localDays(first, lookup.index.timeZone)),
    startSeconds: null,
    kind: 'extra',
    calls,
    route: routeOfUpdate(update, timetableTrip, lookup),
    directionId: update.trip.directionId ?? timetableTrip?.directionId ?? null,
    headsign: update.properties?.headsign ?? timetableTrip?.headsign ?? lastStopName(calls, lookup),
    headwaySeconds: null,
    wheelchair: null,
  };
}

/** Rule X2 (REPLACEMENT): the instance's own calls are void, the update's count. */
export function resolveReplacement(
  update: TripUpdate,
  number: number,
  day: number,
  startSeconds: number | null,
  feedTimestamp: EpochSeconds,
  lookup: TripLookup,
  discard: Discard,
): ResolvedTrip {
  const trip = lookup.trip(number);
  const pattern = lookup.pattern(trip);
  const pickupOf = (stopId: string) => {
    const i = pattern.stops.findIndex((_, callIndex) => lookup.stopIdAt(pattern, callIndex) === stopId);
    return i < 0 ? undefined : pattern.pickupTypes[i];
  };
  const calls = listedCalls(update.stopTimeUpdates, feedTimestamp, pickupOf, lookup, discard);
  const ownRoute = lookup.routeOf(trip);
  return {
    trip: number,
    tripId: trip.tripId,
    serviceDate: daysToServiceDate(day),
    startSeconds,
    kind: 'instead',
    calls,
    route: update.trip.routeId === undefined && ownRoute ? ownRoute : routeOfUpdate(update, trip, lookup),
    directionId: trip.directionId,
    headsign: update.properties?.headsign ?? trip.headsign,
    headwaySeconds: null,
    wheelchair: trip.wheelchair,
  };
}

/** Rule X3 (DUPLICATED): the timetable trip once more, at another time. */
export function resolveDuplicate(
  update: TripUpdate,
  feedTimestamp: EpochSeconds,
  lookup: TripLookup,
  discard: Discard,
): ResolvedTrip | string {
  const { tripId, startDate, startSeconds, headsign } = update.properties ?? {};
  const original = update.trip.tripId === undefined ? undefined : lookup.tripNumber(update.trip.tripId);
  if (original === undefined) return 'trip-not-in-timetable';
  if (tripId === undefined || startDate === undefined || startSeconds === undefined)
    return 'duplicate-incomplete';
  if (!isServiceDate(startDate)) return 'start-date-invalid';
  const trip = lookup.trip(original);
  const route = lookup.routeOf(trip) ?? null;
  const instance = {
    pattern: lookup.pattern(trip),
    origin: lookup.dayStart(serviceDateToDays(startDate)) + startSeconds,
  };
  const updates = matchStopTimes(update.stopTimeUpdates, instance, lookup, discard);
  const predicted = new Map(
    predictCalls(
      instance,
      updates,
      { tripDelay: update.delay, feedTimestamp, routeType: route?.routeType ?? 3, tripHeadsign: undefined },
      lookup,
      discard,
    ).map((call) => [call.callIndex, call]),
  );
  const { pattern, origin } = instance;
  const calls = pattern.stops.map((_, callIndex): LiveCall => {
    const base: LiveCall = {
      callIndex,
      state: 'scheduled',
      expected: null,
      scheduled: origin + (pattern.departureOffsets[callIndex] ?? 0),
      stopId: lookup.stopIdAt(pattern, callIndex),
      isLast: callIndex === pattern.stops.length - 1,
      pickupType: pattern.pickupTypes[callIndex] ?? 0,
    };
    const { delaySeconds, ...live } = predicted.get(callIndex) ?? {};
    const expected = delaySeconds === undefined ? null : (base.scheduled ?? 0) + delaySeconds;
    return { ...base, expected, ...live };
  });
  return {
    trip: -1,
    tripId,
    serviceDate: startDate,
    startSeconds: null,
    kind: 'extra',
    copyOf: original,
    calls,
    route,
    directionId: trip.directionId,
    headsign: headsign ?? trip.headsign,
    headwaySeconds: null,
    wheelchair: trip.wheelchair,
  };
}
