import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createHandler } from '#functions/transit/poll-realtime/handler.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import type { Network, RealtimeKind, RealtimeSource } from '#shared/contracts/network.ts';
import type { DeparturesJson, RealtimeJson } from '#shared/contracts/transit-json.ts';
import type { Departure } from '#shared/domain/transit/board.ts';
import { loadHeads } from '#shared/store/live-store.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { queryItems } from '#shared/store/read-items.ts';
import { versionKey } from '#shared/store/timetable-store.ts';
import { encodeFeed, type FeedServer, startFeedServer } from '#test/builders/feed-server.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { openTransitApi } from '#test/builders/transit-api.ts';

/** Each way in which a source fails, as docs/degrading.md tells it: what boards, /v1/realtime and alarms say. */

const DATE = '20260610';
const start = Date.parse('2026-06-10T10:00:00+01:00') / 1000;
const clockTime = (seconds: number) => new Date((seconds + 3600) * 1000).toISOString().slice(11, 19);
/** Twelve buses a minute apart; six stops five minutes and three kilometres apart. The first is about to end. */
const buses = Array.from({ length: 12 }, (_, i) => ({ tripId: `T${i}`, leaves: start - 20 * 60 + i * 60 }));
const lonOf = (stops: number) => -3.6 + stops * 0.048;

