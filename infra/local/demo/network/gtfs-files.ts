import { daysToServiceDate, formatGtfsTime, type ServiceDate } from '#shared/domain/transit/service-day.ts';
import { demoTimeZone, isDemoHoliday, validity } from './demo-calendar.ts';
import { demoAgencies, demoLines } from './demo-lines.ts';
import { type DemoTrip, demoTrips } from './demo-trips.ts';
import { type Cell, csv } from './gtfs-csv.ts';
import { stopsFile } from './gtfs-stops.ts';
import { naptanStop } from './naptan-stops.ts';

const homePage = 'https://example.org/';

function agencies(): string {
  return csv(
    'agency_id,agency_name,agency_url,agency_timezone,agency_lang',
    demoAgencies.map(({ id, name }) => [id, name, `${homePage}${id}`, demoTimeZone, 'en-GB']),
  );
}

function routes(): string {
  return csv(
    'route_id,agency_id,route_short_name,route_long_name,route_type,route_color,route_text_color',
    demoLines.map((line) => [
      line.routeId,
      line.agencyId,
      line.routeId,
      line.longName,
      3,
      line.color,
      'FFFFFF',
    ]),
  );
}

export function shapeId(trip: DemoTrip): string {
  return `${trip.line.routeId}-${trip.direction.directionId}`;
}

function trips(): string {
  return csv(
    'route_id,service_id,trip_id,trip_headsign,direction_id,shape_id,wheelchair_accessible',
    demoTrips.map((trip) => [
      trip.line.routeId,
      trip.service,
      trip.tripId,
      trip.direction.headsign,
      trip.direction.directionId,
      shapeId(trip),
      trip.wheelchair,
    ]),
  );
}

function stopTimes(): string {
  return csv(
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence,timepoint,shape_dist_traveled',
    demoTrips.flatMap((trip) =>
      trip.direction.stops.map((stop, i) => [
        trip.tripId,
        formatGtfsTime(trip.startSeconds + (trip.times.arrivals[i] ?? 0)),
        formatGtfsTime(trip.startSeconds + (trip.times.departures[i] ?? 0)),
        stop,
        i + 1,
        trip.times.timepoints[i] ? 1 : 0,
        trip.times.distances[i] ?? 0,
      ]),
    ),
  );
}

function frequencies(): string {
  return csv(
    'trip_id,start_time,end_time,headway_secs,exact_times',
    demoTrips.flatMap((trip) =>
      (trip.frequencies ?? []).map((plan) => [
        trip.tripId,
        formatGtfsTime(plan.startSeconds),
        formatGtfsTime(plan.endSeconds),
        plan.headwaySeconds,
        trip.line.exactTimes ?? 0,
      ]),
    ),
  );
}

function shapes(): string {
  const seen = new Map(demoTrips.map((trip) => [shapeId(trip), trip]));
  return csv(
    'shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled',
    [...seen].flatMap(([id, trip]) =>
      trip.direction.stops.map((code, i) => {
        const { lat, lon } = naptanStop(code);
        return [id, lat, lon, i + 1, trip.times.distances[i] ?? 0];
      }),
    ),
  );
}

function calendar({ from, to }: { from: number; to: number }): string {
  const dates = [daysToServiceDate(from), daysToServiceDate(to)];
  return csv('service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date', [
    ['mon-sat', 1, 1, 1, 1, 1, 1, 0, ...dates],
    ['sunday', 0, 0, 0, 0, 0, 0, 1, ...dates],
    ['daily', 1, 1, 1, 1, 1, 1, 1, ...dates],
  ]);
}

function calendarDates({ from, to }: { from: number; to: number }): string {
  const rows: Cell[][] = [];
  for (let day = from; day <= to; day++) {
    if (!isDemoHoliday(day)) continue;
    rows.push(['mon-sat', daysToServiceDate(day), 2], ['sunday', daysToServiceDate(day), 1]);
  }
  return csv('service_id,date,exception_type', rows);
}

/** Gaelic only where the name is certain. */
const gaelicHeadsigns = [
  ['Perth', 'Peairt'],
  ['Scone', 'Sgàin'],
] as const;

function translations(): string {
  return csv(
    'table_name,field_name,language,translation,field_value',
    gaelicHeadsigns.map(([name, gaelic]) => ['trips', 'trip_headsign', 'gd', gaelic, name]),
  );
}

/** The demo timetable as GTFS files, the same for every call with the same date. */
export function demoGtfsFiles(today: ServiceDate): Readonly<Record<string, string>> {
  const valid = validity(today);
  return {
    'agency.txt': agencies(),
    'stops.txt': stopsFile(),
    'routes.txt': routes(),
    'trips.txt': trips(),
    'stop_times.txt': stopTimes(),
    'frequencies.txt': frequencies(),
    'shapes.txt': shapes(),
    'calendar.txt': calendar(valid),
    'calendar_dates.txt': calendarDates(valid),
    'translations.txt': translations(),
    'feed_info.txt': csv(
      'feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,feed_version',
      [
        [
          'Digital Welcome demo (invented timetable)',
          homePage,
          'en-GB',
          daysToServiceDate(valid.from),
          daysToServiceDate(valid.to),
          `demo-${today}`,
        ],
      ],
    ),
    'attributions.txt': csv('organization_name,is_producer', [
      [
        'NaPTAN, Department for Transport. Contains public sector information licensed under the Open Government Licence v3.0.',
        1,
      ],
    ]),
  };
}
