import { type AlertJson, alertJson, alertsFor, isActive, lastOfEachId } from './alerts.ts';
import type { BoardTrip, Visit } from './board-trips.ts';
import { addTo, compareText } from './lists.ts';
import { formatGtfsTime } from './service-days.ts';
import {
  ALERTS_USED_FOR,
  freshness,
  type OracleInput,
  readSources,
  type Source,
  timestampOf,
  withoutFuture,
} from './sources.ts';
import { readTimetable, type Stop, type Timetable, type Tristate } from './timetable.ts';
import { type SourceReport, type TripsAtInstant, tripsAt } from './trips-at-instant.ts';
import { occupancyOf, standsAt, type VehicleJson, vehicleOf, wheelchairOf } from './vehicles.ts';

export interface DepartureJson {
  tripId: string;
  serviceDate: string;
  startTime?: string;
  routeId: string | null;
  line: string;
  headsign: string;
  operator: string;
  platform: string | null;
  scheduled: string | null;
  expected: string | null;
  delaySeconds: number | null;
  status: string;
  source: string;
  extra?: true;
  headwaySeconds?: number;
  wheelchair: Tristate;
  occupancy: string | null;
  vehicle: VehicleJson | null;
}

export interface StopJson {
  id: string;
  code: string | null;
  name: string;
  indicator: string | null;
  lat: number | null;
  lon: number | null;
  wheelchairBoarding: Tristate;
  parentStation: string | null;
}

export interface BoardJson {
  stop: StopJson;
  asOf: string;
  realtime: { state: 'live' | 'stale' | 'none'; asOf: string | null };
  departures: DepartureJson[];
  alerts: AlertJson[];
}

export interface BoardQuestion {
  /** Epoch seconds. */
  now: number;
  limit: number;
  horizonMinutes: number;
}

export interface Oracle {
  /** Every stop that has a board. */
  stopIds(): string[];
  /** The body of the answer; null where there is no such stop. */
  board(stopId: string, question: BoardQuestion): BoardJson | null;
  /** What became of the entities of each file that is not dated in the future at an instant. */
  sources(now: number): SourceReport[];
}

interface Row {
  trip: BoardTrip;
  visit: Visit;
  instant: number;
}

interface Moment extends TripsAtInstant {
  now: number;
  until: number;
  firstSeen: number;
  sources: Source[];
  rows: Map<string, Row[]>;
}

export function oracle(input: OracleInput): Oracle {
  const timetable = readTimetable(input.gtfs);
  const everySource = readSources(input);
  let firstSeen = input.firstSeen;
  let moment: Moment | null = null;

  /** The last moment is kept, so that all stops can be asked at one instant. */
  function momentAt(now: number, until: number): Moment {
    firstSeen ??= now;
    if (moment?.now !== now || moment.until !== until) {
      const sources = withoutFuture(everySource, firstSeen, now);
      const atInstant = tripsAt(timetable, sources, firstSeen, now, until);
      const rows = rowsByStop(atInstant.trips, now, until);
      moment = { ...atInstant, now, until, firstSeen, sources, rows };
    }
    return moment;
  }

  function realtime({ sources, firstSeen, now }: Moment): BoardJson['realtime'] {
    const timestamps = sources
      .filter((source) => source.givesTripUpdates || source.givesVehicles)
      .map((source) => timestampOf(source, firstSeen))
      .filter((timestamp) => freshness(timestamp, now) !== 'unused');
    if (timestamps.length === 0) return { state: 'none', asOf: null };
    const newest = Math.max(...timestamps);
    return {
      state: freshness(newest, now) === 'live' ? 'live' : 'stale',
      asOf: timetable.zone.iso(newest),
    };
  }

  function usableAlerts({ sources, firstSeen, now }: Moment) {
    return sources
      .filter((source) => source.givesAlerts)
      .filter((source) => now - timestampOf(source, firstSeen) <= ALERTS_USED_FOR)
      .flatMap((source) => lastOfEachId(source.feed.alerts))
      .filter((alert) => isActive(alert, now));
  }

  return {
    stopIds: () => [...timetable.stops.values()].filter(hasBoard).map((stop) => stop.id),
    board(stopId, { now, limit, horizonMinutes }) {
      const stop = timetable.stops.get(stopId);
      if (stop === undefined || !hasBoard(stop)) return null;
      const atMoment = momentAt(now, now + horizonMinutes * 60);
      const children = (timetable.children.get(stopId) ?? []).filter((child) => child.locationType === 0);
      const stopIds = [stopId, ...children.map((child) => child.id)];
      const listed = stopIds
        .flatMap((id) => atMoment.rows.get(id) ?? [])
        .sort(compareRows)
        .slice(0, limit);
      const alerts = alertsFor(
        timetable,
        usableAlerts(atMoment),
        stop,
        stopIds,
        listed.map((row) => row.trip),
      );
      return {
        stop: stopJson(timetable, stop),
        asOf: timetable.zone.iso(now),
        realtime: realtime(atMoment),
        departures: listed.map((row) => departureJson(timetable, row, children.length > 0)),
        alerts: alerts.map((alert) => alertJson(alert, timetable.zone)),
      };
    },
    sources: (now) => momentAt(now, now).reports,
  };
}

