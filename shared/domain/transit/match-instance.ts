import { secondsFromRun } from './nearest-day.ts';
import type { StopTimeUpdate, TripDescriptor } from './realtime-message.ts';
import { type EpochSeconds, isServiceDate, localDays, serviceDateToDays } from './service-day.ts';
import type { IndexedTrip } from './timetable.ts';
import { isRunOf, type TripLookup } from './trip-lookup.ts';

/** A trip instance of the timetable (rule M1). */
export interface TripInstance {
  readonly number: number;
  readonly trip: IndexedTrip;
  readonly day: number;
  /** Only for frequency-based trips. */
  readonly startSeconds: number | null;
  /** Runs by headway without a schedule (rule X4). */
  readonly unscheduled: boolean;
}

export type Match = { readonly instance: TripInstance } | { readonly discarded: string };

/** Rule M6: in the UK a trip_id changes with any change of the journey; its route and its start stay. */
export const isUnderAnotherId = (
  { tripId, routeId, startSeconds, relationship }: TripDescriptor,
  lookup: TripLookup,
): boolean =>
  tripId !== undefined &&
  lookup.tripNumber(tripId) === undefined &&
  routeId !== undefined &&
  startSeconds !== undefined &&
  relationship === 'SCHEDULED';

/** Rules M2-M6: which instance a trip descriptor means. `updates` help to find a missing start date. */
export function matchInstance(
  descriptor: TripDescriptor,
  updates: readonly StopTimeUpdate[],
  feedTimestamp: EpochSeconds,
  lookup: TripLookup,
): Match {
  const { startDate } = descriptor;
  if (startDate !== undefined && !isServiceDate(startDate)) return { discarded: 'start-date-invalid' };
  const givenDay = startDate === undefined ? undefined : serviceDateToDays(startDate);
  if (descriptor.tripId === undefined) return matchByStart(descriptor, givenDay, lookup);

  const number = lookup.tripNumber(descriptor.tripId);
  if (number === undefined) return { discarded: 'trip-not-in-timetable' };
  const trip = lookup.trip(number);
  const start = startOf(trip, descriptor.startSeconds);
  if (start === undefined) return { discarded: 'start-time-not-in-frequencies' };
  if (givenDay !== undefined) {
    if (!lookup.runsOn(trip, givenDay)) return { discarded: 'service-not-running' };
    return { instance: { number, trip, day: givenDay, ...start } };
  }
  const day = nearestDay(trip, start.startSeconds, updates, feedTimestamp, lookup);
  if (day === undefined) return { discarded: 'service-not-running' };
  return { instance: { number, trip, day, ...start } };
}

/** Rule M4. undefined when the start time is no run of the trip's frequencies. */
function startOf(
  trip: IndexedTrip,
  startSeconds: number | undefined,
): { startSeconds: number | null; unscheduled: boolean } | undefined {
  if (!trip.frequencies) return { startSeconds: null, unscheduled: false };
  if (startSeconds === undefined) return undefined;
  if (trip.frequencies.some((window) => window.exactTimes && isRunOf(window, startSeconds))) {
    return { startSeconds, unscheduled: false };
  }
  return trip.frequencies.some((window) => !window.exactTimes)
    ? { startSeconds, unscheduled: true }
    : undefined;
}

/** Rule M5. */
function matchByStart(descriptor: TripDescriptor, day: number | undefined, lookup: TripLookup): Match {
  const { routeId, directionId, startSeconds } = descriptor;
  if (routeId === undefined || startSeconds === undefined || day === undefined) {
    return { discarded: 'trip-not-identified' };
  }
  const [run, ...others] = runsStartingOn(day, routeId, directionId, startSeconds, lookup);
  return run && others.length === 0 ? { instance: run } : { discarded: 'trip-not-identified' };
}

/** The runs of a route that start at a time of a service day. */
export function runsStartingOn(
  day: number,
  routeId: string,
  directionId: 0 | 1 | undefined,
  startSeconds: number,
  lookup: TripLookup,
): TripInstance[] {
  return lookup.tripsStarting(routeId, directionId, startSeconds, day).map((number) => {
    const trip = lookup.trip(number);
    return { number, trip, day, startSeconds: trip.frequencies ? startSeconds : null, unscheduled: false };
  });
}

/** Rule M3: not "today", but the running day that fits what the message says. */
function nearestDay(
  trip: IndexedTrip,
  startSeconds: number | null,
  updates: readonly StopTimeUpdate[],
  feedTimestamp: EpochSeconds,
  lookup: TripLookup,
): number | undefined {
  const today = localDays(feedTimestamp, lookup.index.timeZone);
  let best: { day: number; distance: number } | undefined;
  for (let day = today - 2; day <= today + 1; day++) {
    if (!lookup.runsOn(trip, day)) continue;
    const run = { trip, day, startSeconds };
    const distance = secondsFromTimes(run, updates, lookup) ?? secondsFromRun(run, feedTimestamp, lookup);
    if (!best || distance <= best.distance) best = { day, distance };
  }
  return best?.day;
}

/** Seconds between a run's schedule and the first absolute time that an update gives; undefined where it gives none. */
export function secondsFromTimes(
  { trip, day, startSeconds }: Pick<TripInstance, 'trip' | 'day' | 'startSeconds'>,
  updates: readonly StopTimeUpdate[],
  lookup: TripLookup,
): number | undefined {
  const { pattern, origin } = lookup.instance(trip, day, startSeconds);
  const timed = firstTimedCall(updates, (update) =>
    callOf(update, pattern.stopSequences, (i) => lookup.stopIdAt(pattern, i)),
  );
  if (!timed) return undefined;
  const offsets = timed.arrival ? pattern.arrivalOffsets : pattern.departureOffsets;
  return Math.abs(timed.time - (origin + (offsets[timed.callIndex] ?? 0)));
}

function firstTimedCall(
  updates: readonly StopTimeUpdate[],
  callIndexOf: (update: StopTimeUpdate) => number | undefined,
): { callIndex: number; time: EpochSeconds; arrival: boolean } | undefined {
  for (const update of updates) {
    const time = update.departure?.time ?? update.arrival?.time;
    if (time === undefined) continue;
    const callIndex = callIndexOf(update);
    if (callIndex !== undefined) return { callIndex, time, arrival: update.departure?.time === undefined };
  }
  return undefined;
}

/** Good enough for finding the day: a loop's first visit is hours, not days, from its second. */
function callOf(
  update: StopTimeUpdate,
  sequences: readonly number[],
  stopIdAt: (callIndex: number) => string,
): number | undefined {
  const index =
    update.stopSequence !== undefined
      ? sequences.indexOf(update.stopSequence)
      : sequences.findIndex((_, i) => stopIdAt(i) === update.stopId);
  return index < 0 ? undefined : index;
}