const gtfsUntil = (date: string, trips = buses): Record<string, string> => ({
  'agency.txt':
    'agency_id,agency_name,agency_url,agency_timezone\nA,Test Buses,https://example.org,Europe/London\n',
  'stops.txt': `stop_id,stop_name,stop_lat,stop_lon\n${[0, 1, 2, 3, 4, 5].map((n) => `S${n},Stop ${n},56.39,${lonOf(n)}`).join('\n')}\n`,
  'routes.txt': 'route_id,agency_id,route_short_name,route_type\nR,A,7,3\n',
  'trips.txt': `route_id,service_id,trip_id\n${trips.map(({ tripId }) => `R,WK,${tripId}`).join('\n')}\n`,
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${trips
    .flatMap(({ tripId, leaves }) =>
      [0, 1, 2, 3, 4, 5].map((n) => {
        const time = clockTime(leaves + n * 300);
        return `${tripId},${time},${time},S${n},${n + 1}`;
      }),
    )
    .join('\n')}\n`,
  'calendar_dates.txt': `service_id,date,exception_type\nWK,${date},1\n`,
});

interface Named {
  readonly tripOf?: (tripId: string) => string;
  readonly idOf?: (tripId: string) => string;
  readonly latOf?: (tripId: string) => number | undefined;
}

/** Where all buses are, two minutes late. */
function positionsAt(
  now: number,
  { tripOf = (id) => id, idOf = (id) => id, latOf = () => 56.39 }: Named = {},
): Buffer {
  const entities = buses.flatMap(({ tripId, leaves }) => {
    const latitude = latOf(tripId);
    if (latitude === undefined) return [];
    const stops = Math.min(5, Math.max(0, (now - leaves - 120) / 300));
    const trip = { tripId: tripOf(tripId), startDate: DATE };
    const position = { latitude, longitude: lonOf(stops), bearing: 90 };
    return { id: idOf(tripId), vehicle: { trip, vehicle: { id: idOf(tripId) }, position, timestamp: now } };
  });
  return encodeFeed(now, entities);
}

let folder: string;
let server: FeedServer;
let store: LocalStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'degrading-'));
  [server, store] = await Promise.all([startFeedServer(), openLocalStore()]);
});
afterAll(async () => {
  await Promise.all([server.stop(), store.stop(), rm(folder, { recursive: true })]);
});

type Metrics = Readonly<Record<string, number | undefined>>;
interface Seen {
  readonly source: RealtimeJson['sources'][number];
  readonly board: DeparturesJson;
  /** What the page of the same stop lists: rows of buses that are missed as well. */
  readonly page: readonly Departure[];
  readonly metrics: Metrics;
}

/** What a source answers so many seconds after the last good message. */
type Fault = (response: ServerResponse, now: number) => void;

let number = 0;
/** A feed with a source of positions and, where asked for, one of updates beside it. */
async function openFeed({ timeoutMilliseconds = 8_000, withUpdates = false } = {}) {
  const id = `feed-${number++}`;
  const gtfs = join(folder, id);
  await mkdir(gtfs);
  const source = (path: string, kind: RealtimeKind): RealtimeSource => ({
    id: path,
    url: `${server.url}/${path}`,
    kinds: [kind],
    headers: {},
  });
  const updates = withUpdates ? [source(`${id}-updates`, 'trip-updates')] : [];
  const network: Network = {
    feeds: [{ id, url: gtfs }],
    sources: [source(id, 'vehicle-positions'), ...updates],
  };
  const clock = { seconds: start, now: () => clock.seconds };
  let metrics: Metrics = {};
  const startPoller = () => {
    const requestOf = async ({ url }: { readonly url: string }) => ({ url, headers: {} });
    const logger = createLogger('test', () => undefined);
    const poller = createPoller({ store, network, clock, logger, requestOf, timeoutMilliseconds });
    return createHandler(poller, clock, (line) => {
      metrics = JSON.parse(line);
    });
  };
  const importFiles = async (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(gtfs, name), text);
    await importTimetable({ ...store, feed: { id, url: gtfs }, clock });
  };
  const see = async (): Promise<Seen> => {
    const api = openTransitApi(store, network, clock);
    const [realtime, board, page] = await Promise.all([
      callGateway(api, '/v1/realtime'),
      callGateway(api, '/v1/stops/S4/departures'),
      openTransitReader({ ...store, network }).board('S4', {
        now: clock.now(),
        limit: 20,
        horizonMinutes: 60,
        withOverdue: true,
      }),
    ]);
    const [source] = (realtime.body as RealtimeJson).sources;
    if (!source) throw new Error('no source');
    return { source, board: board.body as DeparturesJson, page: page?.departures ?? [], metrics };
  };
  return { id, clock, importFiles, startPoller, see };
}

/** A good poll, then faults: what is seen a minute (or `soonAfter` seconds) and six minutes after, and at the next good poll. */
async function degrade(
  fault: Fault,
  { until = DATE, timeoutMilliseconds = 8_000, everySeconds = 15, soonAfter = 60 } = {},
) {
  const { id, clock, importFiles, startPoller, see } = await openFeed({ timeoutMilliseconds });
  const path = `/${id}`;
  await importFiles(gtfsUntil(until));
  const poll = startPoller();
  server.answer(path, positionsAt(clock.now()));
  await poll();
  const before = await see();
  server.answer(path, (response) => fault(response, clock.now()));
  const pollUntil = async (at: number) => {
    while (clock.now() < at) {
      clock.seconds += everySeconds;
      await poll();
    }
    return see();
  };
  const soon = await pollUntil(start + soonAfter);
  const late = await pollUntil(start + 360);
  clock.seconds += 15;
  server.answer(path, positionsAt(clock.now()));
  await poll();
  return { before, soon, late, after: await see() };
}

const liveRows = ({ board }: Seen) => board.departures.filter(({ status }) => status === 'live').length;
const stateOf = ({ source, board }: Seen) => [source.state, board.realtime.state];

it('a source in order: live, nothing left out, no alarm', async () => {
  const { before } = await degrade((response, now) => response.end(positionsAt(now)));
  expect(stateOf(before)).toEqual(['live', 'live']);
  expect(before.source).toMatchObject({ matched: { vehicles: 1 }, discarded: [], lastError: null });
  expect(liveRows(before)).toBeGreaterThan(5);
  expect(before.metrics).toMatchObject({
    SourceFailed: 0,
    FeedAgeSeconds: 0,
    RunsMatched: 12,
    MatchedPercent: 100,
  });
});

const silences: [string, Fault, RegExp][] = [
  ['down', (response) => response.writeHead(503).end(), /^HTTP 503 /],
  ['refusing', (response) => response.destroy(), /./],
  ['slow', () => undefined, /^no answer within 1 s/],
  [
    'truncated',
    (response, now) => response.end(positionsAt(now).subarray(0, -9)),
    /^not a GTFS-realtime message/,
  ],
  [
    'a page',
    (response) => response.end('<!DOCTYPE html><title>Sorry</title>'),
    /^not a GTFS-realtime message/,
  ],
  ['from the future', (response, now) => response.end(positionsAt(now + 3600)), /in the future$/],
];
it.each(silences)(
  '%s: failing; what was last good ages, and leaves after five minutes',
  async (how, fault, message) => {
    const { soon, late, after } = await degrade(
      fault,
      how === 'slow' ? { timeoutMilliseconds: 1_000, everySeconds: 60 } : {},
    );
    expect(stateOf(soon)).toEqual(['failing', 'live']);
    expect(soon.source.lastError?.message).toMatch(message);
    expect(liveRows(soon)).toBeGreaterThan(5);
    expect(stateOf(late)).toEqual(['failing', 'none']);
    expect(liveRows(late)).toBe(0);
    expect(late.board.departures.length).toBeGreaterThan(0);
    expect(late.metrics).toMatchObject({ SourceFailed: 1, FeedAgeSeconds: 360 });
    expect(stateOf(after)).toEqual(['live', 'live']);
    expect(liveRows(after)).toBeGreaterThan(0);
  },
);

it('the same message for ever: live, then stale, then nothing', async () => {
  const { soon, late, after } = await degrade((response) => response.end(positionsAt(start)));
  expect(stateOf(soon)).toEqual(['live', 'live']);
  expect(stateOf(late)).toEqual(['stale', 'none']);
  expect(late.source.lastError).toBeNull();
  expect(late.metrics).toMatchObject({ SourceFailed: 0, FeedAgeSeconds: 360 });
  expect(liveRows(after)).toBeGreaterThan(0);
});

it('back in time: the newer one stays, the older is counted', async () => {
  const { soon, late } = await degrade((response) => response.end(positionsAt(start - 600)));
  expect(stateOf(soon)).toEqual(['live', 'live']);
  expect(soon.source.discarded).toEqual([{ reason: 'message-older-than-current', count: 1 }]);
  expect(stateOf(late)).toEqual(['stale', 'none']);
  expect(late.metrics).toMatchObject({ FeedAgeSeconds: 360 });
});

it('empty: live with nothing to say, no bus counted down to, and an alarm while buses are out', async () => {
  const { soon, late, after } = await degrade((response, now) => response.end(encodeFeed(now)));
  expect(stateOf(soon)).toEqual(['live', 'live']);
  expect(liveRows(soon)).toBe(0);
  expect(late.source).toMatchObject({ entities: { vehicles: 0 }, matched: { vehicles: null } });
  expect(late.metrics).toMatchObject({ FeedAgeSeconds: 0, RunsMatched: 0 });
  expect(liveRows(after)).toBeGreaterThan(0);
});

it('trips under other ids: counted, none live, and alarms', async () => {
  const renamed = { tripOf: (id: string) => `next-${id}` };
  const { soon, late, after } = await degrade((response, now) => response.end(positionsAt(now, renamed)));
  expect(stateOf(soon)).toEqual(['live', 'live']);
  expect(liveRows(soon)).toBe(0);
  expect(late.source).toMatchObject({
    matched: { vehicles: 0 },
    discarded: [{ reason: 'trip-not-in-timetable', count: 12 }],
  });
  expect(late.metrics).toMatchObject({ RunsMatched: 0, MatchedPercent: 0 });
  expect(liveRows(after)).toBeGreaterThan(0);
});

it('vehicles and entities under other ids each time: nothing is lost by it', async () => {
  const changing = (now: number) => ({ idOf: (id: string) => `${id}-${now}` });
  const { soon, late } = await degrade((response, now) => response.end(positionsAt(now, changing(now))));
  for (const seen of [soon, late]) {
    expect(stateOf(seen)).toEqual(['live', 'live']);
    expect(liveRows(seen)).toBeGreaterThan(0);
    expect(seen.source).toMatchObject({ matched: { vehicles: 1 }, discarded: [] });
  }
});

/** Its timetable time at the fourth stop is over when it is lost; it was to come two minutes later. */
const firstOnPage = ({ page }: Seen) => page.find(({ tripId }) => tripId === 'T1');
const pastTime = { soonAfter: 150 };

it('a bus that stops reporting: missed on the page, though its time is over, until it is seen again', async () => {
  const silent = (tripId: string) => (tripId === 'T1' ? undefined : 56.39);
  const { before, soon, late, after } = await degrade(
    (response, now) => response.end(positionsAt(now, { latOf: silent })),
    pastTime,
  );
  expect(firstOnPage(before)).toMatchObject({ status: 'live' });
  // Its last report counts for five minutes, and its time goes back.
  expect(firstOnPage(soon)).toMatchObject({ status: 'live' });
  expect(firstOnPage(soon)?.expected).toBeGreaterThan(start + 150);
  expect(firstOnPage(late)).toMatchObject({ status: 'scheduled', untracked: 'silent', vehicle: null });
  expect(late.board.departures.map(({ tripId }) => tripId)).not.toContain('T1');
  expect(firstOnPage(after)).toBeUndefined(); // it has passed meanwhile
});

it('a bus that was a minute away when its source failed: never due, while nobody sees it (P3)', async () => {
  const refused: Fault = (response) => response.writeHead(400).end('Unable to process request at this time.');
  for (const soonAfter of [105, 180, 285]) {
    const { before, soon } = await degrade(refused, { soonAfter });
    const coming = ({ page }: Seen) => page.filter(({ status }) => status === 'live');
    expect(coming(before)[0]?.expected).toBeLessThan(start + 120);
    expect(coming(soon).length).toBe(coming(before).length);
    for (const { expected } of coming(soon)) expect(expected).toBeGreaterThanOrEqual(start + soonAfter + 60);
  }
});

it('a bus that every other message leaves out: live in all of them, though its time is over', async () => {
  const inTurn = (at: number) => ({
    latOf: (tripId: string) => (tripId === 'T1' && (at - start) % 30 !== 0 ? undefined : 56.39),
  });
  const { soon } = await degrade((response, at) => response.end(positionsAt(at, inTurn(at))), {
    soonAfter: 135,
  });
  expect(firstOnPage(soon)).toMatchObject({ status: 'live', source: 'vehicle-position' });
  expect(soon.board.departures.find(({ tripId }) => tripId === 'T1')).toMatchObject({ status: 'live' });
});

it('a bus off its path: said so on the page, though its time is over', async () => {
  const astray = (tripId: string) => (tripId === 'T1' ? 56.42 : 56.39);
  const { soon, late } = await degrade(
    (response, now) => response.end(positionsAt(now, { latOf: astray })),
    pastTime,
  );
  for (const seen of [soon, late])
    expect(firstOnPage(seen)).toMatchObject({ status: 'scheduled', untracked: 'off-route' });
  expect(soon.board.departures.map(({ tripId }) => tripId)).not.toContain('T1');
});

it('a timetable that has ended: live sources, no run for any vehicle, no departures', async () => {
  const { before } = await degrade((response, now) => response.end(positionsAt(now)), { until: '20260609' });
  expect(before.source).toMatchObject({
    state: 'live',
    matched: { vehicles: 0 },
    discarded: [{ reason: 'service-not-running', count: 12 }],
  });
  expect(before.board.departures).toEqual([]);
  expect(before.metrics).toMatchObject({ MatchedPercent: 0 });
});

it('a new timetable, and a process that starts with it: goes on with what the one before knew', async () => {
  const { id, clock, importFiles, startPoller, see } = await openFeed({ withUpdates: true });
  const withoutT1 = (tripId: string) => (tripId === 'T1' ? undefined : 56.39);
  await importFiles(gtfsUntil(DATE));
  const cancelled = { tripId: 'T9', startDate: DATE, scheduleRelationship: 3 };
  server.answer(`/${id}`, positionsAt(start));
  server.answer(`/${id}-updates`, encodeFeed(start, [{ id: 'T9', tripUpdate: { trip: cancelled } }]));
  await startPoller()();
  const before = await see();

  // Other numbers for the trips, and the first bus silent, T8 gone, and nobody to say again that T9 does not run.
  clock.seconds += 60;
  const others = buses.filter(({ tripId }) => tripId !== 'T8').toReversed();
  const rides = (at: number) => positionsAt(at, { latOf: withoutT1 });
  await importFiles(gtfsUntil(DATE, [{ tripId: 'T20', leaves: start + 3600 }, ...others]));
  server.answer(`/${id}-updates`, (response) => response.writeHead(503).end());
  server.answer(`/${id}`, rides(clock.now()));
  await startPoller()();
  const after = await see();
  const rowOf = (seen: Seen, tripId: string) => seen.page.find((row) => row.tripId === tripId);
  for (const seen of [before, after]) {
    expect(rowOf(seen, 'T9')).toMatchObject({ status: 'cancelled' });
    expect(rowOf(seen, 'T1')).toMatchObject({ status: 'live', source: 'vehicle-position' });
    expect(rowOf(seen, 'T5')).toMatchObject({ status: 'live' });
  }
  expect(rowOf(before, 'T8')).toMatchObject({ status: 'live' });
  expect(rowOf(after, 'T8')).toBeUndefined();
  expect(after.source.discarded).toEqual([{ reason: 'trip-not-in-timetable', count: 1 }]);

  // Silent for longer than a report counts: missed, and not forgotten.
  clock.seconds += 330;
  server.answer(`/${id}`, rides(clock.now()));
  await startPoller()();
  const later = await see();
  expect(rowOf(later, 'T1')).toMatchObject({ status: 'scheduled', untracked: 'silent' });
});

it('a new timetable, and what the one before was made of cannot be read any more: polls go on without it', async () => {
  const { id, clock, importFiles, startPoller, see } = await openFeed();
  await importFiles(gtfsUntil(DATE));
  server.answer(`/${id}`, positionsAt(start));
  await startPoller()();
  const { live } = await loadHeads(store, id, true);
  await importFiles(gtfsUntil(DATE, buses.toReversed()));
  const items = await queryItems(store, versionKey(id, live?.timetableVersion ?? ''), 'TRIPS');
  expect(items.length).toBeGreaterThan(0);
  for (const item of items)
    await store.client.send(
      new PutItemCommand({ TableName: store.tableName, Item: { ...item, data: { B: Buffer.from('?') } } }),
    );
  clock.seconds += 30;
  server.answer(`/${id}`, positionsAt(clock.now()));
  await startPoller()();
  const after = await see();
  expect(stateOf(after)).toEqual(['live', 'live']);
  expect(liveRows(after)).toBeGreaterThan(5);
});
