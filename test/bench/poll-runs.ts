import type { RealtimeKind } from '#shared/contracts/network.ts';
import type { BenchEngine } from './bench-engine.ts';
import type { PollJob, PollMeasurement } from './jobs/poll.ts';
import { runMeasured } from './measured-process.ts';
import { quantiles } from './quantiles.ts';
import type { RecordedFeed, TimedMessage } from './recorded-feeds.ts';
import type { Row } from './report.ts';
import { median } from './samples.ts';
import { type Stages, stages } from './stages.ts';

/** Of the poll function as it is deployed (infra/constructs/realtime-poll.ts). */
export const POLL_MEMORY_MEGABYTES = 1024;

export interface PollRuns {
  readonly title: string;
  /** The first poll of each process: its code is cold and it reads the trip index. */
  readonly first: readonly PollMeasurement[];
  /** Later polls in which something changed, and those in which nothing did. */
  readonly changed: readonly PollMeasurement[];
  readonly same: readonly PollMeasurement[];
  readonly peakRssMegabytes: number;
}

export interface PollOptions {
  readonly memoryMegabytes?: number;
  /** What the messages are of; trip updates unless told. */
  readonly kind?: RealtimeKind;
  readonly predict?: boolean;
}

/** Polls the messages in order, `runs` times, each in a process of its own and on a feed with nothing live. */
export async function runPolls(
  engine: BenchEngine,
  feed: RecordedFeed,
  title: string,
  messages: readonly TimedMessage[],
  runs: number,
  { memoryMegabytes = POLL_MEMORY_MEGABYTES, kind, predict = true }: PollOptions = {},
): Promise<PollRuns> {
  const first: PollMeasurement[] = [];
  const later: PollMeasurement[] = [];
  let peakRssMegabytes = 0;
  for (let run = 0; run < runs; run++) {
    const network = await engine.ready(feed, kind);
    const feeds = network.feeds.map((ready) => ({ ...ready, predict }));
    const job: PollJob = { endpoint: engine.endpoint, network: { ...network, feeds }, messages };
    const measured = await runMeasured<PollJob, PollMeasurement[]>('poll', memoryMegabytes, job);
    first.push(...measured.result.slice(0, 1));
    later.push(...measured.result.slice(1));
    peakRssMegabytes = Math.max(peakRssMegabytes, measured.peakRssMegabytes);
  }
  return {
    title,
    first,
    changed: later.filter(({ outcome }) => outcome === 'written'),
    same: later.filter(({ outcome }) => outcome === 'unchanged'),
    peakRssMegabytes,
  };
}

export const pollColumns = [
  'poll',
  'polls',
  'wall ms',
  'CPU ms',
  'write units p50',
  'p95',
  'max',
  'read units',
  'peak RSS MB',
] as const;

function rowOf(title: string, polls: readonly PollMeasurement[], peak: number | string): Row {
  const units = quantiles(polls.map(({ writeUnits }) => writeUnits));
  return [
    title,
    polls.length,
    median(polls.map(({ wallMilliseconds }) => wallMilliseconds)),
    median(polls.map(({ cpuMilliseconds }) => cpuMilliseconds)),
    median(polls.map(({ writeUnits }) => writeUnits)),
    units.p95,
    units.max,
    median(polls.map(({ readUnits }) => readUnits)),
    peak,
  ];
}

export function pollRows({ title, first, changed, same, peakRssMegabytes }: PollRuns): Row[] {
  return [
    rowOf(`${title}: first poll of a process`, first, ''),
    rowOf(`${title}: later polls`, changed, peakRssMegabytes),
    ...(same.length > 0 ? [rowOf(`${title}: the same message again`, same, '')] : []),
  ];
}

export const shardColumns = ['shards', 'written a poll', 'kB p50', 'p95', 'max'] as const;

export function shardRow({ title, changed }: PollRuns): Row {
  const { p50, p95, max } = quantiles(
    changed.flatMap(({ shardBytes }) => shardBytes.map((bytes) => bytes / 1024)),
  );
  return [title, median(changed.map(({ shardBytes }) => shardBytes.length)), p50, p95, max];
}

export const stageColumns = ['steps, ms', ...stages, 'sum'] as const;

/** The steps of a poll, one by one, in warm code. */
export async function stageRows(
  engine: BenchEngine,
  feed: RecordedFeed,
  title: string,
  messages: readonly TimedMessage[],
  runs: number,
): Promise<Row[]> {
  const polls: Stages[] = [];
  for (let run = 0; run < runs; run++) {
    const network = await engine.ready(feed);
    const job: PollJob = { endpoint: engine.endpoint, network, messages };
    polls.push(
      ...(await runMeasured<PollJob, Stages[]>('poll-stages', POLL_MEMORY_MEGABYTES, job)).result.slice(1),
    );
  }
  const row = (label: string, key: 'wallMilliseconds' | 'cpuMilliseconds'): Row => [
    `${title}, ${label}`,
    ...stages.map((stage) => median(polls.map((poll) => poll[stage][key]))),
    median(polls.map((poll) => stages.reduce((sum, stage) => sum + poll[stage][key], 0))),
  ];
  return [row('wall', 'wallMilliseconds'), row('CPU', 'cpuMilliseconds')];
}
