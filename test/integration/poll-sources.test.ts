import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import type { Network, RealtimeKind } from '#shared/contracts/network.ts';
import type { Board } from '#shared/domain/transit/board.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { encodeFeed, type FeedServer, startFeedServer } from '#test/builders/feed-server.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

/** The ingest against a feed server that misbehaves, on the real engine. */

const gtfs: Record<string, string> = {
  'agency.txt':
    'agency_id,agency_name,agency_url,agency_timezone\nA,Test Buses,https://example.org,Europe/London\n',
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon\nS1,High Street,56.395,-3.431\nS2,Bridge,56.396,-3.429\nS3,Park,56.397,-3.427\n',
  'routes.txt': 'route_id,agency_id,route_short_name,route_type\nR,A,7,3\n',
  'trips.txt': 'route_id,service_id,trip_id\nR,WK,T1\nR,WK,T2\n',
  'stop_times.txt': [
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    ...['T1,10', 'T2,11'].flatMap((trip) =>
      [1, 2, 3].map((n) => `${trip}:0${n}:00,${trip.slice(3)}:0${n}:00,S${n},${n}`),
    ),
    '',
  ].join('\n'),
  'calendar_dates.txt': 'service_id,date,exception_type\nWK,20260610,1\n',
};

const start = Date.parse('2026-06-10T09:50:00+01:00') / 1000;
const at = (time: string) => Date.parse(`2026-06-10T${time}+01:00`) / 1000;

const delayed = (tripId: string, delay: number, id = `e-${tripId}`) => ({
  id,
  tripUpdate: {
    trip: { tripId, startDate: '20260610' },
    stopTimeUpdate: [{ stopSequence: 1, departure: { delay } }],
  },
});

let folder: string;
let server: FeedServer;
let store: LocalStore;
let feedNumber = 0;
let now = start;
let feedId = '';

const clock = { now: () => now };
const quiet = createLogger('test', () => undefined);

function networkOf(
  ...sources: { path: string; kinds?: RealtimeKind[]; headers?: Record<string, string> }[]
): Network {
  return {
    feeds: [{ id: feedId, url: folder }],
    sources: sources.map(
      ({ path, kinds = ['trip-updates', 'vehicle-positions', 'alerts'], headers = {} }) => ({
        id: path.slice(1),
        url: server.url + path,
        kinds,
        headers,
      }),
    ),
  };
}

const pollerOf = (network: Network) =>
  createPoller({
    store,
    network,
    clock,
    logger: quiet,
    requestOf: async ({ url, headers }) => ({ url, headers }),
  });

/** A fresh reader each time: what is stored, not what is remembered. */
async function boardOf(network: Network, stopId = 'S2'): Promise<Board> {
  const board = await openTransitReader({ ...store, network }).board(stopId, {
    now,
    limit: 20,
    horizonMinutes: 120,
  });
  if (!board) throw new Error(`no board for ${stopId}`);
  return board;
}

const delays = async (network: Network) =>
  (await boardOf(network)).departures.map(({ tripId, delaySeconds }) => [tripId, delaySeconds]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poll-sources-'));
  for (const [name, text] of Object.entries(gtfs)) await writeFile(join(folder, name), text);
  [server, store] = await Promise.all([startFeedServer(), openLocalStore()]);
});
afterAll(async () => {
  await Promise.all([server.stop(), store.stop(), rm(folder, { recursive: true })]);
});
beforeEach(async () => {
  now = start;
  feedId = `feed-${feedNumber++}`;
  server.requests.length = 0;
  await importTimetable({ ...store, feed: { id: feedId, url: folder }, clock });
});

