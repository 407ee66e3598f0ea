import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFeed } from '#test/builders/feed-server.ts';
import type { BenchEngine } from '../bench-engine.ts';
import { type LoadMeasurement, measureLoad } from '../http-load.ts';
import type { BoardJob, BoardMeasurement, WarmBoards } from '../jobs/board.ts';
import type { PollJob, PollMeasurement } from '../jobs/poll.ts';
import { runMeasured } from '../measured-process.ts';
import { POLL_MEMORY_MEGABYTES } from '../poll-runs.ts';
import { quantiles } from '../quantiles.ts';
import { hart, kingston, kingstonTripUpdates, type RecordedFeed } from '../recorded-feeds.ts';
import type { PartReport, Row, Table, Target } from '../report.ts';
import { median, percentile } from '../samples.ts';

const ROUNDS = 3000;
/** Of the functions that answer requests, as they are deployed. */
const BOARD_MEMORY_MEGABYTES = 512;

/** Boards of a feed with its timetable and one poll's live data. */
async function measureBoards(
  engine: BenchEngine,
  feed: RecordedFeed,
  message: string,
): Promise<BoardMeasurement> {
  const network = await engine.ready(feed);
  const poll: PollJob = { endpoint: engine.endpoint, network, messages: [{ path: message, now: feed.now }] };
  await runMeasured<PollJob, PollMeasurement[]>('poll', POLL_MEMORY_MEGABYTES, poll);
  const job: BoardJob = { endpoint: engine.endpoint, network, now: feed.now, rounds: ROUNDS };
  return (await runMeasured<BoardJob, BoardMeasurement>('board', BOARD_MEMORY_MEGABYTES, job)).result;
}

function coldRow(title: string, { cold }: BoardMeasurement): Row {
  const { p50, p95, max } = quantiles(cold.readUnits);
  const { milliseconds } = cold;
  return [title, milliseconds.length, p50, p95, max, median(milliseconds), percentile(milliseconds, 0.99)];
}

function warmRow(title: string, boards: WarmBoards): Row {
  const times = [boards.reader, boards.handler, boards.handlerGzip];
  const looks = boards.readUnits.filter((units) => units > 0);
  return [
    title,
    boards.departures,
    ...times.flatMap((milliseconds) => [median(milliseconds), percentile(milliseconds, 0.99)]),
    median(boards.readUnits),
    looks.length > 0 ? median(looks) : 0,
  ];
}

const loadRow = ({ title, requestsPerSecond, p50, p99, failed }: LoadMeasurement): Row => [
  title,
  requestsPerSecond,
  p50,
  p99,
  failed,
];

interface Scenario {
  readonly title: string;
  readonly boards: BoardMeasurement;
}

const coldTable = (scenarios: readonly Scenario[]): Table => ({
  title: 'Cold boards: every stop once, each by a reader that knows nothing',
  columns: ['feed', 'stops', 'read units p50', 'p95', 'max', 'ms p50', 'p99'],
  rows: scenarios.map(({ title, boards }) => coldRow(title, boards)),
});

const warmTable = (scenarios: readonly Scenario[]): Table => ({
  title: 'Warm boards, ms; read units of a board, and of one that looks whether anything is new',
  columns: [
    'stop',
    'departures',
    'reader p50',
    'p99',
    'handler p50',
    'p99',
    'with gzip p50',
    'p99',
    'read units',
    'every 2 s',
  ],
  rows: scenarios.flatMap(({ title, boards }) => [
    warmRow(`${title}, typical stop`, boards.typical),
    warmRow(`${title}, busiest stop`, boards.busiest),
  ]),
});

const targetsOf = ({ title, boards }: Scenario): Target[] => [
  {
    what: `${title}: a cold board, median of all stops`,
    measured: median(boards.cold.readUnits),
    below: 2,
    unit: 'read units',
  },
  ...(['typical', 'busiest'] as const).map((stop) => ({
    what: `${title}: ${stop} stop, warm, in the handler`,
    measured: median(boards[stop].handler),
    below: 1,
    unit: 'ms',
  })),
  {
    what: `${title}: a warm board`,
    measured: Math.max(median(boards.typical.readUnits), median(boards.busiest.readUnits)),
    most: 0,
    unit: 'read units',
  },
];

export async function benchBoard(engine: BenchEngine): Promise<PartReport> {
  await engine.ready(hart);
  const cityMessage = join(engine.folder, 'city.pb');
  const emptyMessage = join(engine.folder, 'empty.pb');
  await copyFile(kingstonTripUpdates, cityMessage);
  await writeFile(emptyMessage, encodeFeed(hart.now));
  const measured = async (title: string, feed: RecordedFeed, message: string): Promise<Scenario> => ({
    title,
    boards: await measureBoards(engine, feed, message),
  });
  const city = await measured('Kingston, 238 trips live', kingston, cityMessage);
  const scenarios = [
    city,
    await measured('HART, nothing live', hart, emptyMessage),
    await measured('HART, 10,000 trips live', hart, await engine.syntheticMessage(hart)),
  ];
  const { typical, busiest } = city.boards;
  const load = await measureLoad(kingston, cityMessage, typical.stopId, busiest.stopId);
  return {
    tables: [
      coldTable(scenarios),
      warmTable(scenarios),
      {
        title: 'Over HTTP: Kingston, one process, 10 connections',
        columns: ['request', 'requests/s', 'ms p50', 'p99', 'failed'],
        rows: load.map(loadRow),
      },
    ],
    targets: scenarios.flatMap(targetsOf),
  };
}
