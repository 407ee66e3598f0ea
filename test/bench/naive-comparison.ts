import { readFile } from 'node:fs/promises';
import { decodeRealtimeMessage } from '#shared/feeds/gtfs-realtime/decode-message.ts';
import type { BenchEngine } from './bench-engine.ts';
import type { NaiveJob, NaiveMeasurement } from './jobs/naive.ts';
import type { PollMeasurement } from './jobs/poll.ts';
import { runMeasured } from './measured-process.ts';
import { predictionItems } from './naive-design.ts';
import { POLL_MEMORY_MEGABYTES, type PollRuns } from './poll-runs.ts';
import { quantiles } from './quantiles.ts';
import { kingston, type TimedMessage } from './recorded-feeds.ts';
import type { Row, Table } from './report.ts';
import { median } from './samples.ts';
import { predictionCount } from './varied-messages.ts';

export interface Compared {
  readonly messages: readonly TimedMessage[];
  readonly ours: PollRuns;
}

/** Predictions that differ from those of the message before: what a writer that compares first would write. */
async function changedPredictions(messages: readonly TimedMessage[]): Promise<number[]> {
  const counts: number[] = [];
  let known: ReadonlyMap<string, string> | undefined;
  for (const { path } of messages) {
    const { tripUpdates } = decodeRealtimeMessage(await readFile(path));
    const current = new Map<string, string>();
    for (const { pk, sk, ...content } of predictionItems(tripUpdates, 0)) {
      current.set(`${pk?.S}|${sk?.S}`, JSON.stringify(content));
    }
    const before = known;
    if (before) counts.push([...current].filter(([key, content]) => before.get(key) !== content).length);
    known = current;
  }
  return counts;
}

async function allPredictions(messages: readonly TimedMessage[]): Promise<number> {
  return median(await Promise.all(messages.map(async ({ path }) => predictionCount(await readFile(path)))));
}

function row(what: string, naive: number, ours: number, how: 'measured' | 'computed'): Row {
  return [what, naive, ours, `${(naive / ours).toFixed(naive < 10 * ours ? 1 : 0)} : 1`, how];
}

const spread = (values: readonly number[]) => {
  const { p50, p95, max } = quantiles(values);
  return `${p50} / ${p95} / ${max}`;
};

/** Writes and reads Kingston in the naive design; what it would be for the others follows from the number of items. */
export async function compareWithNaive(
  engine: BenchEngine,
  recorded: Compared,
  sequence: Compared,
  large: Compared & { readonly title: string },
): Promise<Table[]> {
  const job: NaiveJob = { endpoint: engine.endpoint, feedId: kingston.id, messages: recorded.messages };
  const { result } = await runMeasured<NaiveJob, NaiveMeasurement>('naive', POLL_MEMORY_MEGABYTES, job);
  const polls = result.polls.slice(1);
  const unitsEach = median(polls.map(({ writeUnits, predictions }) => writeUnits / predictions));
  const ours = (
    { ours: runs }: Compared,
    key: keyof Omit<PollMeasurement, 'outcome' | 'shardBytes' | 'putUnits'>,
  ) => median(runs.changed.map((poll) => poll[key]));
  const naive = (key: 'wallMilliseconds' | 'cpuMilliseconds' | 'writeUnits') =>
    median(polls.map((poll) => poll[key]));
  const units = (predictions: number) => predictions * unitsEach;
  const changed = median(await changedPredictions(sequence.messages));
  return [
    {
      title: 'A poll beside one item per prediction (medians)',
      columns: ['poll', 'one item each', 'ours', 'ratio', 'how'],
      rows: [
        row('Kingston, write units', naive('writeUnits'), ours(recorded, 'writeUnits'), 'measured'),
        row('Kingston, wall ms', naive('wallMilliseconds'), ours(recorded, 'wallMilliseconds'), 'measured'),
        row('Kingston, CPU ms', naive('cpuMilliseconds'), ours(recorded, 'cpuMilliseconds'), 'measured'),
        row(
          '72 snapshots, write units',
          units(await allPredictions(sequence.messages)),
          ours(sequence, 'writeUnits'),
          'computed',
        ),
        row('72 snapshots, changed items only', units(changed), ours(sequence, 'writeUnits'), 'computed'),
        row(
          `${large.title}, write units`,
          units(await allPredictions(large.messages.slice(0, 1))),
          ours(large, 'writeUnits'),
          'computed',
        ),
      ],
    },
    {
      title: 'A board from one item per stop_time and prediction, Kingston',
      columns: ['query', 'items stored for the day', 'read units p50 / p95 / max of all stops'],
      rows: [
        ['all of the day', result.stopTimes, spread(result.boards.map(({ day }) => day))],
        ['the next two hours', result.stopTimes, spread(result.boards.map(({ twoHours }) => twoHours))],
      ],
    },
  ];
}