describe('one poll', () => {
  it('makes the snapshot current, and says what it used', async () => {
    server.answer('/rt', encodeFeed(now, [delayed('T1', 120), delayed('none', 1)]));
    const network = networkOf({ path: '/rt' });
    const { sources, feeds } = await pollerOf(network)();
    expect(feeds).toEqual([{ id: feedId, outcome: 'written' }]);
    expect(sources[0]).toMatchObject({
      id: 'rt',
      feedTimestamp: now,
      lastSuccess: now,
      lastError: null,
      entities: { tripUpdates: 2, vehicles: 0, alerts: 0 },
      matched: { tripUpdates: 0.5, vehicles: null },
      discarded: [{ reason: 'trip-not-in-timetable', count: 1 }],
    });
    expect(await delays(network)).toEqual([
      ['T1', 120],
      ['T2', null],
    ]);
  });

  it('understands gzip, sends the keys it was given, and leaves them out of what it tells', async () => {
    server.answer('/rt?key=hidden', (response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(encodeFeed(now, [delayed('T1', 60)]))),
    );
    const network = networkOf({ path: '/rt?key=hidden', headers: { 'x-api-key': 'k-123' } });
    const { sources } = await pollerOf(network)();
    expect(await delays(network)).toEqual([
      ['T1', 60],
      ['T2', null],
    ]);
    expect(server.requests[0]?.headers['x-api-key']).toBe('k-123');
    expect(sources[0]?.url).toBe(`${server.url}/rt`);
  });

  it('sends a key on to no other origin, and says who it was that asked for it', async () => {
    const elsewhere = await startFeedServer();
    try {
      elsewhere.answer('/rt?key=hidden', encodeFeed(now, [delayed('T1', 60)]));
      for (const path of ['/header', '/query?key=hidden'])
        server.answer(path, (response) =>
          response.writeHead(302, { location: `${elsewhere.url}/rt?key=hidden` }).end(),
        );
      const network = networkOf({ path: '/header' }, { path: '/query?key={secret:KEY}' });
      const { sources } = await createPoller({
        store,
        network,
        clock,
        logger: quiet,
        requestOf: async ({ id, url }) => ({
          url: url.replace('{secret:KEY}', 'hidden'),
          headers: id === 'header' ? { 'x-api-key': 'k-123' } : {},
        }),
      })();
      for (const { lastError } of sources)
        expect(lastError?.message).toMatch(
          `redirect to ${elsewhere.url}, which is not sent the key, from ${server.url}/`,
        );
      expect(JSON.stringify(sources)).not.toContain('hidden');
      expect(elsewhere.requests).toEqual([]);
    } finally {
      await elsewhere.stop();
    }
  });

  it('asks with the validators of the last answer and takes 304 for the same again', async () => {
    const body = encodeFeed(now, [delayed('T1', 60)]);
    const modified = 'Wed, 10 Jun 2026 08:50:00 GMT';
    server.answer('/rt', (response, headers) =>
      headers['if-none-match'] === '"v1"' && headers['if-modified-since'] === modified
        ? response.writeHead(304).end()
        : response.writeHead(200, { etag: '"v1"', 'last-modified': modified }).end(body),
    );
    const network = networkOf({ path: '/rt' });
    const poll = pollerOf(network);
    await poll();
    store.takeCapacity();
    now += 15;
    const { sources, feeds } = await poll();
    expect(feeds[0]?.outcome).toBe('unchanged');
    expect(sources[0]).toMatchObject({ feedTimestamp: start, lastSuccess: now, lastError: null });
    expect(await delays(network)).toEqual([
      ['T1', 60],
      ['T2', null],
    ]);
  });
});

