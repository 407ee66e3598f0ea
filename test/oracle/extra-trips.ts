import { type BoardTrip, lastStopName, type UpdateFacts, type Visit } from './board-trips.ts';
import { headwayAt } from './frequency-trips.ts';
import { type Instance, makeInstance } from './instances.ts';
import type { StopTimeEvent, StopTimeUpdate, TripUpdate } from './realtime-files.ts';
import { withUpdate } from './scheduled-trips.ts';
import { isDate, parseGtfsTime } from './service-days.ts';
import type { Timetable, Trip } from './timetable.ts';

type Discard = (reason: string) => void;

/** X1. Null when not one call is left, for then there is nothing to tell. */
export function newTrip(timetable: Timetable, facts: UpdateFacts, discard: Discard): BoardTrip | null {
  const { update } = facts;
  const known = update.trip.tripId === null ? undefined : timetable.trips.get(update.trip.tripId);
  const visits = listedVisits(timetable, update, known, discard);
  const first = visits[0];
  if (first === undefined) return null;
  const given = update.trip.startDate;
  return {
    // A trip that the feed gives no id is known by the id of its entity.
    tripId: update.trip.tripId ?? update.properties.tripId ?? update.entityId,
    serviceDate: isDate(given) ? given : timetable.zone.date(first.expected ?? 0),
    startTime: null,
    ...routeFacts(timetable, update, known),
    directionId: update.trip.directionId ?? known?.directionId ?? null,
    wheelchair: 'unknown',
    extra: true,
    headway: null,
    visits,
    update: facts,
    vehicle: null,
  };
}

/** X2 */
export function replacement(
  timetable: Timetable,
  instance: Instance,
  facts: UpdateFacts,
  discard: Discard,
): BoardTrip {
  const { update } = facts;
  const { trip, startTime } = instance;
  return {
    tripId: trip.id,
    serviceDate: instance.serviceDate,
    startTime,
    ...routeFacts(timetable, update, trip),
    directionId: trip.directionId,
    wheelchair: trip.wheelchair,
    extra: false,
    headway: instance.hasSchedule || startTime === null ? null : headwayAt(trip, startTime),
    visits: listedVisits(timetable, update, trip, discard),
    update: facts,
    vehicle: null,
  };
}

/** X3 */
export function duplicated(timetable: Timetable, facts: UpdateFacts, discard: Discard): BoardTrip | null {
  const { trip, properties } = facts.update;
  if (trip.tripId === null) {
    discard('trip-not-identified');
    return null;
  }
  const original = timetable.trips.get(trip.tripId);
  if (original === undefined) {
    discard('trip-not-in-timetable');
    return null;
  }
  const startTime = parseGtfsTime(properties.startTime);
  if (properties.tripId === null || !isDate(properties.startDate) || startTime === null) {
    discard('duplicate-incomplete');
    return null;
  }
  const instance = makeInstance(timetable, original, properties.startDate, startTime, true);
  const board = withUpdate(timetable, instance, facts, discard);
  if (board === null) return null;
  return { ...board, tripId: properties.tripId, startTime: null, extra: true };
}

/** The calls that an update lists itself. */
function listedVisits(
  timetable: Timetable,
  update: TripUpdate,
  known: Trip | undefined,
  discard: Discard,
): Visit[] {
  const visits: Visit[] = [];
  for (const { listed, event, time, stopId } of usableCalls(timetable, update, discard)) {
    const planned = known?.calls.find((call) => call.stopId === listed.stopId)?.pickupType;
    const usual = update.trip.relationship === 'REPLACEMENT' ? planned : undefined;
    visits.push({
      sequence: listed.sequence,
      stopId,
      scheduled: event.scheduledTime,
      expected: time,
      status: 'live',
      headsign: listed.headsign ?? '',
      isDeparture: (listed.pickupType ?? usual ?? 0) !== 1,
      occupancy: listed.occupancy,
      window: null,
    });
  }
  const headsign = update.properties.headsign ?? known?.headsign ?? lastStopName(timetable, visits);
  for (const visit of visits) if (visit.headsign === '') visit.headsign = headsign;
  const last = visits.at(-1);
  if (last !== undefined) last.isDeparture = false;
  return visits;
}

function usableCalls(timetable: Timetable, update: TripUpdate, discard: Discard) {
  const usable: { listed: StopTimeUpdate; event: StopTimeEvent; time: number; stopId: string }[] = [];
  const sequences = new Set<number>();
  for (const listed of inOrder(update.stopTimeUpdates)) {
    if (listed.sequence !== null) {
      if (sequences.has(listed.sequence)) {
        discard('duplicate-stop-time-update');
        continue;
      }
      sequences.add(listed.sequence);
    }
    if (listed.relationship === 'SKIPPED') continue;
    const event = [listed.departure, listed.arrival].find((each) => timeOf(each) !== null) ?? null;
    const time = timeOf(event);
    if (listed.relationship === 'NO_DATA' || listed.stopId === null || event === null || time === null) {
      discard('extra-call-incomplete');
      continue;
    }
    if (!timetable.stops.has(listed.stopId)) {
      discard('stop-unknown');
      continue;
    }
    let stopId = listed.stopId;
    if (listed.assignedStopId !== null) {
      if (timetable.stops.has(listed.assignedStopId)) stopId = listed.assignedStopId;
      else discard('assigned-stop-unknown');
    }
    usable.push({ listed, event, time, stopId });
  }
  return usable;
}

/** A delay counts where the feed gives the schedule that it is a delay to. */
function timeOf(event: StopTimeEvent | null): number | null {
  if (event === null) return null;
  if (event.time !== null) return event.time;
  return event.scheduledTime !== null && event.delay !== null ? event.scheduledTime + event.delay : null;
}

function inOrder(updates: StopTimeUpdate[]): StopTimeUpdate[] {
  if (updates.some((update) => update.sequence === null)) return updates;
  return [...updates].sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
}

function routeFacts(timetable: Timetable, update: TripUpdate, known: Trip | undefined) {
  const routeId = update.trip.routeId ?? known?.route.id ?? null;
  const route = routeId === null ? null : (timetable.routes.get(routeId) ?? null);
  const [agency] = timetable.agencies;
  const onlyOperator = timetable.agencies.length === 1 && agency !== undefined ? agency.name : '';
  return {
    routeId,
    route,
    line: route?.line ?? routeId ?? '',
    operator: route?.operator ?? onlyOperator,
  };
}
