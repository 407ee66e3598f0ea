import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import { type AccuracyJson, accuracyJsonSchema } from '#shared/contracts/accuracy-json.ts';
import { httpRoutes } from '#shared/contracts/routes.ts';
import {
  alertsJsonSchema,
  departuresJsonSchema,
  healthJsonSchema,
  problemJsonSchema,
  realtimeJsonSchema,
  stopJsonSchema,
  stopsJsonSchema,
  timetableJsonSchema,
} from '#shared/contracts/transit-json.ts';
import { AccuracyTable } from '#shared/domain/prediction/accuracy.ts';
import { accuracyKey } from '#shared/domain/prediction/prediction-log.ts';
import { serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import { addScores } from '#shared/store/accuracy-store.ts';
import { encodeFeed } from '#test/builders/feed-server.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { openTransitApi } from '#test/builders/transit-api.ts';

/** The public API as other systems call it: bodies, statuses, headers. */

const gtfs: Record<string, string> = {
  'agency.txt':
    'agency_id,agency_name,agency_url,agency_timezone\nA,Test Buses,https://example.org,Europe/London\n',
  'stops.txt': [
    'stop_id,stop_code,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding,platform_code',
    'S/1,73720001,"Àrd Street",56.3950,-3.4310,0,,1,',
    'S2,,Bridge,56.3960,-3.4290,,,2,',
    'BUS,,Bus Station,56.3930,-3.4370,1,,1,',
    'BUS1,,Bus Station,56.3931,-3.4371,,BUS,,1',
    'BUS2,,Bus Station,56.3932,-3.4372,,BUS,0,2',
    '',
  ].join('\n'),
  'routes.txt': 'route_id,agency_id,route_short_name,route_type\nR,A,7,3\n',
  'trips.txt': 'route_id,service_id,trip_id,wheelchair_accessible\nR,WK,T1,1\nR,WK,T2,2\n',
  'stop_times.txt': [
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    'T1,10:00:00,10:00:00,BUS1,1',
    'T1,10:05:00,10:05:00,S/1,2',
    'T1,10:09:00,10:09:00,S2,3',
    'T2,10:10:00,10:10:00,BUS2,1',
    'T2,10:15:00,10:15:00,S/1,2',
    'T2,10:19:00,10:19:00,S2,3',
    'T2,10:29:00,10:29:00,NOWHERE,4',
    '',
  ].join('\n'),
  'calendar_dates.txt': 'service_id,date,exception_type\nWK,20260610,1\n',
};

const start = Date.parse('2026-06-10T09:55:00+01:00') / 1000;
let now = start;
let folder: string;
let store: LocalStore;
let api: ReturnType<typeof openTransitApi>;

const get = (address: string, headers?: Record<string, string>) => callGateway(api, address, headers);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transit-api-'));
  for (const [name, text] of Object.entries(gtfs)) await writeFile(join(folder, name), text);
  const live = join(folder, 'rt.pb');
  await writeFile(
    live,
    encodeFeed(start, [
      {
        id: '1',
        tripUpdate: {
          trip: { tripId: 'T1', startDate: '20260610' },
          vehicle: { id: 'bus-1', label: '101' },
          stopTimeUpdate: [{ stopSequence: 1, departure: { delay: 120 } }],
        },
      },
      {
        id: 'works',
        alert: {
          informedEntity: [{ stopId: 'BUS' }],
          effect: 4,
          activePeriod: [{ start: start - 60 }],
          headerText: { translation: [{ text: 'Detour', language: 'en' }] },
        },
      },
    ]),
  );
  store = await openLocalStore();
  const clock = { now: () => now };
  const feed = { id: 'test', url: folder };
  const kinds = ['trip-updates' as const, 'alerts' as const];
  const network = { feeds: [feed], sources: [{ id: 'rt', url: live, kinds, headers: {} }] };
  const logger = createLogger('test', () => undefined);
  await importTimetable({ ...store, feed, clock });
  await createPoller({
    store,
    network,
    clock,
    logger,
    requestOf: async ({ url }) => ({ url, headers: {} }),
  })();
  api = openTransitApi(store, network, clock);
});
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true });
});

it('every body is what its schema says, and nothing more', async () => {
  const bodies: [string, z.ZodMiniType][] = [
    ['/v1/stops?q=bus', stopsJsonSchema],
    ['/v1/stops/S%2F1', stopJsonSchema],
    ['/v1/stops/BUS/departures', departuresJsonSchema],
    ['/v1/realtime', realtimeJsonSchema],
    ['/v1/timetable', timetableJsonSchema],
    ['/v1/alerts', alertsJsonSchema],
    ['/v1/accuracy', accuracyJsonSchema],
    ['/health', healthJsonSchema],
  ];
  for (const [path, schema] of bodies) {
    const { status, body } = await get(path);
    expect(status, path).toBe(200);
    expect(z.parse(schema, body), path).toEqual(body);
  }
});