describe('order', () => {
  it('an older message changes nothing, and is counted', async () => {
    const network = networkOf({ path: '/rt' });
    const poll = pollerOf(network);
    server.answer('/rt', encodeFeed(now, [delayed('T1', 120)]));
    await poll();
    server.answer('/rt', encodeFeed(now - 30, [delayed('T1', 999)]));
    now += 15;
    const { sources, feeds } = await poll();
    expect(feeds[0]?.outcome).toBe('unchanged');
    expect(sources[0]?.discarded).toContainEqual({ reason: 'message-older-than-current', count: 1 });
    expect(await delays(network)).toEqual([
      ['T1', 120],
      ['T2', null],
    ]);
    const another = await pollerOf(network)();
    expect(another.feeds[0]?.outcome).toBe('unchanged');
    expect(await delays(network)).toEqual([
      ['T1', 120],
      ['T2', null],
    ]);
  });

  it('overlapping polls are harmless: one wins whole, the others change nothing', async () => {
    const network = networkOf({ path: '/rt' });
    for (let round = 0; round < 5; round++) {
      now += 15;
      server.answer('/rt', encodeFeed(now, [delayed('T1', 60 * round), delayed('T2', 60 * round + 1)]));
      const outcomes = await Promise.all([pollerOf(network)(), pollerOf(network)(), pollerOf(network)()]);
      expect(outcomes.map(({ feeds }) => feeds[0]?.outcome)).toContain('written');
      expect(await delays(network)).toEqual([
        ['T1', 60 * round],
        ['T2', 60 * round + 1],
      ]);
    }
  });

  it('a feed without a timestamp is dated by when its content was first seen (B7)', async () => {
    const network = networkOf({ path: '/rt' });
    const poll = pollerOf(network);
    server.answer('/rt', encodeFeed(null, [delayed('T1', 60)]));
    await poll();
    now += 200;
    expect((await poll()).sources[0]?.feedTimestamp).toBe(start);
    expect((await boardOf(network)).realtime).toEqual({ state: 'stale', asOf: start });
  });

  it('a feed from the future is refused', async () => {
    const network = networkOf({ path: '/rt' });
    server.answer('/rt', encodeFeed(now + 61, [delayed('T1', 60)]));
    const { sources } = await pollerOf(network)();
    expect(sources[0]?.lastError?.message).toBe('header timestamp is 61 s in the future');
    expect((await boardOf(network)).realtime.state).toBe('none');
  });
});

describe('sources on their own', () => {
  it('one that fails harms no other, and its last good data stays until it is too old to be true', async () => {
    const network = networkOf(
      { path: '/a', kinds: ['trip-updates'] },
      { path: '/b', kinds: ['trip-updates'] },
    );
    const poll = pollerOf(network);
    server.answer('/a', encodeFeed(now, [delayed('T1', 120)]));
    server.answer('/b', encodeFeed(now, [delayed('T2', 240)]));
    await poll();
    server.answer('/a', (response) => response.writeHead(503).end('down'));
    for (const [elapsed, expected] of [
      [60, 120],
      [300, 120],
      [301, null],
    ] as const) {
      now = start + elapsed;
      server.answer('/b', encodeFeed(now, [delayed('T2', 250 + elapsed)]));
      const { sources } = await poll();
      expect(sources[0]?.lastError).toEqual({ at: now, message: `HTTP 503 from ${server.url}/a` });
      expect(sources[0]?.lastSuccess).toBe(start);
      expect(sources[1]?.lastError).toBeNull();
      expect(await delays(network)).toEqual([
        ['T1', expected],
        ['T2', 250 + elapsed],
      ]);
    }
  });

  it('a process that starts while a source is down goes on from what is stored', async () => {
    const network = networkOf({ path: '/a' }, { path: '/b', kinds: ['trip-updates'] });
    const alert = {
      id: 'al',
      alert: {
        informedEntity: [{ stopId: 'S2' }],
        headerText: { translation: [{ text: 'Works', language: 'en' }] },
      },
    };
    const vehicle = {
      id: 'v',
      vehicle: {
        trip: { tripId: 'T1', startDate: '20260610' },
        vehicle: { id: 'bus' },
        position: { latitude: 56.39, longitude: -3.43 },
      },
    };
    server.answer('/a', encodeFeed(now, [delayed('T1', 120), vehicle, alert]));
    server.answer('/b', encodeFeed(now, [delayed('T2', 60)]));
    await pollerOf(network)();
    server.answer('/a', (response) => response.destroy());
    now += 15;
    server.answer('/b', encodeFeed(now, [delayed('T2', 90)]));
    await pollerOf(network)();
    const board = await boardOf(network);
    expect(board.departures.map(({ tripId, delaySeconds }) => [tripId, delaySeconds])).toEqual([
      ['T1', 120],
      ['T2', 90],
    ]);
    expect(board.departures[0]?.vehicle?.id).toBe('bus');
    expect(board.alerts.map(({ id }) => id)).toEqual(['al']);
    expect(board.realtime).toEqual({ state: 'live', asOf: now });
  });

  it('a process that remembers less than what is current does not bring it back when the source fails', async () => {
    const network = networkOf({ path: '/a' });
    const [slow, fast] = [pollerOf(network), pollerOf(network)];
    server.answer('/a', encodeFeed(now, [delayed('T1', 120)]));
    await slow();
    now += 15;
    server.answer('/a', encodeFeed(now, [delayed('T1', 180)]));
    await fast();
    now += 15;
    server.answer('/a', (response) => response.writeHead(500).end());
    const { sources } = await slow();
    expect(sources[0]?.feedTimestamp).toBe(start + 15);
    expect(await delays(network)).toEqual([
      ['T1', 180],
      ['T2', null],
    ]);
  });

  it('an empty feed clears what was said before (FULL_DATASET)', async () => {
    const network = networkOf({ path: '/rt' });
    const poll = pollerOf(network);
    server.answer('/rt', encodeFeed(now, [delayed('T1', 120)]));
    await poll();
    now += 15;
    server.answer('/rt', encodeFeed(now));
    await poll();
    const board = await boardOf(network);
    expect(board.departures.map((row) => row.status)).toEqual(['scheduled', 'scheduled']);
    expect(board.realtime).toEqual({ state: 'live', asOf: now });
  });

  it.each<[string, (body: Buffer) => Buffer, RegExp]>([
    [
      'truncated',
      (body) => body.subarray(0, body.length - 7),
      /^not a GTFS-realtime message \(\d+ bytes\): /,
    ],
    ['empty', () => Buffer.alloc(0), /^not a GTFS-realtime message \(0 bytes\): /],
    [
      'an HTML page',
      () => Buffer.from('<!DOCTYPE html><title>Sorry</title>'),
      /^not a GTFS-realtime message \(35 bytes\): /,
    ],
    ['JSON', () => Buffer.from('{"error":"rate limited"}'), /^not a GTFS-realtime message /],
  ])(
    'a message that is %s is refused with one clear line, and the last good one stays',
    async (_, spoil, message) => {
      const network = networkOf({ path: '/rt' });
      const poll = pollerOf(network);
      server.answer('/rt', encodeFeed(now, [delayed('T1', 120)]));
      await poll();
      now += 15;
      server.answer('/rt', spoil(encodeFeed(now, [delayed('T1', 999)])));
      const { sources } = await poll();
      expect(sources[0]?.lastError?.message).toMatch(message);
      expect(await delays(network)).toEqual([
        ['T1', 120],
        ['T2', null],
      ]);
    },
  );
});

