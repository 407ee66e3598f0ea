import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import type { createHandler } from '#functions/transit/serve-api/handler.ts';
import type { Network } from '#shared/contracts/network.ts';
import { encodeFeed } from '#test/builders/feed-server.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { smallFeed, writeGtfsFolder } from '#test/builders/gtfs.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { openTransitApi } from '#test/builders/transit-api.ts';

/** GET /v1/gtfs-rt/…: what another system that reads GTFS-realtime gets, to the letter. */

const { FeedMessage } = GtfsRealtimeBindings.transit_realtime;
const start = Date.parse('2026-06-10T07:55:00+01:00') / 1000;
const trip = { tripId: 'out-1', startDate: '20260610' };
const quiet = createLogger('test', () => undefined);
let now = start;
let folder: string;
let store: LocalStore;
let api: ReturnType<typeof createHandler>;
let twoFeeds: ReturnType<typeof createHandler>;

const handlerOf = (network: Network) => openTransitApi(store, network, { now: () => now });
const get = (kind: string, headers?: Record<string, string>) =>
  callGateway(api, `/v1/gtfs-rt/${kind}`, headers);
const read = async (kind: string) => FeedMessage.decode((await get(kind)).bytes).toJSON();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gtfs-realtime-out-'));
  writeGtfsFolder(folder, smallFeed);
  const updates = join(folder, 'updates.pb');
  const others = join(folder, 'others.pb');
  await writeFile(
    updates,
    encodeFeed(start - 10, [
      {
        id: '1',
        tripUpdate: {
          trip,
          stopTimeUpdate: [
            { stopSequence: 1, departure: { delay: 120 } },
            { stopSequence: 2, scheduleRelationship: 'SKIPPED' },
          ],
        },
      },
      { id: '2', tripUpdate: { trip: { ...trip, tripId: 'back-1', scheduleRelationship: 'CANCELED' } } },
    ]),
  );
  await writeFile(
    others,
    encodeFeed(start - 5, [
      {
        id: 'v',
        vehicle: {
          trip,
          vehicle: { id: 'bus-1', label: '101' },
          position: { latitude: 56.391, longitude: -3.441 },
          currentStopSequence: 1,
          currentStatus: 'STOPPED_AT',
          occupancyStatus: 'FEW_SEATS_AVAILABLE',
          timestamp: start - 20,
        },
      },
      {
        id: 'works',
        alert: {
          informedEntity: [{ stopId: 'M', routeId: 'R' }],
          cause: 'CONSTRUCTION',
          effect: 'DETOUR',
          activePeriod: [{ start: start - 60, end: start + 600 }],
          headerText: {
            translation: [
              { text: 'Detour', language: 'en' },
              { text: 'Tionndadh', language: 'gd' },
            ],
          },
        },
      },
      { id: 'over', alert: { informedEntity: [{ stopId: 'M' }], activePeriod: [{ end: start - 60 }] } },
    ]),
  );
  store = await openLocalStore();
  const clock = { now: () => now };
  const feed = { id: 'small', url: folder, predict: false };
  const network = {
    feeds: [feed],
    sources: [
      { id: 'updates', url: updates, kinds: ['trip-updates' as const], headers: {} },
      { id: 'others', url: others, kinds: ['vehicle-positions' as const, 'alerts' as const], headers: {} },
    ],
  };
  await importTimetable({ ...store, feed, clock });
  await createPoller({
    store,
    network,
    clock,
    logger: quiet,
    requestOf: async ({ url }) => ({ url, headers: {} }),
  })();
  api = handlerOf(network);
  const two = { ...network, feeds: [feed, { id: 'other', url: folder }] };
  twoFeeds = handlerOf(two);
});
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  now = start;
});

