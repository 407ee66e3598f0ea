import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
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