describe('what one thing spoils stays with it', () => {
  const stop = (time: number) => [
    { stopSequence: 1, stopId: 'S1', departure: { time } },
    { stopSequence: 2, stopId: 'S2', departure: { time: time + 60 } },
    { stopSequence: 3, stopId: 'S3', departure: { time: time + 120 } },
  ];

  it.each([
    ['milliseconds', 1000],
    ['microseconds', 1_000_000],
  ])('a time in %s costs its own call, and every board still answers', async (_, unit) => {
    const added = {
      id: 'x',
      tripUpdate: { trip: { tripId: 'X', scheduleRelationship: 1 }, stopTimeUpdate: stop(now * unit) },
    };
    const late = {
      ...delayed('T1', 120),
      tripUpdate: { ...delayed('T1', 120).tripUpdate, timestamp: now * unit, vehicle: { id: 'bus' } },
    };
    const forEver = {
      id: 'al',
      alert: {
        informedEntity: [{ agencyId: 'A' }],
        activePeriod: [{ start: now - 60, end: '9223372036854775807' }],
      },
    };
    server.answer('/a', encodeFeed(now, [added, late, forEver]));
    server.answer('/b', encodeFeed(now, [delayed('T2', 60)]));
    const network = networkOf({ path: '/a' }, { path: '/b', kinds: ['trip-updates'] });
    const { sources } = await pollerOf(network)();
    expect(sources.map(({ lastError }) => lastError)).toEqual([null, null]);
    expect(sources[0]?.discarded).toContainEqual({ reason: 'extra-trip-without-calls', count: 1 });
    const board = await boardOf(network);
    expect(board.departures.map(({ tripId, delaySeconds }) => [tripId, delaySeconds])).toEqual([
      ['T1', 120],
      ['T2', 60],
    ]);
    expect(board.alerts[0]?.activePeriods).toEqual([{ start: now - 60, end: null }]);
  });

  it('a position in milliseconds is left out: the time of the feed would make it new', async () => {
    const vehicleAt = (timestamp: number) => ({
      id: `v${timestamp}`,
      vehicle: {
        trip: { tripId: 'T1', startDate: '20260610' },
        vehicle: { id: 'bus' },
        position: { latitude: 56.395, longitude: -3.431 },
        timestamp,
      },
    });
    server.answer('/a', encodeFeed(now, [vehicleAt((now - 7200) * 1000)]));
    const network = networkOf({ path: '/a' });
    const poll = pollerOf(network);
    expect((await poll()).sources[0]?.discarded).toEqual([{ reason: 'vehicle-timestamp-invalid', count: 1 }]);
    expect((await boardOf(network)).departures[0]?.vehicle).toBeNull();
    now += 15;
    server.answer('/a', encodeFeed(now, [vehicleAt(0)])); // says nothing of its age
    expect((await poll()).sources[0]?.discarded).toEqual([]);
    expect((await boardOf(network)).departures[0]?.vehicle).toMatchObject({ id: 'bus' });
  });

  it('an occupancy that the source writes for others as well says nothing', async () => {
    const busy = {
      id: 'v',
      vehicle: {
        trip: { tripId: 'T1', startDate: '20260610' },
        vehicle: { id: 'bus' },
        position: { latitude: 56.396, longitude: -3.429 },
        currentStopSequence: 2,
        occupancyStatus: 'MANY_SEATS_AVAILABLE',
        timestamp: now,
      },
    };
    server.answer('/a', encodeFeed(now, [busy]));
    const { feeds, sources } = networkOf({ path: '/a' });
    const occupancyWith = async (more: object) => {
      const network: Network = { feeds, sources: sources.map((source) => ({ ...source, ...more })) };
      await pollerOf(network)();
      const reader = openTransitReader({ ...store, network });
      return (await reader.board('S2', { now, limit: 5, horizonMinutes: 90 }))?.departures[0]?.occupancy;
    };
    expect(await occupancyWith({})).toBe('MANY_SEATS_AVAILABLE');
    expect(await occupancyWith({ unsureOccupancies: ['MANY_SEATS_AVAILABLE'] })).toBeNull();
  });

  it('a trip update that claims to be of tomorrow counts as of its feed', async () => {
    const late = {
      ...delayed('T1', 120),
      tripUpdate: { ...delayed('T1', 120).tripUpdate, timestamp: now + 86_400 },
    };
    server.answer('/a', encodeFeed(now, [late]));
    const network = networkOf({ path: '/a' });
    const { sources } = await pollerOf(network)();
    expect(sources[0]?.discarded).toEqual([{ reason: 'update-timestamp-in-future', count: 1 }]);
    expect(await delays(network)).toEqual([
      ['T1', 120],
      ['T2', null],
    ]);
  });

  it('a key that cannot be read fails its own source, and is not told to anybody', async () => {
    const network = networkOf({ path: '/{secret:KEY}/a' }, { path: '/b' });
    server.answer('/b', encodeFeed(now, [delayed('T2', 60)]));
    const ask = (requestOf: Parameters<typeof createPoller>[0]['requestOf']) =>
      createPoller({ store, network, clock, logger: quiet, requestOf })();
    const denied = await ask(async ({ id, url }) => {
      if (id === 'b') return { url, headers: {} };
      throw Object.assign(new Error('arn:secret'), { name: 'AccessDeniedException' });
    });
    expect(denied.sources[0]?.lastError?.message).toBe('cannot be asked: AccessDeniedException');
    expect(await delays(network)).toEqual([
      ['T1', null],
      ['T2', 60],
    ]);
    const missing = await ask(async ({ url, headers }) => ({
      url: url.replace('{secret:KEY}', 'TOP-SECRET'),
      headers,
    }));
    expect(JSON.stringify(missing)).not.toContain('TOP-SECRET');
    expect(missing.sources[0]?.lastError?.message).toBe(`HTTP 404 from ${server.url}/***/a`);
  });

  it('updates and vehicles from two sources: the one that is down keeps its word, the other speaks on', async () => {
    const vehicle = {
      id: 'v',
      vehicle: { trip: { tripId: 'T1', startDate: '20260610' }, vehicle: { id: 'bus' } },
    };
    const network = networkOf(
      { path: '/tu', kinds: ['trip-updates'] },
      { path: '/vp', kinds: ['vehicle-positions'] },
    );
    server.answer('/tu', encodeFeed(now, [delayed('T1', 300)]));
    server.answer('/vp', encodeFeed(now, [vehicle]));
    await pollerOf(network)();
    for (const [down, up] of [
      ['/tu', '/vp'],
      ['/vp', '/tu'],
    ] as const) {
      now += 15;
      server.answer(down, (response) => response.writeHead(503).end());
      server.answer(up, encodeFeed(now, [up === '/vp' ? vehicle : delayed('T1', 300)]));
      await pollerOf(network)();
      const [row] = (await boardOf(network)).departures;
      expect([row?.delaySeconds, row?.vehicle?.id], `${down} down`).toEqual([300, 'bus']);
    }
  });

  it('a live head that another release wrote does not close the boards, and the next poll replaces it', async () => {
    const network = networkOf({ path: '/rt' });
    server.answer('/rt', encodeFeed(now, [delayed('T1', 120)]));
    await pollerOf(network)();
    const key = { pk: { S: `FEED#${feedId}` }, sk: { S: 'HEAD#LIVE' } };
    const item = { ...key, poll: { N: '41' }, body: { S: '{"format":"of tomorrow"}' } };
    await store.client.send(new PutItemCommand({ TableName: store.tableName, Item: item }));
    expect((await boardOf(network)).realtime.state).toBe('none');
    now += 15;
    server.answer('/rt', encodeFeed(now, [delayed('T1', 150)]));
    expect((await pollerOf(network)()).feeds[0]?.outcome).toBe('written');
    expect((await delays(network))[0]).toEqual(['T1', 150]);
  });

  it('a few kilobytes that unfold into millions of parts are refused before they are made into objects', async () => {
    const one = encodeFeed(now, [{ id: 'x', tripUpdate: { trip: { tripId: 'T1' }, stopTimeUpdate: [] } }]);
    const empty = Buffer.from([0x12, 0x00]).toString('latin1').repeat(1_000_001);
    const update = Buffer.from(empty, 'latin1');
    const length = (n: number) => {
      const bytes: number[] = [];
      for (let rest = n; ; rest = Math.floor(rest / 128)) {
        if (rest < 128) return Buffer.from([...bytes, rest]);
        bytes.push((rest % 128) + 128);
      }
    };
    const field = (tag: number, body: Buffer) => Buffer.concat([Buffer.of(tag), length(body.length), body]);
    const entity = Buffer.concat([field(0x0a, Buffer.from('y')), field(0x1a, update)]);
    server.answer('/rt', Buffer.concat([one, field(0x12, entity)]));
    const { sources } = await pollerOf(networkOf({ path: '/rt' }))();
    expect(sources[0]?.lastError?.message).toBe('message with more than 1000000 stop times and selectors');
  });
});