it('trip updates: every call with its sequence, stop, time and delay', async () => {
  expect(await read('trip-updates')).toEqual({
    header: { gtfsRealtimeVersion: '2.0', incrementality: 'FULL_DATASET', timestamp: String(start) },
    entity: [
      {
        id: 'out-1:20260610',
        tripUpdate: {
          trip: { ...trip, routeId: 'R', directionId: 0, scheduleRelationship: 'SCHEDULED' },
          vehicle: { id: 'bus-1', label: '101' },
          timestamp: String(start - 10),
          stopTimeUpdate: [
            {
              stopSequence: 1,
              stopId: 'S1',
              departure: { time: String(start + 420), delay: 120 },
              scheduleRelationship: 'SCHEDULED',
            },
            { stopSequence: 2, stopId: 'M', scheduleRelationship: 'SKIPPED' },
            {
              stopSequence: 3,
              stopId: 'K',
              arrival: { time: String(start + 1020), delay: 120 },
              scheduleRelationship: 'SCHEDULED',
            },
          ],
        },
      },
      {
        id: 'back-1:20260610',
        tripUpdate: {
          trip: {
            tripId: 'back-1',
            startDate: '20260610',
            routeId: 'R',
            directionId: 1,
            scheduleRelationship: 'CANCELED',
          },
          timestamp: String(start - 10),
        },
      },
    ],
  });
});

it('vehicle positions: where it is, and that it stands at a stop only as it has said so', async () => {
  const { entity } = await read('vehicle-positions');
  expect(entity).toMatchObject([
    {
      id: 'out-1:20260610',
      vehicle: {
        trip,
        vehicle: { id: 'bus-1', label: '101' },
        currentStopSequence: 1,
        stopId: 'S1',
        currentStatus: 'STOPPED_AT',
        timestamp: String(start - 20),
      },
    },
  ]);
  const [{ vehicle }] = entity as [{ vehicle: { position: { latitude: number; longitude: number } } }];
  expect(vehicle.position.latitude).toBeCloseTo(56.391, 4);
  expect(vehicle.position.longitude).toBeCloseTo(-3.441, 4);
});

it('alerts: with all their words, until they are over', async () => {
  expect((await read('alerts')).entity).toEqual([
    {
      id: 'works',
      alert: {
        activePeriod: [{ start: String(start - 60), end: String(start + 600) }],
        informedEntity: [{ stopId: 'M', routeId: 'R' }],
        cause: 'CONSTRUCTION',
        effect: 'DETOUR',
        severityLevel: 'UNKNOWN_SEVERITY',
        headerText: {
          translation: [
            { text: 'Detour', language: 'en' },
            { text: 'Tionndadh', language: 'gd' },
          ],
        },
      },
    },
  ]);
});

it('what a silent source has said is left out after five minutes (B5); the rest stays', async () => {
  const count = async (kind: string) => ((await read(kind)).entity ?? []).length;
  now = start - 10 + 300;
  expect([await count('trip-updates'), await count('vehicle-positions')]).toEqual([2, 0]);
  now += 1;
  expect([await count('trip-updates'), await count('alerts')]).toEqual([0, 1]);
});

it('is not sent again while it is the same', async () => {
  const { headers } = await get('trip-updates');
  expect(headers).toMatchObject({
    'content-type': 'application/x-protobuf',
    'cache-control': 'public, max-age=5, stale-while-revalidate=10, stale-if-error=600',
    'access-control-allow-origin': '*',
  });
  now = start + 30;
  const again = await get('trip-updates', { 'if-none-match': headers.etag ?? '' });
  expect([again.status, again.bytes.length]).toEqual([304, 0]);
});

it('of several feeds one has to be named', async () => {
  const ask = async (query: string) => {
    const { status, body } = await callGateway(twoFeeds, `/v1/gtfs-rt/trip-updates${query}`);
    return [status, (body as { detail?: string } | null)?.detail];
  };
  expect(await ask('')).toEqual([400, 'feed must be one of small, other.']);
  expect(await ask('?feed=none')).toEqual([404, 'There is no feed with the id none.']);
  expect(await ask('?feed=other')).toEqual([503, 'No timetable has been imported yet.']);
  expect(await ask('?feed=small')).toEqual([200, undefined]);
});
