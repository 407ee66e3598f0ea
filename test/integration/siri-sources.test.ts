import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import { type Network, networkSchema } from '#shared/contracts/network.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { encodeFeed, type FeedServer, startFeedServer } from '#test/builders/feed-server.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { activity, element, siri } from '#test/builders/siri.ts';

/** SIRI from a server to the board, on the real engine. */

/** Four more that are out at ten o'clock, so that a source without vehicles is worth an alarm. */
const others = ['O1', 'O2', 'O3', 'O4'];

const gtfs: Record<string, string> = {
  'agency.txt':
    'agency_id,agency_name,agency_url,agency_timezone,agency_noc\nOP49,Perth Buses,https://a.example,Europe/London,PBUS\n',
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon\n6480A,High Street,56.39,-3.44\n6480B,Bridge,56.39,-3.43\n6480C,Park,56.39,-3.42\n',
  'routes.txt': 'route_id,agency_id,route_short_name,route_type\n12,OP49,7,3\n13,OP49,8,3\n',
  'trips.txt': `route_id,service_id,trip_id\n12,WK,T1\n12,WK,T2\n${others.map((trip) => `13,WK,${trip}\n`).join('')}`,
  'stop_times.txt': [
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    ...['T1,10', 'T2,11', ...others.map((trip) => `${trip},10`)].flatMap((trip) =>
      ['A', 'B', 'C'].map((stop, i) => `${trip}:0${i * 3}:00,${trip.slice(3)}:0${i * 3}:00,6480${stop},${i}`),
    ),
    '',
  ].join('\n'),
  'calendar_dates.txt': 'service_id,date,exception_type\nWK,20260610,1\n',
};

const start = Date.parse('2026-06-10T10:03:00+01:00') / 1000;
let now = start;
const clock = { now: () => now };
const iso = (instant: number) => new Date(instant * 1000).toISOString();

let folder: string;
let server: FeedServer;
let store: LocalStore;
let network: Network;

/** The bus of ten o'clock between the first two stops, three minutes late by its place. */
const bus = () =>
  activity({
    recordedAt: iso(now - 10),
    lon: '-3.439',
    journey: { OriginRef: '6480A', DestinationRef: 'PH1 5XX' },
  });
const vehiclesNow = (...activities: readonly string[]) =>
  siri('VehicleMonitoringDelivery', activities.join(''), iso(now));

const situation = element(
  'PtSituationElement',
  [
    element('SituationNumber', 'S1'),
    element('Summary', 'Line 7 is diverted.'),
    element(
      'Consequences',
      '<Consequence><Severity>normal</Severity><Affects><Networks><AffectedNetwork><AffectedLine>' +
        '<AffectedOperator><OperatorRef>PBUS</OperatorRef></AffectedOperator><LineRef>7</LineRef>' +
        '</AffectedLine></AffectedNetwork></Networks></Affects></Consequence>',
    ),
  ].join(''),
);
const elsewhere = situation.replace('S1', 'S2').replace('PBUS', 'SCMN');
/** As the UK's service says that the bus of eleven o'clock does not run. */
const cancellation = element(
  'PtSituationElement',
  [
    element('SituationNumber', 'S3'),
    '<Affects><VehicleJourneys><AffectedVehicleJourney><Operator><OperatorRef>PBUS</OperatorRef></Operator>',
    '<LineRef>7</LineRef><OriginAimedDepartureTime>2026-06-10T10:00:00Z</OriginAimedDepartureTime>',
    '</AffectedVehicleJourney></VehicleJourneys></Affects>',
    '<Consequences><Consequence><Condition>cancelled</Condition></Consequence></Consequences>',
  ].join(''),
);

async function boardOf(stopId: string) {
  const board = await openTransitReader({ ...store, network }).board(stopId, {
    now,
    limit: 20,
    horizonMinutes: 120,
  });
  if (!board) throw new Error(`no board for ${stopId}`);
  return board;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siri-sources-'));
  for (const [name, text] of Object.entries(gtfs)) await writeFile(join(folder, name), text);
  [server, store] = await Promise.all([startFeedServer(), openLocalStore()]);
  network = networkSchema.parse({
    feeds: [{ id: 'perth', url: folder }],
    sources: [
      { id: 'vm', url: `${server.url}/vm`, format: 'siri', kinds: ['vehicle-positions'] },
      { id: 'sx', url: `${server.url}/sx`, format: 'siri', kinds: ['alerts'] },
    ],
  });
  await importTimetable({ ...store, feed: { id: 'perth', url: folder }, clock });
});
afterAll(async () => {
  await Promise.all([server.stop(), store.stop(), rm(folder, { recursive: true })]);
});

it('SIRI-VM makes rows live, SIRI-SX tells what is the matter, and a bad answer changes nothing', async () => {
  const poll = createPoller({
    store,
    network,
    clock,
    logger: createLogger('test', () => undefined),
    requestOf: async ({ url, headers }) => ({ url, headers }),
  });
  const stranger = activity({ recordedAt: iso(now), journey: { OperatorRef: 'SCMN', VehicleRef: '9' } });
  server.answer('/vm', zipSync({ 'siri.xml': vehiclesNow(bus(), stranger) }));
  server.answer(
    '/sx',
    siri('SituationExchangeDelivery', element('Situations', situation + elsewhere + cancellation), iso(now)),
  );
  const { sources, measures } = await poll();
  expect(server.requests[0]?.headers.accept).toMatch(/^application\/xml/);
  expect(sources.map(({ lastError }) => lastError)).toEqual([null, null]);
  expect(sources[0]).toMatchObject({
    feedTimestamp: now,
    entities: { vehicles: 2 },
    matched: { vehicles: 0.5 },
    discarded: [{ reason: 'operator-not-in-timetable', count: 1 }],
  });
  expect(measures.get('vm')?.runsMatched).toBe(1);
  expect(sources[1]).toMatchObject({
    entities: { tripUpdates: 0, alerts: 3 },
    discarded: [{ reason: 'alert-of-other-network', count: 1 }],
  });

  const board = await boardOf('6480B');
  expect(board.departures.find(({ tripId }) => tripId === 'T1')).toMatchObject({
    tripId: 'T1',
    status: 'live',
    source: 'vehicle-position',
    vehicle: { id: 'PBUS-4711', label: '4711', lat: 56.39 },
  });
  expect(board.departures.filter(({ status }) => status === 'live')).toHaveLength(1);
  expect(board.alerts.map(({ header }) => header)).toEqual([{ und: 'Line 7 is diverted.' }]);
  const eleven = async () =>
    (await boardOf('6480B')).departures.find(({ tripId }) => tripId === 'T2')?.status;
  expect(await eleven()).toBe('cancelled');

  now += 15;
  server.answer('/vm', Buffer.from('<html><body>Bad gateway</body></html>'));
  server.answer('/sx', encodeFeed(now));
  const after = await poll();
  expect(after.sources.map(({ lastError }) => lastError?.message)).toEqual([
    'SIRI, line 1: the root is <html>, not <Siri>; it looks like a web page',
    'this is GTFS-realtime (protobuf), the source says siri',
  ]);
  expect((await boardOf('6480B')).departures.filter(({ status }) => status === 'live')).toHaveLength(1);
  expect((await boardOf('6480B')).alerts).toHaveLength(1);
  expect(await eleven()).toBe('cancelled');
  // A process that has just started, and the source still down: what was stored goes on.
  now += 600;
  await createPoller({
    store,
    network,
    clock,
    logger: createLogger('test', () => undefined),
    requestOf: async ({ url, headers }) => ({ url, headers }),
  })();
  expect(await eleven()).toBe('cancelled');
});