describe('two feeds whose trips have the same ids', () => {
  it('a source speaks to the feeds it names, else first to the one that knows most of its trips', async () => {
    const other = await mkdtemp(join(tmpdir(), 'poll-sources-'));
    for (const [name, text] of Object.entries(gtfs)) {
      const moved = name === 'stops.txt' ? text.replaceAll('56.39', '51.39') : text;
      await writeFile(join(other, name), moved.replaceAll('T2', 'only-here'));
    }
    const otherId = `${feedId}-other`;
    await importTimetable({ ...store, feed: { id: otherId, url: other }, clock });
    const base = networkOf({ path: '/rt' });
    const feeds = [...base.feeds, { id: otherId, url: other }];
    const usual = [delayed('T1', 600), delayed('only-here', 60)];
    const rows = async (network: Network, updates: Parameters<typeof encodeFeed>[1] = usual) => {
      now += 15;
      server.answer('/rt', encodeFeed(now, updates));
      await pollerOf(network)();
      const reader = openTransitReader({ ...store, network });
      const of = async (id: string) =>
        (await reader.board(id, { now, limit: 9, horizonMinutes: 120 }))?.departures.map(
          (row) => row.delaySeconds,
        );
      return [await of('S2'), await of(`${otherId}:S2`)];
    };
    expect(await rows({ ...base, feeds })).toEqual([
      [null, null],
      [600, 60],
    ]);
    // By its route and start "only-here" could be T2 of the first feed, which the third update makes that of the source.
    const withStart = { tripId: 'only-here', startDate: '20260610', routeId: 'R', startTime: '11:01:00' };
    const updates = [
      delayed('T1', 600),
      { id: 'start', tripUpdate: { ...delayed('only-here', 60).tripUpdate, trip: withStart } },
      { id: 'another day', tripUpdate: { trip: { tripId: 'T2', startDate: '20260613' } } },
    ];
    expect(await rows({ ...base, feeds }, updates)).toEqual([
      [600, null],
      [null, 60],
    ]);
    const named = base.sources.map((source) => ({ ...source, feeds: [feedId] }));
    expect(await rows({ feeds, sources: named })).toEqual([
      [600, null],
      [null, null],
    ]);
    await rm(other, { recursive: true });
  });

  it('a source that speaks to one feed makes no other live', async () => {
    const otherId = `${feedId}-other`;
    await importTimetable({ ...store, feed: { id: otherId, url: folder }, clock });
    const base = networkOf({ path: '/silent' }, { path: '/alive', kinds: ['trip-updates'] });
    const addressed = ([[feedId], [otherId]] as const).map((feeds, i) => ({
      ...(base.sources[i] as Network['sources'][number]),
      feeds: [...feeds],
    }));
    const network = { feeds: [...base.feeds, { id: otherId, url: folder }], sources: addressed };
    const boards = async () => {
      const reader = openTransitReader({ ...store, network });
      const of = async (network: Network) =>
        openTransitReader({ ...store, network }).board('S2', { now, limit: 9, horizonMinutes: 120 });
      const each = await Promise.all(network.feeds.map((feed) => of({ ...network, feeds: [feed] })));
      const both = await reader.board('S2', { now, limit: 9, horizonMinutes: 120 });
      return [...each, both].map((board) => board?.realtime);
    };
    server.answer('/silent', encodeFeed(now, [delayed('T1', 120)]));
    server.answer('/alive', encodeFeed(now, [delayed('T2', 60)]));
    await pollerOf(network)();
    server.answer('/silent', (response) => response.writeHead(503).end());
    for (const [elapsed, state, asOf] of [
      [200, 'stale', start],
      [400, 'none', null],
    ] as const) {
      now = start + elapsed;
      server.answer('/alive', encodeFeed(now, [delayed('T2', 60)]));
      const { sources } = await pollerOf(network)();
      expect(sources.map(({ matched }) => matched.tripUpdates)).toEqual([1, 1]);
      expect(await boards()).toEqual([
        { state, asOf },
        { state: 'live', asOf: now },
        { state: 'live', asOf: now, isPartial: true },
      ]);
    }
  });

  it('a source whose own feed has no timetable yet is not taken for another', async () => {
    const base = networkOf({ path: '/rt' });
    const sources = base.sources.map((source) => ({ ...source, feeds: ['not-yet'] }));
    server.answer('/rt', encodeFeed(now, [delayed('T1', 600)]));
    await pollerOf({ feeds: [...base.feeds, { id: 'not-yet', url: folder }], sources })();
    expect(await delays(base)).toEqual([
      ['T1', null],
      ['T2', null],
    ]);
  });
});

