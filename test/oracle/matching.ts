import { distanceToSchedule, matchCalls } from './call-matching.ts';
import { exactStarts, type Instance, keyOf, makeInstance, runsOn } from './instances.ts';
import { at } from './lists.ts';
import type { StopTimeUpdate, TripDescription, TripUpdate } from './realtime-files.ts';
import { addDays, isDate, parseGtfsTime } from './service-days.ts';
import type { Timetable, Trip } from './timetable.ts';

export type Match = { instance: Instance } | { discarded: string };

/** M2: a start_date that is no date. Whatever carries it is discarded. */
export function hasInvalidDate({ startDate }: TripDescription): boolean {
  return startDate !== null && !isDate(startDate);
}

/** M2 to M6. The stop time updates help to find the date where the description has none (M3). */
export function matchTrip(
  timetable: Timetable,
  description: TripDescription,
  stopTimeUpdates: StopTimeUpdate[],
  feedTimestamp: number,
): Match {
  if (hasInvalidDate(description)) return { discarded: 'start-date-invalid' };
  if (description.tripId === null) return identify(timetable, description);
  const trip = timetable.trips.get(description.tripId);
  if (trip === undefined) return { discarded: 'trip-not-in-timetable' };

  let startTime: number | null = null;
  let hasSchedule = true;
  if (trip.frequencies.length > 0) {
    startTime = parseGtfsTime(description.startTime);
    if (startTime === null) return { discarded: 'start-time-not-in-frequencies' };
    if (!exactStarts(trip).includes(startTime)) {
      if (trip.frequencies.every((frequency) => frequency.exact))
        return { discarded: 'start-time-not-in-frequencies' };
      hasSchedule = false;
    }
  }
  const make = (date: string) => makeInstance(timetable, trip, date, startTime, hasSchedule);

  if (description.startDate !== null) {
    if (!runsOn(timetable, trip, description.startDate)) return { discarded: 'service-not-running' };
    return { instance: make(description.startDate) };
  }

  const today = timetable.zone.date(feedTimestamp);
  const candidates = [-2, -1, 0, 1]
    .map((days) => addDays(today, days))
    .filter((date) => runsOn(timetable, trip, date))
    .map(make);
  const byTime = candidates.map((instance) => distanceByTime(timetable, instance, stopTimeUpdates));
  const useTimes = byTime.some((distance) => distance !== null);
  let best: Instance | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  candidates.forEach((instance, position) => {
    const distance = useTimes ? at(byTime, position) : distanceBySpan(instance, feedTimestamp);
    if (distance !== null && distance <= bestDistance) {
      best = instance;
      bestDistance = distance;
    }
  });
  return best === null ? { discarded: 'service-not-running' } : { instance: best };
}

/** M3: the first call, in the order of calls, that has an absolute time. */
function distanceByTime(timetable: Timetable, instance: Instance, updates: StopTimeUpdate[]): number | null {
  const matched = matchCalls(timetable, instance.calls, updates, () => {});
  for (const [index, call] of instance.calls.entries()) {
    const update = matched.get(index)?.update;
    if (update === undefined || update.relationship === 'SKIPPED' || update.relationship === 'NO_DATA')
      continue;
    const distance = distanceToSchedule(call, update);
    if (distance !== null) return distance;
  }
  return null;
}

/** M2: an update whose date is off by a day. `named` are the runs that updates of its source name (runsNamedBy). */
export function matchUpdate(
  timetable: Timetable,
  update: TripUpdate,
  feedTimestamp: number,
  named: Set<string>,
): Match {
  const { trip: description, stopTimeUpdates } = update;
  const asSaid = matchTrip(timetable, description, stopTimeUpdates, feedTimestamp);
  if (hasOtherId(timetable, description)) {
    const trip = { ...description, tripId: null };
    const match = matchUpdate(timetable, { ...update, trip }, feedTimestamp, named);
    return 'instance' in match && !named.has(match.instance.key) ? match : asSaid;
  }
  const { startDate } = description;
  const own = 'instance' in asSaid ? asSaid.instance : null;
  if (startDate === null) return asSaid;
  if ('discarded' in asSaid && asSaid.discarded !== 'service-not-running') return asSaid;

  const others: Instance[] = [];
  for (const days of [-1, 1]) {
    const dated = { ...description, startDate: addDays(startDate, days) };
    const match = matchTrip(timetable, dated, stopTimeUpdates, feedTimestamp);
    if ('instance' in match && !named.has(match.instance.key)) others.push(match.instance);
  }
  const byTime = (instance: Instance) => distanceByTime(timetable, instance, stopTimeUpdates);
  const bySpan = (instance: Instance) => distanceBySpan(instance, feedTimestamp);
  const hasTimes = [own, ...others].some((instance) => instance !== null && byTime(instance) !== null);
  const distance = (instance: Instance) => (hasTimes ? (byTime(instance) ?? DAY_OUT) : bySpan(instance));
  if (own !== null && distance(own) <= 3 * 3600) return asSaid;

  let fitting = others.filter((instance) => distance(instance) <= 3 * 3600);
  if (own !== null && !hasTimes) {
    if (!isDelayed(update)) return asSaid;
    fitting = others.filter(
      (instance) => distance(instance) <= 1800 && datesOf(timetable, instance).has(startDate),
    );
  }
  const [nearest] = fitting.sort((a, b) => distance(a) - distance(b));
  return nearest === undefined ? asSaid : { instance: nearest };
}

