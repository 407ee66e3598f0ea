import { type BoardTrip, lastStopName, type UpdateFacts, type Visit } from './board-trips.ts';
import { type MatchedCall, matchCalls } from './call-matching.ts';
import type { Instance, ScheduledCall } from './instances.ts';
import { at } from './lists.ts';
import type { StopTimeEvent, TripUpdate } from './realtime-files.ts';
import type { Timetable } from './timetable.ts';

const TWELVE_HOURS = 12 * 3600;

/** A trip of the timetable that no feed speaks of (S9). */
export function asScheduled(timetable: Timetable, instance: Instance): BoardTrip {
  const { trip, calls } = instance;
  const tripHeadsign = trip.headsign ?? lastStopName(timetable, calls);
  return {
    tripId: trip.id,
    serviceDate: instance.serviceDate,
    startTime: instance.startTime,
    routeId: trip.route.id,
    route: trip.route,
    line: trip.route.line,
    operator: trip.route.operator,
    directionId: trip.directionId,
    wheelchair: trip.wheelchair,
    extra: false,
    headway: null,
    visits: calls.map((call, index) => ({
      sequence: call.sequence,
      stopId: call.stopId,
      scheduled: call.scheduledDeparture,
      expected: null,
      status: 'scheduled',
      headsign: call.headsign ?? tripHeadsign,
      isDeparture: call.pickupType !== 1 && index < calls.length - 1,
      occupancy: null,
      window: null,
    })),
    update: null,
    vehicle: null,
  };
}

/** A trip with its TripUpdate (S); null when it has no rows at all. */
export function withUpdate(
  timetable: Timetable,
  instance: Instance,
  facts: UpdateFacts,
  discard: (reason: string) => void,
): BoardTrip | null {
  const { update, feedTimestamp } = facts;
  const trip = asScheduled(timetable, instance);
  trip.update = facts;
  if (update.trip.relationship === 'DELETED') return null;
  applyTripHeadsign(instance, update, trip);
  if (update.trip.relationship === 'CANCELED') {
    for (const visit of trip.visits) visit.status = 'cancelled';
    return trip;
  }
  const matched = matchCalls(timetable, instance.calls, update.stopTimeUpdates, discard);
  applyProperties(timetable, trip, matched, discard);
  predict(instance, update, trip.visits, matched, discard);
  if (isCancelledBySkipping(instance, trip.visits, feedTimestamp)) {
    for (const visit of trip.visits) if (visit.status === 'not-stopping') visit.status = 'cancelled';
  } else {
    endBeforeSkippedTail(trip.visits);
  }
  return trip;
}

/** S5: a new headsign for the whole trip replaces that of the trip, not those of single calls. */
export function applyTripHeadsign(instance: Instance, update: TripUpdate, trip: BoardTrip): void {
  const changed = update.properties.headsign;
  if (changed === null) return;
  for (const [index, visit] of trip.visits.entries())
    if (at(instance.calls, index).headsign === null) visit.headsign = changed;
}

/** S5. A skipped call stays at its own stop: that is where people wait in vain. */
export function applyProperties(
  timetable: Timetable,
  trip: BoardTrip,
  matched: Map<number, MatchedCall>,
  discard: (reason: string) => void,
): void {
  for (const [index, visit] of trip.visits.entries()) {
    const match = matched.get(index);
    if (match === undefined) continue;
    visit.occupancy = match.update.occupancy;
    const assigned = match.update.assignedStopId ?? match.namedStopId;
    if (assigned !== null && match.update.relationship !== 'SKIPPED') {
      if (timetable.stops.has(assigned)) visit.stopId = assigned;
      else discard('assigned-stop-unknown');
    }
    if (match.update.headsign !== null) visit.headsign = match.update.headsign;
    if (match.update.pickupType !== null)
      visit.isDeparture = match.update.pickupType !== 1 && index < trip.visits.length - 1;
  }
}

/** S1 and M10: when an event is expected; null when it says nothing. */
function expectedAt(
  event: StopTimeEvent | null,
  scheduled: number,
  discard: (reason: string) => void,
): number | null {
  if (event === null) return null;
  const expected = event.time ?? (event.delay === null ? null : scheduled + event.delay);
  if (expected === null) return null;
  if (Math.abs(expected - scheduled) > TWELVE_HOURS) {
    discard('implausible-time');
    return null;
  }
  return expected;
}

/** S1 to S8 */
function predict(
  instance: Instance,
  update: TripUpdate,
  visits: Visit[],
  matched: Map<number, MatchedCall>,
  discard: (reason: string) => void,
): void {
  const given = new Set<number>();
  // S8; the limit of M10 holds for this delay too.
  let delay = update.delay;
  if (delay !== null && Math.abs(delay) > TWELVE_HOURS) {
    discard('implausible-time');
    delay = null;
  }
  for (const [index, visit] of visits.entries()) {
    const call = at(instance.calls, index);
    const stopTimeUpdate = matched.get(index)?.update;
    if (stopTimeUpdate?.relationship === 'SKIPPED') {
      visit.status = 'not-stopping';
      continue;
    }
    if (stopTimeUpdate?.relationship === 'NO_DATA') {
      delay = null;
      continue;
    }
    const arrival = expectedAt(stopTimeUpdate?.arrival ?? null, call.scheduledArrival, discard);
    const departure = expectedAt(stopTimeUpdate?.departure ?? null, call.scheduledDeparture, discard);
    if (departure !== null) {
      visit.expected = departure;
      given.add(index);
    } else if (arrival !== null) {
      const derived = call.scheduledDeparture + (arrival - call.scheduledArrival);
      visit.expected = hold(call, index, derived);
      given.add(index);
    } else if (delay !== null) {
      visit.expected = hold(call, index, call.scheduledDeparture + delay);
    }
    if (visit.expected !== null) {
      visit.status = 'live';
      delay = visit.expected - call.scheduledDeparture;
    }
  }
  putInOrder(visits, given);
}

/** S6 */
function hold(call: ScheduledCall, index: number, derived: number): number {
  return index === 0 || call.isTimepoint ? Math.max(derived, call.scheduledDeparture) : derived;
}

/** S7. Departures that follow from a given arrival of the same call count as given: they are not moved. */
function putInOrder(visits: Visit[], given: Set<number>): void {
  let previous: number | null = null;
  for (const [index, visit] of visits.entries()) {
    if (visit.expected === null) continue;
    if (!given.has(index) && previous !== null) visit.expected = Math.max(visit.expected, previous);
    previous = visit.expected;
  }
  for (const [index, visit] of visits.entries()) {
    if (visit.expected === null || given.has(index)) continue;
    const next = visits.find((_, position) => position > index && given.has(position));
    if (typeof next?.expected === 'number') visit.expected = Math.min(visit.expected, next.expected);
  }
}

/** S11: on a bus, calls remain and every one that remains is skipped. */
function isCancelledBySkipping(instance: Instance, visits: Visit[], feedTimestamp: number): boolean {
  const type = instance.trip.route.type;
  if (type === null) return false;
  const isBus = type === 3 || type === 11 || (type >= 700 && type <= 799) || (type >= 800 && type <= 899);
  if (!isBus) return false;
  const remaining = visits.filter(
    (visit, index) => (visit.expected ?? at(instance.calls, index).scheduledDeparture) >= feedTimestamp,
  );
  return remaining.length > 0 && remaining.every((visit) => visit.status === 'not-stopping');
}

/** S12 */
export function endBeforeSkippedTail(visits: Visit[]): void {
  const last = visits.findLast((visit) => visit.status !== 'not-stopping');
  if (last !== undefined) last.isDeparture = false;
}
