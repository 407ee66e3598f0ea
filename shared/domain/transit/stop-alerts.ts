import type { Departure } from './board.ts';
import { ALERTS_USABLE_SECONDS, isUsable } from './freshness.ts';
import type { Alert, AlertSelector, LiveSource } from './live-snapshot.ts';
import type { EpochSeconds } from './service-day.ts';
import type { Route, StopTimetable } from './timetable.ts';

/** Rule A1. */
export function isActive(alert: Pick<Alert, 'activePeriods'>, now: EpochSeconds): boolean {
  if (alert.activePeriods.length === 0) return true;
  return alert.activePeriods.some(
    ({ start, end }) => (start === null || start <= now) && (end === null || now < end),
  );
}

/** What alerts are matched against: ids of the stop's family, and the routes that call there. */
export interface AlertScope {
  readonly stopIds: ReadonlySet<string>;
  readonly routes: readonly { readonly route: Route; readonly directions: ReadonlySet<0 | 1 | null> }[];
}

/** Rule A3. */
export function alertScope(timetable: StopTimetable): AlertScope {
  const directions = timetable.routes.map(() => new Set<0 | 1 | null>());
  for (const call of timetable.calls) directions[call.route]?.add(call.directionId);
  const { stop } = timetable;
  return {
    stopIds: new Set([
      ...timetable.stops.map(({ id }) => id),
      ...timetable.siblings,
      ...(stop.parentStation === null ? [] : [stop.parentStation]),
    ]),
    routes: timetable.routes.flatMap((route, i) => {
      const known = directions[i];
      return known && known.size > 0 ? [{ route, directions: known }] : [];
    }),
  };
}

/** Rules A1-A4: the alerts that a board shows, in the feed's order. */
export function alertsForBoard(
  alerts: readonly Alert[],
  sources: readonly LiveSource[],
  scope: AlertScope,
  departures: readonly Departure[],
  now: EpochSeconds,
): Alert[] {
  return alerts.filter(
    (alert) =>
      isUsable(sources[alert.source], now, ALERTS_USABLE_SECONDS) &&
      isActive(alert, now) &&
      alert.selectors.some((selector) => selects(selector, scope, departures)),
  );
}

function selects(selector: AlertSelector, scope: AlertScope, departures: readonly Departure[]): boolean {
  if (selector.stopId !== undefined && !scope.stopIds.has(selector.stopId)) return false;
  const { routeId, agencyId, routeType, directionId, trip } = selector;
  const wantsRoute = routeId !== undefined || agencyId !== undefined || routeType !== undefined;
  const wantsDirection = directionId !== undefined && routeId !== undefined;
  const routeHolds = ({ route, directions }: AlertScope['routes'][number]) =>
    (routeId === undefined || route.routeId === routeId) &&
    (agencyId === undefined || route.agencyId === agencyId) &&
    (routeType === undefined || route.routeType === routeType) &&
    (!wantsDirection || directions.has(directionId));
  if (wantsRoute && !scope.routes.some(routeHolds)) return false;
  if (trip && !departures.some((departure) => isTrip(trip, departure))) return false;
  return selector.stopId !== undefined || wantsRoute || trip !== undefined;
}

/** Rule A4: a trip selector is about one trip, never a whole route; the ingest has put a trip_id where it had none. */
function isTrip(trip: NonNullable<AlertSelector['trip']>, row: Departure): boolean {
  return (
    trip.tripId === row.tripId &&
    (trip.startDate === undefined || trip.startDate === row.serviceDate) &&
    (trip.startTime === undefined || row.startTime === undefined || trip.startTime === row.startTime)
  );
}