/** M6: a trip_id that the timetable does not have, beside a route and a start that may name the trip. */
export function hasOtherId(timetable: Timetable, description: TripDescription): boolean {
  const { tripId, routeId, startTime, relationship } = description;
  if (tripId === null || timetable.trips.has(tripId)) return false;
  return routeId !== null && startTime !== null && relationship === 'SCHEDULED';
}

const DAY_OUT = 86_400;

function isDelayed({ trip, delay, stopTimeUpdates }: TripUpdate): boolean {
  if (['CANCELED', 'DELETED'].includes(trip.relationship)) return false;
  const events = stopTimeUpdates.flatMap(({ arrival, departure }) => [arrival, departure]);
  return typeof delay === 'number' || events.some((event) => typeof event?.delay === 'number');
}

/** The dates that a clock shows while the instance goes: the agency's, and one of UTC. */
function datesOf(timetable: Timetable, instance: Instance): Set<string> {
  const dates = new Set<string>();
  const first = at(instance.calls, 0).scheduledDeparture;
  const last = at(instance.calls, instance.calls.length - 1).scheduledArrival;
  for (let instant = first; ; instant = Math.min(instant + 3600, last)) {
    dates.add(timetable.zone.date(instant));
    dates.add(new Date(instant * 1000).toISOString().slice(0, 10).replaceAll('-', ''));
    if (instant >= last) return dates;
  }
}

/** M2: the runs that a source's updates name by trip_id and start_date. */
export function runsNamedBy(timetable: Timetable, updates: TripUpdate[]): Set<string> {
  const keys = new Set<string>();
  for (const { trip: description } of updates) {
    const { tripId, startDate, relationship } = description;
    if (tripId === null || startDate === null || ['NEW', 'ADDED', 'DUPLICATED'].includes(relationship))
      continue;
    const isFrequent = (timetable.trips.get(tripId)?.frequencies ?? []).length > 0;
    keys.add(keyOf(tripId, startDate, isFrequent ? parseGtfsTime(description.startTime) : null));
  }
  return keys;
}

export function distanceBySpan(instance: Instance, instant: number): number {
  const first = at(instance.calls, 0).scheduledDeparture;
  const last = at(instance.calls, instance.calls.length - 1).scheduledArrival;
  if (instant < first) return first - instant;
  return instant > last ? instant - last : 0;
}

/** M5: only where all three are given can a description without trip_id name a trip. */
export function isFullDescription(description: TripDescription): boolean {
  const { routeId, startTime, startDate } = description;
  return routeId !== null && startTime !== null && startDate !== null;
}

function identify(timetable: Timetable, description: TripDescription): Match {
  const only = isFullDescription(description) ? onlyTripNamedBy(timetable, description) : null;
  return only === null ? { discarded: 'trip-not-identified' } : { instance: only };
}

/**
 * M5, A4: the one trip that route, start time and date name, and the direction where it is given; null
 * where they name none or several, or one of the three is missing. A trip with exact times is found by any
 * of its starts; one without has no start to be found by.
 */
export function onlyTripNamedBy(timetable: Timetable, description: TripDescription): Instance | null {
  const { routeId, directionId, startDate } = description;
  const startTime = parseGtfsTime(description.startTime);
  if (routeId === null || startTime === null || startDate === null || !isDate(startDate)) return null;
  const found: Instance[] = [];
  for (const trip of timetable.trips.values()) {
    if (trip.route.id !== routeId) continue;
    if (directionId !== null && trip.directionId !== directionId) continue;
    if (!runsOn(timetable, trip, startDate) || !startsAt(trip, startTime)) continue;
    const shownStart = trip.frequencies.length > 0 ? startTime : null;
    found.push(makeInstance(timetable, trip, startDate, shownStart, true));
  }
  return found.length === 1 ? at(found, 0) : null;
}

function startsAt(trip: Trip, time: number): boolean {
  if (trip.frequencies.length > 0) return exactStarts(trip).includes(time);
  return at(trip.calls, 0).departure === time;
}
