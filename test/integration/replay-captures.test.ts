import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import { toDeparturesJson } from '#shared/contracts/board-json.ts';
import type { Network, RealtimeKind } from '#shared/contracts/network.ts';
import type { DeparturesJson } from '#shared/contracts/transit-json.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { oracle } from '#test/oracle/board.ts';

/**
 * Real captures through the real import, ingest, store and reader, held against the second implementation in
 * test/oracle: every stop, every row, every field. The data lies beside the repository and is not part of it.
 */
const data = fileURLToPath(new URL('../../../shared/data/transit/', import.meta.url));
const present = existsSync(data);
if (!present) console.warn(`skipped: no recorded feeds at ${data}`);

interface Replay {
  readonly name: string;
  readonly gtfs: string;
  readonly tripUpdates?: readonly string[];
  readonly vehiclePositions?: readonly string[];
  readonly alerts?: readonly string[];
  readonly now: string;
  /** Shares that the capture is known to match. */
  readonly matched?: { readonly tripUpdates?: number; readonly vehicles?: number };
  readonly horizonMinutes?: number;
}

const kingston = 'kingston-transit/static/gtfs.zip';
const ember = 'ember/rt-2024-01-18/ember_gtfsr.0.pb';

const replays: readonly Replay[] = [
  {
    name: 'kingston, 238 trips',
    gtfs: kingston,
    tripUpdates: ['kingston-transit/rt-2026-01-12_14/tripupdates.pb'],
    now: '2026-01-14T22:17:10Z',
    matched: { tripUpdates: 1 },
  },
  {
    name: 'kingston, vehicles',
    gtfs: kingston,
    vehiclePositions: ['kingston-transit/rt-2026-01-12_14/vehicleupdates.pb'],
    now: '2026-01-13T03:08:52Z',
    matched: { vehicles: 1 },
  },
  {
    name: 'ember, one file for all kinds',
    gtfs: 'ember/static/ember_gtfs',
    tripUpdates: [ember],
    vehiclePositions: [ember],
    alerts: [ember],
    now: '2024-01-18T15:47:21Z',
    matched: { tripUpdates: 6 / 17, vehicles: 4 / 9 },
    horizonMinutes: 600,
  },
  {
    name: 'caltrain',
    gtfs: 'caltrain-2023/ct.zip',
    tripUpdates: ['caltrain-2023/ct-trip-updates.pb'],
    vehiclePositions: ['caltrain-2023/ct-vehicle-positions.pb'],
    alerts: ['caltrain-2023/ct-service-alerts.pb'],
    now: '2023-11-08T01:05:34Z',
    matched: { tripUpdates: 1, vehicles: 1 },
  },
  {
    name: 'bart',
    gtfs: 'bart-2019/bart-rt.zip',
    tripUpdates: ['bart-2019/bart-trip-updates.pb'],
    alerts: ['bart-2019/bart-alerts.pb'],
    now: '2019-08-07T17:45:21Z',
    matched: { tripUpdates: 65 / 83 },
  },
  {
    name: 'raba, mostly tomorrow',
    gtfs: 'raba-2025/raba.zip',
    tripUpdates: ['raba-2025/raba-trip-updates.pb'],
    vehiclePositions: ['raba-2025/raba-vehicle-positions.pb'],
    now: '2025-06-08T21:08:05Z',
    matched: { tripUpdates: 1, vehicles: 1 },
    horizonMinutes: 1500,
  },
  {
    name: 'nmbs, a large calendar',
    gtfs: 'nmbs-2019-03/static_rawdata.zip',
    tripUpdates: ['nmbs-2019-03/realtime_rawdata'],
    now: '2019-03-16T06:45:37Z',
    matched: { tripUpdates: 1 },
  },
  {
    name: 'bustang, no start_date',
    gtfs: 'bustang-2023/bustang.gtfs.zip',
    tripUpdates: ['bustang-2023/bustang.pb'],
    now: '2023-03-06T14:02:01Z',
    matched: { tripUpdates: 1 },
    horizonMinutes: 600,
  },
  {
    name: 'hart, empty feeds',
    gtfs: 'hart-2021/hart.zip',
    tripUpdates: ['hart-2021/hart-trip-updates.pb'],
    vehiclePositions: ['hart-2021/hart-vehicle-positions.pb'],
    now: '2021-03-07T08:49:55Z',
    horizonMinutes: 600,
  },
  { name: 'cdmx, frequencies', gtfs: 'static-features/cdmx.zip', now: '2019-03-13T15:00:00Z' },
  {
    name: 'bullrunner, vehicles without a trip_id',
    gtfs: 'rt-conformance-bullrunner/gtfs/bullrunner-gtfs.zip',
    vehiclePositions: ['rt-conformance-bullrunner/bullrunner-vehicle-positions'],
    now: '2017-09-13T14:52:55Z',
  },
];

const LIMIT = 100;

