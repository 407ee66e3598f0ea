import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BenchEngine, SYNTHETIC_TRIPS } from '../bench-engine.ts';
import { compareWithNaive } from '../naive-comparison.ts';
import {
  pollColumns,
  pollRows,
  runPolls,
  shardColumns,
  shardRow,
  stageColumns,
  stageRows,
} from '../poll-runs.ts';
import {
  hart,
  kingston,
  kingstonSequence,
  kingstonTripUpdates,
  type TimedMessage,
} from '../recorded-feeds.ts';
import type { PartReport } from '../report.ts';
import { median } from '../samples.ts';
import { writeVariations } from '../varied-messages.ts';

const MESSAGES = 10;
const SAME_AGAIN = 3;

/** A message, nine in which all of it has changed, and the last of them again. */
async function variedMessages(engine: BenchEngine, base: string): Promise<TimedMessage[]> {
  const folder = await mkdtemp(join(engine.folder, 'messages-'));
  const varied = await writeVariations(await readFile(base), MESSAGES, folder);
  const { path = '', now = 0 } = varied.at(-1) ?? {};
  const again = Array.from({ length: SAME_AGAIN }, (_, i) => ({ path, now: now + 15 * (i + 1) }));
  return [...varied, ...again];
}

export async function benchPoll(engine: BenchEngine, runs: number): Promise<PartReport> {
  const largeTitle = `${SYNTHETIC_TRIPS.toLocaleString('en-GB')} trip updates`;
  await engine.ready(kingston);
  await engine.ready(hart);
  const city = await variedMessages(engine, kingstonTripUpdates);
  const large = await variedMessages(engine, await engine.syntheticMessage(hart));
  const sequence = await kingstonSequence();

  const ours = {
    city: await runPolls(engine, kingston, 'Kingston, 238 trips', city, runs),
    sequence: await runPolls(engine, kingston, 'Kingston, 72 snapshots', sequence, runs),
    large: await runPolls(engine, hart, largeTitle, large, runs),
    small: await runPolls(engine, hart, `${largeTitle}, with 512 MB`, large, runs, {
      memoryMegabytes: 512,
    }),
  };
  const steps = [
    ...(await stageRows(engine, kingston, 'Kingston', city.slice(0, MESSAGES), runs)),
    ...(await stageRows(engine, hart, largeTitle, large.slice(0, MESSAGES), runs)),
  ];
  const naive = await compareWithNaive(
    engine,
    { messages: city.slice(0, MESSAGES), ours: ours.city },
    { messages: sequence, ours: ours.sequence },
    { messages: large.slice(0, MESSAGES), ours: ours.large, title: largeTitle },
  );
  const wall = (polls: readonly { wallMilliseconds: number }[]) =>
    median(polls.map(({ wallMilliseconds }) => wallMilliseconds));
  const units = (polls: readonly { writeUnits: number }[]) =>
    median(polls.map(({ writeUnits }) => writeUnits));
  return {
    tables: [
      {
        title: 'Polls (medians)',
        columns: pollColumns,
        rows: Object.values(ours).flatMap(pollRows),
      },
      { title: 'Steps of a poll in which all has changed (medians)', columns: stageColumns, rows: steps },
      {
        title: 'Shards written, compressed',
        columns: shardColumns,
        rows: [ours.city, ours.sequence, ours.large].map(shardRow),
      },
      ...naive,
    ],
    targets: [
      { what: 'Kingston, a poll', measured: wall(ours.city.changed), below: 150, unit: 'ms' },
      { what: 'Kingston, a poll', measured: units(ours.city.changed), below: 60, unit: 'write units' },
      {
        what: '72 snapshots, a poll',
        measured: units(ours.sequence.changed),
        below: 60,
        unit: 'write units',
      },
      {
        what: `${largeTitle}, a poll`,
        measured: median(ours.large.changed.map(({ cpuMilliseconds }) => cpuMilliseconds)),
        below: 1000,
        unit: 'ms CPU',
      },
      {
        what: `${largeTitle}, peak memory of a 512 MB function`,
        measured: ours.small.peakRssMegabytes,
        below: 512,
        unit: 'MB',
      },
    ],
  };
}