it('survives 10,000 mutated messages: each is refused whole or taken, and the next good one is true again', async () => {
  const network = networkOf({ path: '/rt' });
  const good = encodeFeed(now, [delayed('T1', 120), delayed('T2', 60)]);
  const { decodeRealtimeMessage } = await import('#shared/feeds/gtfs-realtime/decode-message.ts');
  const { resolveLive } = await import('#shared/domain/transit/resolve-live.ts');
  const { loadTripIndex, loadTimetableHead } = await import('#shared/store/timetable-store.ts');
  const { TripLookup } = await import('#shared/domain/transit/trip-lookup.ts');
  const { DomainError } = await import('#shared/platform/domain-error.ts');
  const head = await loadTimetableHead(store, feedId);
  const index = await loadTripIndex(store, feedId, head?.version ?? '');
  if (!index) throw new Error('no trip index');
  const lookup = new TripLookup(index);
  const mutation = fc.record({
    at: fc.nat(good.length - 1),
    kind: fc.constantFrom('set', 'delete', 'insert', 'cut' as const),
    byte: fc.nat(255),
  });
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let bytes = Buffer.from(good);
      for (const { at: position, kind, byte } of mutations) {
        if (kind === 'set') bytes[Math.min(position, bytes.length - 1)] = byte;
        else if (kind === 'cut') bytes = bytes.subarray(0, position);
        else
          bytes = Buffer.concat([
            bytes.subarray(0, position),
            ...(kind === 'insert' ? [Buffer.of(byte)] : []),
            bytes.subarray(position + (kind === 'delete' ? 1 : 0)),
          ]);
        if (bytes.length === 0) bytes = Buffer.alloc(1);
      }
      let message: ReturnType<typeof decodeRealtimeMessage>;
      try {
        message = decodeRealtimeMessage(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
        return;
      }
      const kinds = ['trip-updates', 'vehicle-positions', 'alerts'] as const;
      const { snapshot } = resolveLive([{ id: 'rt', kinds, feedTimestamp: now, message }], lookup, now);
      for (const trip of snapshot.trips) {
        for (const call of trip.calls) {
          expect(Math.abs(call.delaySeconds ?? 0)).toBeLessThanOrEqual(24 * 3600);
          expect(Number.isSafeInteger(call.expected ?? 0)).toBe(true);
        }
      }
    }),
    { numRuns: 10_000 },
  );
  server.answer('/rt', good);
  await pollerOf(network)();
  expect(await delays(network)).toEqual([
    ['T1', 120],
    ['T2', 60],
  ]);
});

