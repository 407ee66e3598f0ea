import { parseArgs } from 'node:util';
import { ACCURACY_MEASURES } from '#shared/domain/prediction/accuracy.ts';
import type { RouteLine } from '#shared/domain/transit/timetable.ts';
import { loadShapesNear } from '#shared/store/timetable-store.ts';
import { formatTable, type Table } from '#test/bench/report.ts';
import { openLocalStore } from '#test/builders/local-store.ts';
import { type Comparison, compareModels, MODELS } from './compare-models.ts';
import { openRecording } from './recording.ts';
import { FEED, type Replay, replayRecordings } from './replay-recording.ts';

const usage = `npm run replay -- --gtfs PATH --vehicle-positions PATH [--trip-updates PATH] [--compare PATH]

Runs recorded GTFS-realtime messages through the poll, at the times at which they were sent, and prints how well the
times were that it told. A PATH of messages is a folder of .pb files, one file, or a vehicle log (.csv); may repeat.

  --gtfs               the timetable: zip or folder
  --vehicle-positions  what vehicles reported; from them, too, is known when they really left
  --trip-updates       the producer's predictions, given to the product, which then uses them where it trusts them
  --compare            the producer's predictions, for comparison alone`;

function readOptions() {
  const many = { type: 'string', multiple: true } as const;
  const { values } = parseArgs({
    options: {
      gtfs: { type: 'string' },
      'vehicle-positions': many,
      'trip-updates': many,
      compare: many,
      help: { type: 'boolean' },
    },
  });
  return values;
}

const percent = (part: number, of: number) => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`);

function accuracyTables({ table }: Comparison): Table[] {
  return ACCURACY_MEASURES.map((measure) => {
    const scored = new Map(MODELS.map((model) => [model, table.scored(model)]));
    const bands = (scored.get('the product') ?? []).filter((band) => band.measure === measure);
    const models = MODELS.filter((model) => (scored.get(model) ?? []).length > 0);
    return {
      title: `Accurate by ${measure}`,
      columns: ['minutes ahead', 'band', 'samples', ...models.flatMap((model) => [model, 'off by'])],
      rows: bands.map((band) => [
        `${band.fromSeconds / 60} to ${band.toSeconds / 60}`,
        `${band.early} to ${band.late} s`,
        band.samples,
        ...models.flatMap((model) => {
          const score = scored
            .get(model)
            ?.find((other) => other.measure === measure && other.fromSeconds === band.fromSeconds);
          return score
            ? [
                percent(score.accurate, score.samples),
                `${Math.round(score.absoluteErrorSeconds / score.samples)} s`,
              ]
            : ['-', '-'];
        }),
      ]),
    };
  });
}

function describe({ polls, vehicles }: Replay, { departures, samples }: Comparison): string {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const [first, last] = [polls[0], polls.at(-1)];
  const iso = (at: number | undefined) => new Date((at ?? 0) * 1000).toISOString().slice(0, 19);
  const reasons = [...vehicles.discarded].map(([reason, count]) => `${reason} ${count}`).join(', ');
  return [
    `${polls.length} polls from ${iso(first?.at)} to ${iso(last?.at)} UTC`,
    `a poll takes ${Math.round(middle(polls.map(({ milliseconds }) => milliseconds)))} ms and ${middle(polls.map(({ writeUnits }) => writeUnits))} write units at the median`,
    `${vehicles.matched} of ${vehicles.reported} reports of vehicles that name a trip are on one; left out: ${reasons || 'nothing'}`,
    `${departures} departures seen; ${samples} predictions held against them`,
  ].join('\n');
}

async function main(): Promise<void> {
  const options = readOptions();
  const { gtfs, 'vehicle-positions': vehicles, 'trip-updates': updates, compare } = options;
  if (options.help || !gtfs || !vehicles) {
    process.stdout.write(`${usage}\n`);
    if (!options.help) process.exitCode = 1;
    return;
  }
  const recordings = [
    await openRecording('vehicles', vehicles, ['vehicle-positions']),
    ...(updates ? [await openRecording('updates', updates, ['trip-updates'])] : []),
  ];
  const producer = compare && (await openRecording('compare', compare, ['trip-updates']));
  const store = await openLocalStore();
  try {
    const replay = await replayRecordings(store, gtfs, recordings);
    const shapes = new Map<number, RouteLine>();
    for (const { shape } of replay.lookup.index.trips) {
      if (shape < 0 || shapes.has(shape)) continue;
      for (const [number, line] of await loadShapesNear(store, FEED, replay.lookup.index.version, shape))
        shapes.set(number, line);
    }
    const comparison = await compareModels(replay, (shape) => shapes.get(shape), producer);
    process.stdout.write(`${describe(replay, comparison)}\n\n`);
    for (const table of accuracyTables(comparison)) process.stdout.write(`${formatTable(table)}\n`);
  } finally {
    await store.stop();
  }
}

process.env.TZ = 'UTC';
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