/** Stops, platforms and stations; entrances, generic nodes and boarding areas have none. */
function hasBoard(stop: Stop): boolean {
  return stop.locationType === 0 || stop.locationType === 1;
}

function rowsByStop(trips: BoardTrip[], now: number, until: number): Map<string, Row[]> {
  const rows = new Map<string, Row[]>();
  for (const trip of trips) {
    const standing = standsAt(trip);
    for (const visit of trip.visits) {
      if (!visit.isDeparture) continue;
      const instant = instantOf(visit, now, visit === standing);
      if (instant !== null && instant <= until) addTo(rows, visit.stopId, { trip, visit, instant });
    }
  }
  return rows;
}

/** B1, B2, B3, T8: the instant that a row is sorted at; null when there is no row (any more). */
function instantOf(visit: Visit, now: number, vehicleStandsHere: boolean): number | null {
  if (visit.window !== null) {
    // Open from the first second to before the last, as its departures are (T7).
    return now < visit.window.closes ? Math.max(now, visit.window.opens) : null;
  }
  if (visit.status === 'live') {
    if (visit.expected === null) return null;
    return now <= visit.expected + 30 || vehicleStandsHere ? visit.expected : null;
  }
  if (visit.scheduled === null) return null;
  return now <= visit.scheduled + 60 ? visit.scheduled : null;
}

/** T4; what is still equal is put in order by date, start and place in the trip. */
function compareRows(a: Row, b: Row): number {
  return (
    a.instant - b.instant ||
    compareText(a.trip.line, b.trip.line) ||
    compareText(a.visit.headsign, b.visit.headsign) ||
    compareText(a.trip.tripId, b.trip.tripId) ||
    compareText(a.trip.serviceDate, b.trip.serviceDate) ||
    (a.trip.startTime ?? -1) - (b.trip.startTime ?? -1) ||
    (a.visit.sequence ?? -1) - (b.visit.sequence ?? -1)
  );
}

function stopJson(timetable: Timetable, stop: Stop): StopJson {
  const parent = stop.parentId === null ? undefined : timetable.stops.get(stop.parentId);
  const inherited = parent?.wheelchairBoarding ?? 'unknown';
  return {
    id: stop.id,
    code: stop.code,
    name: stop.name,
    indicator: stop.platformCode,
    lat: stop.lat,
    lon: stop.lon,
    wheelchairBoarding: stop.wheelchairBoarding === 'unknown' ? inherited : stop.wheelchairBoarding,
    parentStation: stop.parentId,
  };
}

/** T11, S13 */
function departureJson(timetable: Timetable, { trip, visit }: Row, hasChildren: boolean): DepartureJson {
  const { zone } = timetable;
  const calling = timetable.stops.get(visit.stopId);
  const platform = calling?.platformCode ?? null;
  const expected = visit.status === 'live' ? visit.expected : null;
  const delay = expected === null || visit.scheduled === null ? null : expected - visit.scheduled;
  return {
    tripId: trip.tripId,
    serviceDate: trip.serviceDate,
    ...(trip.startTime === null ? {} : { startTime: formatGtfsTime(trip.startTime) }),
    routeId: trip.routeId,
    line: trip.line,
    headsign: visit.headsign,
    operator: trip.operator,
    platform: hasChildren ? (platform ?? calling?.code ?? visit.stopId) : platform,
    scheduled: visit.scheduled === null ? null : zone.iso(visit.scheduled),
    expected: expected === null ? null : zone.iso(expected),
    delaySeconds: delay,
    status: visit.status,
    source: visit.status === 'scheduled' ? 'timetable' : 'trip-update',
    ...(trip.extra ? { extra: true } : {}),
    ...(trip.headway === null ? {} : { headwaySeconds: trip.headway }),
    wheelchair: wheelchairOf(trip),
    occupancy: occupancyOf(trip, visit),
    vehicle: vehicleOf(trip, zone),
  };
}
