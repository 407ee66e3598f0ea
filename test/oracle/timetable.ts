import type { CsvRecord } from './csv.ts';
import { readGtfsFiles } from './gtfs-files.ts';
import { addTo, at } from './lists.ts';
import { parseGtfsTime, weekday, Zone } from './service-days.ts';

export type Tristate = 'yes' | 'no' | 'unknown';

export interface Agency {
  id: string;
  name: string;
}

export interface Stop {
  id: string;
  code: string | null;
  name: string;
  lat: number | null;
  lon: number | null;
  locationType: number;
  parentId: string | null;
  platformCode: string | null;
  wheelchairBoarding: Tristate;
}

export interface Route {
  id: string;
  agencyId: string | null;
  line: string;
  operator: string;
  type: number | null;
}

/** One record of stop_times.txt; times are seconds of the service day. */
export interface Call {
  sequence: number;
  stopId: string;
  arrival: number;
  departure: number;
  headsign: string | null;
  pickupType: number;
  isTimepoint: boolean;
}

export interface Frequency {
  start: number;
  end: number;
  headway: number;
  exact: boolean;
}

export interface Trip {
  id: string;
  route: Route;
  serviceId: string;
  headsign: string | null;
  directionId: number | null;
  wheelchair: Tristate;
  calls: Call[];
  frequencies: Frequency[];
}

export interface Timetable {
  zone: Zone;
  agencies: Agency[];
  stops: Map<string, Stop>;
  children: Map<string, Stop[]>;
  routes: Map<string, Route>;
  trips: Map<string, Trip>;
  tripsAtStop: Map<string, Trip[]>;
  /** The largest time of the timetable, in seconds of the service day. */
  longest: number;
  servicesOn(date: string): Set<string>;
}

export function readTimetable(path: string): Timetable {
  const records = readGtfsFiles(path);
  const agencyRecords = records('agency.txt');
  const agencies = agencyRecords.map((record) => ({
    id: record.agency_id ?? '',
    name: record.agency_name ?? '',
  }));
  // All agencies of a feed must have the same zone (spec), so the first one's counts.
  const zone = new Zone(agencyRecords[0]?.agency_timezone || 'UTC');
  const stops = readStops(records('stops.txt'));
  const routes = readRoutes(records('routes.txt'), agencies);
  const trips = readTrips(
    records('trips.txt'),
    records('stop_times.txt'),
    records('frequencies.txt'),
    stops,
    routes,
  );
  const children = new Map<string, Stop[]>();
  for (const stop of stops.values()) if (stop.parentId !== null) addTo(children, stop.parentId, stop);
  const tripsAtStop = new Map<string, Trip[]>();
  let longest = 0;
  for (const trip of trips.values()) {
    for (const stopId of new Set(trip.calls.map((call) => call.stopId))) addTo(tripsAtStop, stopId, trip);
    const span = at(trip.calls, trip.calls.length - 1).departure - at(trip.calls, 0).departure;
    for (const call of trip.calls) longest = Math.max(longest, call.departure, call.arrival);
    for (const frequency of trip.frequencies) longest = Math.max(longest, frequency.end + span);
  }
  const servicesOn = readServices(records('calendar.txt'), records('calendar_dates.txt'));
  return { zone, agencies, stops, children, routes, trips, tripsAtStop, longest, servicesOn };
}

function optional(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}

function integer(value: string | undefined): number | null {
  return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : null;
}

/** T13: 1 yes, 2 no, else unknown. */
function tristate(value: string | undefined): Tristate {
  if (value === '1') return 'yes';
  return value === '2' ? 'no' : 'unknown';
}

function readStops(records: CsvRecord[]): Map<string, Stop> {
  const stops = new Map<string, Stop>();
  for (const record of records) {
    const id = record.stop_id ?? '';
    if (id === '' || stops.has(id)) continue;
    const number = (value: string | undefined) => (optional(value) === null ? null : Number(value));
    stops.set(id, {
      id,
      code: optional(record.stop_code),
      name: record.stop_name ?? '',
      lat: number(record.stop_lat),
      lon: number(record.stop_lon),
      locationType: integer(record.location_type) ?? 0,
      parentId: optional(record.parent_station),
      platformCode: optional(record.platform_code),
      wheelchairBoarding: tristate(record.wheelchair_boarding),
    });
  }
  return stops;
}

