import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import type { Network } from '#shared/contracts/network.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { seededRandom } from '#test/bench/varied-messages.ts';
import { encodeFeed, type FeedServer, startFeedServer } from '#test/builders/feed-server.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

/** A day of polls from servers that do whatever servers do. What boards say is held against what was really sent. */
const POLLS = 2_000;
const EVERY_SECONDS = 15;
const DATE = '20260610';
const midnight = Date.parse('2026-06-10T00:00:00+01:00') / 1000;

/** Two lines, a bus an hour on each, five stops ten minutes and six kilometres apart. */
const hours = Array.from({ length: 18 }, (_, i) => i + 5);
const pad = (n: number) => String(n).padStart(2, '0');
const lonOf = (stop: number) => -3.5 + stop * 0.1;
const gtfs: Record<string, string> = {
  'agency.txt':
    'agency_id,agency_name,agency_url,agency_timezone\nA,Test Buses,https://example.org,Europe/London\n',
  'stops.txt': `stop_id,stop_name,stop_lat,stop_lon\n${[0, 1, 2, 3, 4].map((n) => `S${n},Stop ${n},56.39,${lonOf(n).toFixed(3)}`).join('\n')}\n`,
  'routes.txt': 'route_id,agency_id,route_short_name,route_type\nU,A,updated,3\nV,A,seen,3\n',
  'trips.txt': `route_id,service_id,trip_id\n${hours.map((hour) => `U,WK,U${hour}\nV,WK,V${hour}`).join('\n')}\n`,
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${hours
    .flatMap((hour) =>
      ['U', 'V'].flatMap((line) =>
        [0, 1, 2, 3, 4].map((n) => {
          const time = `${pad(hour)}:${pad(n * 10)}:00`;
          return `${line}${hour},${time},${time},S${n},${n + 1}`;
        }),
      ),
    )
    .join('\n')}\n`,
  'calendar_dates.txt': `service_id,date,exception_type\nWK,${DATE},1\n`,
};
/** The bus that is seen runs this late. */
const LATE = 90;

type Source = 'updates' | 'positions';
interface Sent {
  readonly at: number;
  /** What the message says, to be found on the board again. */
  readonly delay: number;
  readonly bytes: Buffer;
}

function messageOf(source: Source, at: number, delay: number): Sent {
  const hour = Math.floor((at - midnight) / 3600);
  const hoursHere = [hour, hour + 1];
  if (source === 'updates') {
    const entities = hoursHere.map((of) => ({
      id: `u${of}`,
      tripUpdate: {
        trip: { tripId: `U${of}`, startDate: DATE },
        stopTimeUpdate: [{ stopSequence: 1, departure: { delay } }],
      },
    }));
    return { at, delay, bytes: encodeFeed(at, entities) };
  }
  const part = Math.min(1, Math.max(0, (at - midnight - hour * 3600 - LATE) / 2400));
  const position = { latitude: 56.39, longitude: lonOf(0) + part * 0.4, bearing: 90 };
  const trip = { tripId: `V${hour}`, startDate: DATE };
  const vehicle = { trip, vehicle: { id: 'bus' }, position, timestamp: at };
  return { at, delay, bytes: encodeFeed(at, [{ id: String(delay), vehicle }]) };
}

const FAULTS = [
  'dropped',
  'refused',
  'cut off',
  'garbage',
  'a page',
  'nothing',
  'half',
  'replayed',
  'from the future',
] as const;
type Fault = (typeof FAULTS)[number];

let folder: string;
let server: FeedServer;
let store: LocalStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faulty-feeds-'));
  for (const [name, text] of Object.entries(gtfs)) await writeFile(join(folder, name), text);
  [server, store] = await Promise.all([startFeedServer(), openLocalStore()]);
});
afterAll(async () => {
  await Promise.all([server.stop(), store.stop(), rm(folder, { recursive: true })]);
});

it(`${POLLS} polls of faulty feeds: nothing is ever told that was not sent, and the next good poll mends all`, async () => {
  const random = seededRandom(7);
  const oneOf = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  let now = midnight + 6 * 3600;
  const clock = { now: () => now };
  const network: Network = {
    feeds: [{ id: 'faulty', url: folder }],
    sources: [
      { id: 'updates', url: `${server.url}/updates`, kinds: ['trip-updates'], headers: {} },
      { id: 'positions', url: `${server.url}/positions`, kinds: ['vehicle-positions'], headers: {} },
    ],
  };
  await importTimetable({ ...store, feed: { id: 'faulty', url: folder }, clock });
  const logger = createLogger('test', () => undefined);
  const newPoller = () =>
    createPoller({
      store,
      network,
      clock,
      logger,
      requestOf: async ({ url, headers }) => ({ url, headers }),
    });
  const reader = openTransitReader({ ...store, network, headMaxAgeMilliseconds: 0 });
  let poll = newPoller();
  const history: Record<Source, Sent[]> = { updates: [], positions: [] };
  /** The message of each source that counts: the newest that came through. */
  const counts: Partial<Record<Source, Sent>> = {};
  const seen = { faults: 0, mended: 0, live: 0, predicted: 0, none: 0, restarts: 0 };

  /** Faults come in runs, as outages do. */
  const ailing: Record<Source, { fault: Fault | null; until: number }> = {
    updates: { fault: null, until: 0 },
    positions: { fault: null, until: 0 },
  };
  for (let n = 0; n < POLLS; n++, now += EVERY_SECONDS) {
    const faults = {} as Record<Source, Fault | null>;
    for (const source of ['updates', 'positions'] as const) {
      const state = ailing[source];
      if (n >= state.until) {
        state.fault = random() < 0.4 ? oneOf(FAULTS) : null;
        state.until = n + 1 + Math.floor(random() * (random() < 0.1 ? 40 : 4));
      }
      const { fault } = state;
      faults[source] = fault;
      // The feed's clock and ours differ.
      const sent = messageOf(source, now - 20 + Math.floor(random() * 40), (n * 7) % 600);
      history[source].push(sent);
      const replayed = oneOf(history[source].slice(-30));
      serve(source, fault, sent, fault === 'replayed' ? replayed : sent);
      const arrives = fault === null ? sent : fault === 'replayed' ? replayed : undefined;
      if (arrives && arrives.at >= (counts[source]?.at ?? 0)) counts[source] = arrives;
    }
    if (random() < 0.03) {
      poll = newPoller();
      seen.restarts++;
    }
    const { sources } = await poll();

    for (const state of sources) {
      const fault = faults[state.id as Source];
      const failed = fault !== null && fault !== 'replayed';
      expect(state.lastError?.at === now, `poll ${n}, ${state.id} ${fault}`).toBe(failed);
      if (!failed) expect(state.lastSuccess).toBe(now);
      expect(state.feedTimestamp).toBe(counts[state.id as Source]?.at ?? null);
      if (failed) seen.faults++;
      else seen.mended++;
    }
    const ages = Object.values(counts).map(({ at }) => now - at);
    const age = Math.min(...ages, Number.POSITIVE_INFINITY);
    const board = await reader.board('S2', { now, limit: 40, horizonMinutes: 90 });
    const expected = age <= 90 ? 'live' : age <= 300 ? 'stale' : 'none';
    expect(board?.realtime.state, `poll ${n}: the newest message is ${age} s old`).toBe(expected);
    if (expected === 'none') seen.none++;
    for (const row of board?.departures ?? []) {
      if (row.status !== 'live') {
        expect(row.expected).toBeNull();
        continue;
      }
      if (row.source === 'trip-update') {
        expect(row.line).toBe('updated');
        expect(now - (counts.updates?.at ?? 0)).toBeLessThanOrEqual(300);
        expect(row.delaySeconds, `poll ${n}`).toBe(counts.updates?.delay);
        seen.live++;
      } else {
        expect(row).toMatchObject({ line: 'seen', source: 'vehicle-position' });
        const asOf = row.vehicle?.asOf ?? 0;
        expect(asOf).toBe(counts.positions?.at);
        expect(now - asOf).toBeLessThanOrEqual(300);
        const silent = Math.max(0, now - asOf - 90);
        // Told a little early, and a minute of rounding: never another bus's, nor another hour's lateness.
        expect(Math.abs((row.delaySeconds ?? 0) - LATE - silent)).toBeLessThanOrEqual(150);
        seen.predicted++;
      }
    }
  }
  // Or all of the above has shown nothing.
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(20);

  function serve(source: Source, fault: Fault | null, sent: Sent, told: Sent): void {
    const { bytes } = told;
    const answers: Record<Fault, (response: ServerResponse) => void> = {
      dropped: (response) => response.destroy(),
      refused: (response) => response.writeHead(oneOf([400, 403, 429, 500, 503])).end(),
      'cut off': (response) => {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, bytes.length - 5));
        setImmediate(() => response.destroy());
      },
      garbage: (response) => response.end(Buffer.from(Array.from({ length: 300 }, () => random() * 256))),
      'a page': (response) => response.end('<!doctype html><title>Maintenance</title>'),
      nothing: (response) => response.end(),
      half: (response) => response.end(bytes.subarray(0, bytes.length - 3)),
      replayed: (response) => response.end(bytes),
      'from the future': (response) =>
        response.end(messageOf(source, now + 61 + Math.floor(random() * 9000), 599).bytes),
    };
    server.answer(`/${source}`, (response) => {
      if (fault === null) response.end(bytes);
      else answers[fault](response);
    });
    expect(sent.at).toBeLessThanOrEqual(now + 20);
  }
});
