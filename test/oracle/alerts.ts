import type { BoardTrip } from './board-trips.ts';
import { onlyTripNamedBy } from './matching.ts';
import type { Alert, Selector, Texts, TripDescription } from './realtime-files.ts';
import { parseGtfsTime, type Zone } from './service-days.ts';
import type { Route, Stop, Timetable } from './timetable.ts';

export interface AlertJson {
  id: string;
  cause: string;
  effect: string;
  severity: string;
  header: Texts;
  description: Texts;
  url: string | null;
  activePeriods: { start: string | null; end: string | null }[];
}

/** A route with a direction in which it calls at a board. */
interface Service {
  route: Route;
  directionId: number | null;
}

/** A5: of alerts with one id the last counts, where it stands in the feed. */
export function lastOfEachId(alerts: Alert[]): Alert[] {
  return alerts.filter(
    (alert, index) => !alerts.some((other, later) => later > index && other.id === alert.id),
  );
}

/** A1 */
export function isActive(alert: Alert, now: number): boolean {
  if (alert.periods.length === 0) return true;
  return alert.periods.some(
    ({ start, end }) => (start === null || start <= now) && (end === null || now < end),
  );
}

/** The alerts for the board of a stop with the trips that are listed on it. */
export function alertsFor(
  timetable: Timetable,
  alerts: Alert[],
  stop: Stop,
  boardStopIds: string[],
  listed: BoardTrip[],
): Alert[] {
  if (alerts.length === 0) return [];
  const related = relatedStopIds(timetable, stop);
  const services = servicesAt(timetable, boardStopIds);
  return alerts.filter((alert) =>
    alert.selectors.some((selector) => selects(timetable, selector, related, services, listed)),
  );
}

/** A3: the stop, its parent, its parent's children and its own children, of whatever kind. */
function relatedStopIds(timetable: Timetable, stop: Stop): Set<string> {
  const related = new Set([stop.id]);
  for (const child of timetable.children.get(stop.id) ?? []) related.add(child.id);
  if (stop.parentId !== null) {
    related.add(stop.parentId);
    for (const sibling of timetable.children.get(stop.parentId) ?? []) related.add(sibling.id);
  }
  return related;
}

/** The routes that call here by the timetable, on whatever day, arriving or leaving. */
function servicesAt(timetable: Timetable, stopIds: string[]): Service[] {
  const services = new Map<string, Service>();
  for (const stopId of stopIds) {
    for (const { route, directionId } of timetable.tripsAtStop.get(stopId) ?? [])
      services.set(JSON.stringify([route.id, directionId]), { route, directionId });
  }
  return [...services.values()];
}

/** A2, A3, A4 */
function selects(
  timetable: Timetable,
  selector: Selector,
  related: Set<string>,
  services: Service[],
  listed: BoardTrip[],
): boolean {
  const namesService = selector.routeId !== null || selector.agencyId !== null || selector.routeType !== null;
  if (selector.stopId === null && selector.trip === null && !namesService) return false;
  if (selector.stopId !== null && !related.has(selector.stopId)) return false;
  if (selector.trip !== null) {
    const description = withTripId(timetable, selector.trip);
    if (description === null) return false;
    // The route that the other fields name must be that of the same trip.
    return listed.some(
      (trip) =>
        isTrip(trip, description) &&
        (!namesService ||
          (trip.route !== null && isService(selector, { route: trip.route, directionId: trip.directionId }))),
    );
  }
  return !namesService || services.some((service) => isService(selector, service));
}

function isService(selector: Selector, { route, directionId }: Service): boolean {
  if (selector.routeId !== null && selector.routeId !== route.id) return false;
  if (selector.agencyId !== null && selector.agencyId !== route.agencyId) return false;
  if (selector.routeType !== null && selector.routeType !== route.type) return false;
  return selector.routeId === null || selector.directionId === null || selector.directionId === directionId;
}

/** A4: the description with the id of the trip that it names otherwise; null where it names none. */
function withTripId(timetable: Timetable, description: TripDescription): TripDescription | null {
  if (description.tripId !== null) return description;
  const named = onlyTripNamedBy(timetable, description);
  return named === null ? null : { ...description, tripId: named.trip.id };
}

/** A4. Only frequency-based trips have a start time to compare. */
function isTrip(trip: BoardTrip, { tripId, startDate, startTime }: TripDescription): boolean {
  if (tripId !== trip.tripId) return false;
  if (startDate !== null && startDate !== trip.serviceDate) return false;
  return startTime === null || trip.startTime === null || parseGtfsTime(startTime) === trip.startTime;
}

export function alertJson(alert: Alert, zone: Zone): AlertJson {
  const iso = (instant: number | null) => (instant === null ? null : zone.iso(instant));
  const { id, cause, effect, severity, header, description } = alert;
  const links = Object.fromEntries(Object.entries(alert.url).filter(([, link]) => /^https?:/i.test(link)));
  const url = links.en ?? links.und ?? Object.values(links)[0] ?? null;
  const activePeriods = alert.periods.map(({ start, end }) => ({ start: iso(start), end: iso(end) }));
  return { id, cause, effect, severity, header, description, url, activePeriods };
}