/** T12 */
function readRoutes(records: CsvRecord[], agencies: Agency[]): Map<string, Route> {
  const routes = new Map<string, Route>();
  const onlyAgency = agencies.length === 1 ? agencies[0] : undefined;
  for (const record of records) {
    const id = record.route_id ?? '';
    if (id === '' || routes.has(id)) continue;
    const named = optional(record.agency_id);
    const agency = named === null ? onlyAgency : agencies.find((candidate) => candidate.id === named);
    routes.set(id, {
      id,
      agencyId: named ?? optional(onlyAgency?.id),
      line: optional(record.route_short_name) ?? optional(record.route_long_name) ?? id,
      operator: agency?.name ?? '',
      type: integer(record.route_type),
    });
  }
  return routes;
}

function readTrips(
  tripRecords: CsvRecord[],
  stopTimeRecords: CsvRecord[],
  frequencyRecords: CsvRecord[],
  stops: Map<string, Stop>,
  routes: Map<string, Route>,
): Map<string, Trip> {
  const stopTimes = new Map<string, CsvRecord[]>();
  for (const record of stopTimeRecords) addTo(stopTimes, record.trip_id ?? '', record);
  const frequencies = new Map<string, Frequency[]>();
  for (const record of frequencyRecords) {
    const start = parseGtfsTime(record.start_time ?? null);
    const end = parseGtfsTime(record.end_time ?? null);
    const headway = integer(record.headway_secs) ?? 0;
    if (start === null || end === null || headway <= 0) continue;
    addTo(frequencies, record.trip_id ?? '', { start, end, headway, exact: record.exact_times === '1' });
  }
  const trips = new Map<string, Trip>();
  for (const record of tripRecords) {
    const id = record.trip_id ?? '';
    const route = routes.get(record.route_id ?? '');
    if (id === '' || trips.has(id) || route === undefined) continue;
    const calls = readCalls(stopTimes.get(id) ?? [], stops);
    if (calls === null) continue;
    trips.set(id, {
      id,
      route,
      serviceId: record.service_id ?? '',
      headsign: optional(record.trip_headsign),
      directionId: integer(record.direction_id),
      wheelchair: tristate(record.wheelchair_accessible),
      calls,
      frequencies: (frequencies.get(id) ?? []).sort((a, b) => a.start - b.start),
    });
  }
  return trips;
}

/** The calls of one trip in order, with all their times (T5); null when the trip is rejected. */
function readCalls(records: CsvRecord[], stops: Map<string, Stop>): Call[] | null {
  // A record without a known stop (a place served on demand, or an error) is no call.
  const known = records.filter((record) => stops.has(record.stop_id ?? ''));
  known.sort((a, b) => Number(a.stop_sequence) - Number(b.stop_sequence));
  const times = known.map((record) => {
    const arrival = parseGtfsTime(record.arrival_time ?? null);
    const departure = parseGtfsTime(record.departure_time ?? null);
    if (arrival === null && departure === null) return null;
    return { arrival: arrival ?? departure ?? 0, departure: departure ?? arrival ?? 0 };
  });
  if (times.length === 0 || at(times, 0) === null || at(times, times.length - 1) === null) return null;
  return known.map((record, index) => {
    const { arrival, departure } = times[index] ?? interpolate(times, index);
    return {
      sequence: Number(record.stop_sequence),
      stopId: record.stop_id ?? '',
      arrival,
      departure,
      headsign: optional(record.stop_headsign),
      pickupType: integer(record.pickup_type) ?? 0,
      isTimepoint: record.timepoint === '1',
    };
  });
}

/** T5: on the line from the departure of the timed call before to the arrival of the timed call after. */
function interpolate(times: ({ arrival: number; departure: number } | null)[], index: number) {
  let before = index;
  while (times[before] === null) before -= 1;
  let after = index;
  while (times[after] === null) after += 1;
  const from = times[before]?.departure ?? 0;
  const to = times[after]?.arrival ?? 0;
  const time = Math.round(from + ((to - from) * (index - before)) / (after - before));
  return { arrival: time, departure: time };
}

/** T2 */
function readServices(calendar: CsvRecord[], calendarDates: CsvRecord[]): (date: string) => Set<string> {
  const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const known = new Map<string, Set<string>>();
  return (date) => {
    let services = known.get(date);
    if (services === undefined) {
      services = new Set<string>();
      const column = at(days, weekday(date));
      for (const record of calendar) {
        const from = record.start_date ?? '';
        const to = record.end_date ?? '';
        if (from <= date && date <= to && record[column] === '1') services.add(record.service_id ?? '');
      }
      const exceptions = calendarDates.filter((record) => record.date === date);
      for (const record of exceptions)
        if (record.exception_type === '1') services.add(record.service_id ?? '');
      for (const record of exceptions)
        if (record.exception_type === '2') services.delete(record.service_id ?? '');
      known.set(date, services);
    }
    return services;
  };
}