function networkOf(replay: Replay): Network {
  const kinds = new Map<string, RealtimeKind[]>();
  const add = (files: readonly string[] | undefined, kind: RealtimeKind) => {
    for (const file of files ?? []) kinds.set(file, [...(kinds.get(file) ?? []), kind]);
  };
  add(replay.tripUpdates, 'trip-updates');
  add(replay.vehiclePositions, 'vehicle-positions');
  add(replay.alerts, 'alerts');
  return {
    // What is predicted from positions is no rule of the board's, and measured, not compared.
    feeds: [{ id: 'feed', url: data + replay.gtfs, predict: false }],
    sources: [...kinds].map(([file, kind], i) => ({
      id: `source-${i}`,
      url: data + file,
      kinds: kind,
      headers: {},
    })),
  };
}

/** The second implementation gives positions as float32 widened to double; ours are to a hundred-thousandth of a degree. */
function comparable(board: DeparturesJson): unknown {
  const rounded = (degrees: number | null) => (degrees === null ? null : Math.round(degrees * 1e5) / 1e5);
  return {
    ...board,
    departures: board.departures.map((row) => ({
      ...row,
      vehicle: row.vehicle && {
        ...row.vehicle,
        lat: rounded(row.vehicle.lat),
        lon: rounded(row.vehicle.lon),
      },
    })),
    alerts: board.alerts.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

const paths = (files: readonly string[] | undefined) => (files ?? []).map((file) => data + file);

describe.skipIf(!present)('recorded feeds', () => {
  const quiet = createLogger('test', () => undefined);
  let store: LocalStore;

  beforeAll(async () => {
    store = await openLocalStore();
  });
  afterAll(() => store.stop());

  async function compareAllStops(replay: Replay, network: Network, now: number): Promise<number> {
    const reader = openTransitReader({ ...store, network });
    const second = oracle({
      gtfs: data + replay.gtfs,
      tripUpdates: paths(replay.tripUpdates),
      vehiclePositions: paths(replay.vehiclePositions),
      alerts: paths(replay.alerts),
    });
    const query = { now, limit: LIMIT, horizonMinutes: replay.horizonMinutes ?? 120 };
    const wrong: string[] = [];
    let rows = 0;
    for (const stopId of second.stopIds()) {
      const board = await reader.board(stopId, query);
      const expected = second.board(stopId, query);
      rows += board?.departures.length ?? 0;
      if (!board || !expected) {
        if (Boolean(board) !== Boolean(expected))
          wrong.push(`${stopId}: ${board ? 'only ours' : 'only theirs'}`);
        continue;
      }
      const ours = comparable(toDeparturesJson(board));
      const theirs = comparable(expected as DeparturesJson);
      if (JSON.stringify(ours) === JSON.stringify(theirs)) continue;
      if (wrong.length < 3) expect.soft(ours, `stop ${stopId}`).toEqual(theirs);
      wrong.push(stopId);
    }
    expect(wrong).toEqual([]);
    return rows;
  }

  it.each(replays)('$name', async (replay) => {
    const network = networkOf(replay);
    const now = Date.parse(replay.now) / 1000;
    const clock = { now: () => now };
    const feed = network.feeds[0];
    if (!feed) throw new Error('no feed');
    // Every replay is a feed of its own in the one store.
    const named = { ...network, feeds: [{ ...feed, id: `feed-${replays.indexOf(replay)}` }] };
    await importTimetable({ ...store, feed: named.feeds[0] ?? feed, clock });
    const poll = createPoller({
      store,
      network: named,
      clock,
      logger: quiet,
      requestOf: async ({ url }) => ({ url, headers: {} }),
    });
    const { sources } = await poll();
    expect(sources.map(({ lastError }) => lastError)).toEqual(sources.map(() => null));
    for (const kind of ['tripUpdates', 'vehicles'] as const) {
      const share = replay.matched?.[kind];
      if (share === undefined) continue;
      const found = sources.flatMap(({ matched }) => matched[kind] ?? []);
      expect(found, `matched ${kind}`).toEqual([share]);
    }
    expect(await compareAllStops(replay, named, now)).toBeGreaterThan(0);
  });

  it('kingston, every twelfth of the sequence of 72, one store going on', async () => {
    const folder = 'kingston-transit/rt-2026-01-15/';
    const files = (await readdir(data + folder)).filter((file) => file.endsWith('.pb')).sort();
    const id = 'kingston-sequence';
    const feeds = [{ id, url: data + kingston }];
    for (const [i, file] of files.entries()) {
      if (i % 12 !== 0) continue;
      const now = Number(/(\d+)\.pb$/.exec(file)?.[1]);
      const clock = { now: () => now };
      const network: Network = {
        feeds,
        sources: [{ id: 'rt', url: data + folder + file, kinds: ['trip-updates'], headers: {} }],
      };
      await importTimetable({ ...store, feed: { id, url: data + kingston }, clock });
      await createPoller({
        store,
        network,
        clock,
        logger: quiet,
        requestOf: async ({ url }) => ({ url, headers: {} }),
      })();
      await compareAllStops(
        { name: file, gtfs: kingston, tripUpdates: [folder + file], now: '' },
        network,
        now,
      );
    }
  });
});