describe('the accuracy of what was told', () => {
  const day = serviceDateToDays('20260610');
  const keyOf = (routeId: string) =>
    accuracyKey({ source: 'vehicle-position', routeId, line: `=${routeId}` });
  beforeAll(async () => {
    const yesterday = new AccuracyTable();
    yesterday.add(keyOf('R1'), 100, 20);
    yesterday.add(keyOf('R1'), 100, 100);
    const today = new AccuracyTable();
    today.add(keyOf('R1'), 100, -40);
    today.add(keyOf('R2'), 400, 30);
    await addScores(store, 'test', day - 1, yesterday, start);
    await addScores(store, 'test', day, today, start);
    await addScores(store, 'test', day - 40, yesterday, start);
  });

  it('is added up over days and routes', async () => {
    const { body } = await get('/v1/accuracy?days=2');
    expect(body).toMatchObject({ from: '20260609', to: '20260610', feeds: [{ id: 'test' }] });
    const [first] = (body as AccuracyJson).feeds[0]?.scores ?? [];
    expect(first).toEqual({
      source: 'vehicle-position',
      routeId: null,
      line: null,
      measure: 'eta-benchmark',
      fromMinutes: 0,
      toMinutes: 3,
      earliestSeconds: -30,
      latestSeconds: 90,
      samples: 3,
      accurate: 1,
      share: 0.333,
      meanErrorSeconds: 27,
      meanAbsoluteErrorSeconds: 53,
      unseen: 0,
    });
  });

  it('is told for each route', async () => {
    const { body } = await get('/v1/accuracy?date=20260610');
    const scores = (body as AccuracyJson).feeds[0]?.scores ?? [];
    expect([...new Set(scores.map(({ routeId }) => routeId))]).toEqual(['R1', 'R2']);
  });

  it('is an open file, a row for each day, and no formula', async () => {
    const { status, headers, text } = await get('/open-data/accuracy.csv?days=92');
    expect(status).toBe(200);
    expect(headers?.['content-type']).toMatch(/^text\/csv/);
    const lines = text.replace('\uFEFF', '').split('\r\n');
    expect(lines[0]).toMatch(/^service_date,feed,source,route_id,line,measure/);
    expect(new Set(lines.slice(1).map((line) => line.slice(0, 10)))).toEqual(
      new Set(['2026-05-01', '2026-06-09', '2026-06-10', '']),
    );
    const { text: day } = await get('/open-data/accuracy.csv?date=20260609');
    expect(day.split('\r\n')[1]).toContain(",'=R1,");
  });

  it.each([
    '/v1/accuracy?days=0',
    '/v1/accuracy?days=93',
    '/v1/accuracy?date=2026-06-10',
    '/open-data/accuracy.csv?days=x',
  ])('refuses %s', async (path) => {
    expect((await get(path)).status).toBe(400);
  });
});

it('a board, to the letter', async () => {
  const { body } = await get('/v1/stops/BUS/departures?limit=1');
  expect(body).toEqual({
    stop: {
      id: 'BUS',
      code: null,
      name: 'Bus Station',
      indicator: null,
      lat: 56.393,
      lon: -3.437,
      wheelchairBoarding: 'yes',
      parentStation: null,
    },
    asOf: '2026-06-10T09:55:00+01:00',
    realtime: { state: 'live', asOf: '2026-06-10T09:55:00+01:00' },
    departures: [
      {
        tripId: 'T1',
        serviceDate: '20260610',
        routeId: 'R',
        line: '7',
        headsign: 'Bridge',
        operator: 'Test Buses',
        platform: '1',
        scheduled: '2026-06-10T10:00:00+01:00',
        expected: '2026-06-10T10:02:00+01:00',
        delaySeconds: 120,
        status: 'live',
        source: 'trip-update',
        wheelchair: 'yes',
        occupancy: null,
        vehicle: { id: 'bus-1', label: '101', lat: null, lon: null, asOf: '2026-06-10T09:55:00+01:00' },
      },
    ],
    alerts: [
      {
        id: 'works',
        cause: 'UNKNOWN_CAUSE',
        effect: 'DETOUR',
        severity: 'UNKNOWN_SEVERITY',
        header: { en: 'Detour' },
        description: {},
        url: null,
        activePeriods: [{ start: '2026-06-10T09:54:00+01:00', end: null }],
      },
    ],
  });
});

