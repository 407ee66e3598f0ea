import { once } from 'node:events';
import { createServer } from 'node:http';
import { strToU8, zipSync } from 'fflate';
import GtfsRealtimeBindings from 'gtfs-realtime-bindings';

const { FeedMessage, FeedHeader } = GtfsRealtimeBindings.transit_realtime;

export const emulatorFeed = {
  stopId: 'emu-high-street',
  headsign: 'Harbour',
  tripId: 'emu-1',
  delaySeconds: 120,
} as const;

export const emulatorPlace = {
  id: 'emu-library',
  slug: 'emulated-library',
  name: 'Emulated Library',
} as const;

/** One listing, of which no more is known than that its door is level. */
function listings(): Uint8Array {
  const { id, slug, name } = emulatorPlace;
  const xDigitalWelcome = {
    id,
    slug,
    kind: 'attraction',
    name: { en: name },
    description: {},
    facts: { stepFreeEntrance: { status: 'yes', verified: '2026-05-01' } },
    source: { name: 'Emulated listings', licence: 'OGL-UK-3.0' },
    dateModified: '2026-05-01T12:00:00Z',
  };
  const properties = { name: { en: name }, category: 'library', xDigitalWelcome };
  const geometry = { type: 'Point', coordinates: [-3.437, 56.395] };
  return strToU8(JSON.stringify({ placeInfos: [{ geometry, properties }] }));
}

const day = 86_400;
const clock = (seconds: number) =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
const compactDate = (epochSeconds: number) =>
  new Date(epochSeconds * 1000).toISOString().slice(0, 10).replaceAll('-', '');

/**
 * One bus line with a departure every ten minutes from now on, in UTC so that it runs the same on every day. Each
 * edition is another timetable: it says its number.
 */
export function gtfsZip(now: number, edition: number): Uint8Array {
  const { stopId, headsign } = emulatorFeed;
  const midnight = now - (now % day);
  const first = now - midnight + 600;
  const trips = Array.from({ length: 6 }, (_, i) => ({ id: `emu-${i + 1}`, leaves: first + i * 600 }));
  const files = {
    'agency.txt': `agency_id,agency_name,agency_url,agency_timezone\nemu,Emulated Buses,https://example.org,Etc/UTC\n`,
    'stops.txt': `stop_id,stop_name,stop_lat,stop_lon\n${stopId},High Street,56.395,-3.437\nemu-harbour,Harbour ${edition},56.385,-3.420\n`,
    'routes.txt': `route_id,agency_id,route_short_name,route_type\nemu-7,emu,7,3\n`,
    'calendar_dates.txt': `service_id,date,exception_type\ntoday,${compactDate(midnight)},1\n`,
    'trips.txt': `route_id,service_id,trip_id,trip_headsign\n${trips.map(({ id }) => `emu-7,today,${id},${headsign}\n`).join('')}`,
    'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${trips
      .map(({ id, leaves }) => {
        const arrives = clock(leaves + 300);
        return `${id},${clock(leaves)},${clock(leaves)},${stopId},1\n${id},${arrives},${arrives},emu-harbour,2\n`;
      })
      .join('')}`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

/** The first of these buses is two minutes late. */
export function realtimeMessage(now: number): Uint8Array {
  const { tripId, delaySeconds } = emulatorFeed;
  return FeedMessage.encode({
    header: {
      gtfsRealtimeVersion: '2.0',
      incrementality: FeedHeader.Incrementality.FULL_DATASET,
      timestamp: now,
    },
    entity: [
      {
        id: '1',
        tripUpdate: {
          trip: { tripId },
          stopTimeUpdate: [{ stopSequence: 1, departure: { delay: delaySeconds } }],
        },
      },
    ],
  }).finish();
}

/** Serves both as an operator would. The message is made at each request: its timestamp is always fresh. */
export async function serveFeeds(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const epochSeconds = () => Math.floor(Date.now() / 1000);
  const started = epochSeconds();
  let edition = 0;
  const server = createServer((request, response) => {
    const bodies: Record<string, () => Uint8Array> = {
      '/gtfs.zip': () => gtfsZip(started, ++edition),
      '/realtime.pb': () => realtimeMessage(epochSeconds()),
      '/places.json': listings,
    };
    const body = bodies[request.url ?? ''];
    if (body) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(body());
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port given by the system');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
