import { type CallTimes, callTimes } from '#infra/local/demo/network/call-times.ts';
import { demoLines } from '#infra/local/demo/network/demo-lines.ts';
import type { Point } from '#infra/local/demo/network/geometry.ts';
import { csv } from '#infra/local/demo/network/gtfs-csv.ts';
import { naptanStop } from '#infra/local/demo/network/naptan-stops.ts';
import { formatGtfsTime, type ServiceDate } from '#shared/domain/transit/service-day.ts';
import type { GtfsFiles } from '#test/builders/gtfs.ts';

export interface SimulatedStop extends Point {
  readonly stopId: string;
}

/** One direction of a line. */
export interface SimulatedLine {
  readonly routeId: string;
  readonly directionId: 0 | 1;
  readonly headsign: string;
  readonly stops: readonly SimulatedStop[];
  readonly times: CallTimes;
}

export interface SimulatedTrip {
  readonly tripId: string;
  readonly line: SimulatedLine;
  /** Seconds of the service day of the first departure. */
  readonly startSeconds: number;
  /** Of the trips of its line: 0 is the first of the day. */
  readonly number: number;
}

export interface NetworkPlan {
  /** How often the demo's lines are there, each time in a town of its own. */
  readonly towns: number;
  readonly headwayMinutes: number;
  /** Hours of the day in which trips start. */
  readonly fromHour: number;
  readonly toHour: number;
}

export interface SimulatedNetwork {
  readonly plan: NetworkPlan;
  readonly lines: readonly SimulatedLine[];
  readonly trips: readonly SimulatedTrip[];
}

export const simulatedTimeZone = 'Europe/London';

function linesOf(town: number): SimulatedLine[] {
  const [north, east] = [0.1 * Math.floor(town / 10), 0.2 * (town % 10)];
  return demoLines.flatMap(({ routeId, directions }) =>
    directions.map(({ directionId, headsign, stops }) => ({
      routeId: `${routeId}-${town}`,
      directionId,
      headsign,
      stops: stops.map((code) => {
        const { lat, lon } = naptanStop(code);
        return { stopId: `${code}-${town}`, lat: lat + north, lon: lon + east };
      }),
      times: callTimes(stops),
    })),
  );
}

/** The demo's lines and stops, with so many trips that there is something to count. */
export function simulatedNetwork(plan: NetworkPlan): SimulatedNetwork {
  const lines = Array.from({ length: plan.towns }, (_, town) => linesOf(town)).flat();
  const count = Math.ceil(((plan.toHour - plan.fromHour) * 60) / plan.headwayMinutes);
  const trips = lines.flatMap((line, i) =>
    Array.from({ length: count }, (_, number) => {
      const minutes = plan.fromHour * 60 + (i % plan.headwayMinutes) + number * plan.headwayMinutes;
      return {
        tripId: `${line.routeId}-${line.directionId}-${number}`,
        line,
        startSeconds: minutes * 60,
        number,
      };
    }),
  );
  return { plan, lines, trips };
}

const shapeId = ({ routeId, directionId }: SimulatedLine) => `${routeId}-${directionId}`;

/** Its timetable, for every day of a month and more from `from` on. */
export function simulatedGtfs({ lines, trips }: SimulatedNetwork, from: ServiceDate): GtfsFiles {
  const stops = new Map(lines.flatMap((line) => line.stops.map((stop) => [stop.stopId, stop])));
  const routes = [...new Set(lines.map(({ routeId }) => routeId))];
  return {
    'agency.txt': csv('agency_id,agency_name,agency_url,agency_timezone', [
      ['simulated', 'Simulated Buses', 'https://example.org/', simulatedTimeZone],
    ]),
    'stops.txt': csv(
      'stop_id,stop_name,stop_lat,stop_lon',
      [...stops.values()].map(({ stopId, lat, lon }) => [stopId, `Stop ${stopId}`, lat, lon]),
    ),
    'routes.txt': csv(
      'route_id,agency_id,route_short_name,route_type',
      routes.map((routeId) => [routeId, 'simulated', routeId, 3]),
    ),
    'calendar.txt': csv(
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
      [['daily', 1, 1, 1, 1, 1, 1, 1, from, `${Number(from) + 10_000}`]],
    ),
    'trips.txt': csv(
      'route_id,service_id,trip_id,trip_headsign,direction_id,shape_id',
      trips.map(({ tripId, line }) => [
        line.routeId,
        'daily',
        tripId,
        line.headsign,
        line.directionId,
        shapeId(line),
      ]),
    ),
    'stop_times.txt': csv(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence,timepoint',
      trips.flatMap(({ tripId, line: { stops: calls, times }, startSeconds }) =>
        calls.map(({ stopId }, i) => [
          tripId,
          formatGtfsTime(startSeconds + (times.arrivals[i] ?? 0)),
          formatGtfsTime(startSeconds + (times.departures[i] ?? 0)),
          stopId,
          i + 1,
          times.timepoints[i] ? 1 : 0,
        ]),
      ),
    ),
    'shapes.txt': csv(
      'shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence',
      lines.flatMap((line) => line.stops.map(({ lat, lon }, i) => [shapeId(line), lat, lon, i + 1])),
    ),
  };
}
