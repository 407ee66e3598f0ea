import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatGtfsTime } from '#shared/domain/transit/service-day.ts';

const STOPS = 20_000;
const ROUTES = 800;
const CALLS_PER_TRIP = 30;

function* stops(): Generator<string> {
  yield 'stop_id,stop_code,stop_name,stop_lat,stop_lon,wheelchair_boarding\n';
  for (let i = 0; i < STOPS; i++) {
    const [x, y] = [i % 200, Math.floor(i / 200)];
    yield `6400${String(i).padStart(6, '0')},${i},Stop ${i} of the county,${55 + y / 100},${-5 + x / 100},${i % 3}\n`;
  }
}

function* routes(): Generator<string> {
  yield 'route_id,agency_id,route_short_name,route_long_name,route_type\n';
  for (let i = 0; i < ROUTES; i++) yield `R${i},A,${(i % 99) + 1},Line ${i},3\n`;
}

/** As long and as random as in the national feeds: what a stop's item can least be rid of. */
const tripId = (trip: number): string => `VJ${createHash('sha1').update(`trip ${trip}`).digest('hex')}`;
const routeOf = (trip: number): number => trip % ROUTES;
const directionOf = (trip: number): 0 | 1 => (Math.floor(trip / ROUTES) % 2) as 0 | 1;

function* trips(count: number): Generator<string> {
  yield 'route_id,service_id,trip_id,trip_headsign,direction_id,wheelchair_accessible\n';
  for (let trip = 0; trip < count; trip++) {
    const route = routeOf(trip);
    const direction = directionOf(trip);
    yield `R${route},S${trip % 12},${tripId(trip)},Town ${route} ${direction},${direction},1\n`;
  }
}

function* stopTimes(tripCount: number, count: number): Generator<string> {
  yield 'trip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_headsign,pickup_type,drop_off_type,timepoint\n';
  let left = count;
  for (let trip = 0; trip < tripCount; trip++) {
    const id = tripId(trip);
    const route = routeOf(trip);
    const round = Math.floor(trip / ROUTES);
    const start = 5 * 3600 + ((round * 423 + route * 7) % 1260) * 60;
    const band = Math.floor(start / 7200) % 5; // slower in the rush hours: several patterns a route
    let time = start;
    let rows = '';
    for (let call = 0; call < CALLS_PER_TRIP && left > 0; call++, left--) {
      const place = directionOf(trip) === 0 ? call : CALLS_PER_TRIP - 1 - call;
      const stop = (route * 25 + place + (route % 7) * 1000) % STOPS;
      const text = formatGtfsTime(time);
      rows += `${id},${text},${text},6400${String(stop).padStart(6, '0')},${call},,0,0,${call % 10 === 0 ? 1 : 0}\n`;
      time += 60 + ((call * 37 + band * 13 + route) % 4) * 30;
    }
    yield rows;
  }
}

/** Writes a made-up national feed with this many stop times; returns its folder. The same every time. */
export async function writeSyntheticFeed(directory: string, count: number): Promise<string> {
  await mkdir(directory, { recursive: true });
  const tripCount = Math.ceil(count / CALLS_PER_TRIP);
  const week = Array.from(
    { length: 12 },
    (_, i) => `S${i},${i < 6 ? '1,1,1,1,1,0,0' : '0,0,0,0,0,1,1'},202609${10 + i},20261231`,
  );
  const files: Record<string, Iterable<string>> = {
    'agency.txt': [
      'agency_id,agency_name,agency_url,agency_timezone\nA,County Buses,http://a.test,Europe/London\n',
    ],
    'calendar.txt': [
      `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n${week.join('\n')}\n`,
    ],
    'stops.txt': stops(),
    'routes.txt': routes(),
    'trips.txt': trips(tripCount),
    'stop_times.txt': stopTimes(tripCount, count),
  };
  for (const [name, lines] of Object.entries(files)) {
    await pipeline(Readable.from(lines), createWriteStream(join(directory, name)));
  }
  return directory;
}