it('a slow source is given up after its time, and the others are not kept waiting for more', async () => {
  const network = networkOf({ path: '/slow' }, { path: '/fast' });
  server.answer('/slow', () => undefined);
  server.answer('/fast', encodeFeed(now, [delayed('T1', 30)]));
  const { sources } = await createPoller({
    store,
    network,
    clock,
    logger: quiet,
    requestOf: async ({ url }) => ({ url, headers: {} }),
    timeoutMilliseconds: 300,
  })();
  expect(sources[0]?.lastError?.message).toBe(`no answer within 0.3 s (${server.url}/slow)`);
  expect(await delays(network)).toEqual([
    ['T1', 30],
    ['T2', null],
  ]);
});

it('boards go on from memory while the store is away', async () => {
  const network = networkOf({ path: '/rt' });
  server.answer('/rt', encodeFeed(at('09:50:00'), [delayed('T1', 120)]));
  await pollerOf(network)();
  let away = false;
  const client = new Proxy(store.client, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name);
      return (...args: Parameters<typeof target.send>) =>
        away ? Promise.reject(new Error('ECONNREFUSED')) : target.send(...args);
    },
  });
  const reader = openTransitReader({
    client,
    tableName: store.tableName,
    network,
    headMaxAgeMilliseconds: 0,
  });
  const query = { now, limit: 20, horizonMinutes: 120 };
  const before = await reader.board('S2', query);
  away = true;
  expect(await reader.board('S2', query)).toEqual(before);
  await expect(reader.board('S3', query)).rejects.toMatchObject({ kind: 'unavailable' });
  await expect(reader.checkHealth()).rejects.toMatchObject({ kind: 'unavailable' });
});