describe('finding stops', () => {
  const ids = async (query: string) =>
    ((await get(`/v1/stops?${query}`)).body as z.infer<typeof stopsJsonSchema>).stops.map(
      ({ id, distance }) => (distance === undefined ? id : [id, distance]),
    );

  it('by text, without accents, by code, by id; by distance; in a box', async () => {
    expect(await ids('q=ard')).toEqual(['S/1']);
    expect(await ids('q=73720001')).toEqual(['S/1']);
    expect(await ids('q=bus1')).toEqual(['BUS1']);
    expect(await ids('near=56.3960,-3.4290&radius=250')).toEqual([
      ['S2', 0],
      ['S/1', 166],
    ]);
    expect(await ids('bbox=-3.4300,56.3950,-3.4280,56.3970')).toEqual(['S2']);
    expect(await ids('q=nothing')).toEqual([]);
  });

  it('a child without its own word on wheelchairs has the word of its station (T13)', async () => {
    const boarding = async (id: string) =>
      ((await get(`/v1/stops/${id}`)).body as z.infer<typeof stopJsonSchema>).wheelchairBoarding;
    expect(await Promise.all(['BUS1', 'BUS2', 'S2', 'S%2F1'].map(boarding))).toEqual([
      'yes',
      'yes',
      'no',
      'yes',
    ]);
  });
});

describe('refusals are problems (RFC 9457) that name what is wrong', () => {
  it.each([
    ['/v1/stops/none', 404, 'There is no stop with the id none.'],
    ['/v1/stops/none/departures', 404, 'There is no stop with the id none.'],
    ['/v1/stops/S2/departures?limit=0', 400, 'limit must be a whole number from 1 to 100.'],
    ['/v1/stops/S2/departures?limit=101', 400, 'limit must be a whole number from 1 to 100.'],
    ['/v1/stops/S2/departures?limit=ten', 400, 'limit must be a whole number from 1 to 100.'],
    ['/v1/stops/S2/departures?horizon=-5', 400, 'horizon must be a whole number from 1 to 2880.'],
    ['/v1/nothing', 404, 'There is nothing at this address.'],
    [`/v1/stops/${'x'.repeat(3000)}`, 404, `There is no stop with the id ${'x'.repeat(3000)}.`],
    ['/v1/stops', 400, 'Give one of near, q and bbox.'],
    ['/v1/stops?q=', 400, 'q must be 1 to 100 characters.'],
    ['/v1/stops?near=perth', 400, 'near must be LAT,LON.'],
    ['/v1/stops?near=91,0', 400, 'near: latitude 91 is not from -90 to 90.'],
    ['/v1/stops?near=56,-3&radius=1e9', 400, 'radius must be a whole number from 1 to 50000.'],
    ['/v1/stops?bbox=1,2,3', 400, 'bbox must be MINLON,MINLAT,MAXLON,MAXLAT.'],
  ])('%s → %i', async (path, status, detail) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(z.parse(problemJsonSchema, answer.body)).toMatchObject({ status, detail });
  });
});

describe('caching', () => {
  it('a board that has not changed is not sent again, within 15 s', async () => {
    now = start;
    const first = await get('/v1/stops/S2/departures');
    expect(first.headers['cache-control']).toBe(
      'public, max-age=5, stale-while-revalidate=10, stale-if-error=600',
    );
    const etag = first.headers.etag ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    now = start + 15;
    const second = await get('/v1/stops/S2/departures', { 'if-none-match': etag });
    expect([second.status, second.body, second.headers.etag]).toEqual([304, null, etag]);
    now = start + 16;
    const third = await get('/v1/stops/S2/departures', { 'if-none-match': etag });
    expect(third.status).toBe(200);
    expect(third.headers.etag).not.toBe(etag);
    now = start;
  });

  it('gzip for those who take it, under a tag of its own', async () => {
    const plain = await get('/openapi.json');
    const zipped = await get('/openapi.json', { 'accept-encoding': 'gzip, br' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers.vary).toContain('accept-encoding');
    expect(zipped.headers.etag).not.toBe(plain.headers.etag);
  });
});

it('the OpenAPI document describes every API route of the table, and only those', async () => {
  const { body } = await get('/openapi.json');
  const described = Object.keys((body as { paths: object }).paths);
  const served = httpRoutes.filter(
    ({ target, path }) =>
      target.endsWith('/serve-api') &&
      !path.includes('+') &&
      path !== '/openapi.json' &&
      path !== '/open-data/accuracy.csv' && // described in the catalogue
      !path.endsWith('/{file}'),
  );
  expect(described.sort()).toEqual([...new Set(served.map(({ path }) => path))].sort());
  expect((body as { openapi: string }).openapi).toBe('3.1.0');
});

it('health fails when the store does not answer', async () => {
  const network = { feeds: [{ id: 'test', url: '' }], sources: [] };
  const broken = openTransitApi({ ...store, tableName: 'Missing' }, network, { now: () => now });
  const event = { routeKey: 'GET /health', rawPath: '/health', rawQueryString: '', headers: {} };
  const result = (await broken(
    event as unknown as APIGatewayProxyEventV2,
    {} as Context,
  )) as APIGatewayProxyStructuredResultV2;
  expect(result.statusCode).toBe(503);
  expect(result.body).not.toContain('ResourceNotFound');
});
