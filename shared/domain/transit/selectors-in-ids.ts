import { runOfJourney } from '../prediction/identify-journey.ts';
import type { AlertSelector } from './live-snapshot.ts';
import type { MessageSelector } from './realtime-message.ts';
import { daysToServiceDate, isServiceDate, parseGtfsTime, serviceDateToDays } from './service-day.ts';
import type { TripLookup } from './trip-lookup.ts';

/** Rules A4 and A6: a selector in the ids of the timetable. None where it speaks of nothing in there. */
export function selectorsInIds(selector: MessageSelector, lookup: TripLookup): AlertSelector[] {
  const { operatorRef, lineNames, stopRef, journey, ...ids } = selector;
  if (journey) {
    const run = runOfJourney(journey, lookup);
    if ('discarded' in run) return [];
    const { trip, day } = run.instance;
    return [{ trip: { tripId: trip.tripId, startDate: daysToServiceDate(day) } }];
  }
  if (stopRef !== undefined) {
    const stopId = lookup.stopIdOf(stopRef);
    return stopId === undefined ? [] : [{ stopId }];
  }
  if (operatorRef !== undefined) return selectorsOfOperator(operatorRef, lineNames, lookup);
  const { agencyId, routeId, stopId } = ids;
  const stop = [stopId, stopId?.toUpperCase()].find(
    (id) => id !== undefined && lookup.stopNumber(id) !== undefined,
  );
  const isOfOthers =
    (stopId !== undefined && stop === undefined) || (routeId !== undefined && !lookup.route(routeId));
  if (isOfOthers) return [];
  const own = {
    ...(agencyId !== undefined && { agencyId: lookup.agencyIdOf(agencyId) }),
    ...(stop !== undefined && { stopId: stop }),
  };
  return [withTripId({ ...ids, ...own }, lookup)];
}

/** Of an operator that the timetable does not name by its code, none: its line 1 may be anybody's. */
function selectorsOfOperator(
  operatorRef: string,
  lineNames: readonly string[] | undefined,
  lookup: TripLookup,
): AlertSelector[] {
  const own = lookup.routesOfOperator(operatorRef) ?? new Set();
  if (!lineNames)
    return [...new Set([...own].map(({ agencyId }) => agencyId))].map((agencyId) => ({ agencyId }));
  const routes = lookup.routesNamed(lineNames).filter((route) => own.has(route));
  return routes.map(({ routeId }) => ({ routeId }));
}

/** A trip that an alert names by route and start gets its trip_id; one that names no single trip, none. */
function withTripId(selector: AlertSelector, lookup: TripLookup): AlertSelector {
  const { trip } = selector;
  if (!trip || trip.tripId !== undefined) return selector;
  const { routeId, directionId, startDate, startTime } = trip;
  const startSeconds = parseGtfsTime(startTime ?? '');
  if (routeId === undefined || startDate === undefined || startSeconds === undefined) return selector;
  if (!isServiceDate(startDate)) return selector;
  const [number, ...others] = lookup.tripsStarting(
    routeId,
    directionId,
    startSeconds,
    serviceDateToDays(startDate),
  );
  return number === undefined || others.length > 0
    ? selector
    : { ...selector, trip: { ...trip, tripId: lookup.trip(number).tripId } };
}
