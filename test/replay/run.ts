import { parseArgs } from 'node:util';
import { formatTable } from '#test/bench/report.ts';
import { accuracyTables } from './accuracy-tables.ts';
import type { Comparison } from './compare-models.ts';
import { leadsOfProduct, leadTable } from './lead-of-product.ts';
import { describeLeftOut, type LeftOut } from './recording.ts';
import type { Replay } from './replay-recording.ts';
import { scoreRecording } from './score-recording.ts';

const usage = `npm run replay -- --gtfs PATH --vehicle-positions PATH [--trip-updates PATH] [--alerts PATH] [--compare PATH]

Runs recorded messages, GTFS-realtime or SIRI 2.0, through the poll, at the times at which they were sent, and prints
how well the times were that it told. A PATH of messages is a folder of .pb or .xml files, one file, or a vehicle log
(.csv); may repeat. The messages of one option are of one format. A file that is no message is named, and left out.

  --gtfs               the timetable: zip or folder
  --vehicle-positions  what vehicles reported; from them, too, is known when they really left
  --trip-updates       the producer's predictions, given to the product, which then uses them where it trusts them
  --alerts             alerts and, of SIRI-SX, journeys that do not run: these are told no times of
  --compare            the producer's predictions, for comparison alone`;

function readOptions() {
  const many = { type: 'string', multiple: true } as const;
  const { values } = parseArgs({
    options: {
      gtfs: { type: 'string' },
      'vehicle-positions': many,
      'trip-updates': many,
      alerts: many,
      compare: many,
      help: { type: 'boolean' },
    },
  });
  return values;
}

const counted = (reasons: ReadonlyMap<string, number>) =>
  [...reasons].map(([reason, count]) => `${reason} ${count}`).join(', ') || 'nothing';

function describe(
  { polls, vehicles, situations }: Replay,
  { departures, samples }: Comparison,
  leftOut: readonly LeftOut[],
  hasAlerts: boolean,
): string {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const [first, last] = [polls[0], polls.at(-1)];
  const iso = (at: number | undefined) => new Date((at ?? 0) * 1000).toISOString().slice(0, 19);
  return [
    `${polls.length} polls from ${iso(first?.at)} to ${iso(last?.at)} UTC`,
    `a poll takes ${Math.round(middle(polls.map(({ milliseconds }) => milliseconds)))} ms and ${middle(polls.map(({ writeUnits }) => writeUnits))} write units at the median`,
    `${vehicles.matched} of ${vehicles.reported} reports of vehicles that name a trip are on one; left out: ${counted(vehicles.discarded)}`,
    ...(hasAlerts
      ? [`${situations.told} times a situation was told of; left out: ${counted(situations.discarded)}`]
      : []),
    ...(leftOut.length > 0 ? [`${leftOut.length} files are no message, and were left out`] : []),
    `${departures} departures seen; ${samples} predictions held against them`,
  ].join('\n');
}

async function main(): Promise<void> {
  const options = readOptions();
  const { gtfs, 'vehicle-positions': vehicles, 'trip-updates': updates, alerts, compare } = options;
  if (options.help || !gtfs || !vehicles) {
    process.stdout.write(`${usage}\n`);
    if (!options.help) process.exitCode = 1;
    return;
  }
  const { replay, comparison, leftOut } = await scoreRecording({ gtfs, vehicles, updates, alerts, compare });
  for (const file of leftOut) process.stderr.write(`${describeLeftOut(file)}\n`);
  process.stdout.write(`${describe(replay, comparison, leftOut, alerts !== undefined)}\n\n`);
  const tables = accuracyTables(comparison.table);
  tables.push(...accuracyTables(comparison.toCome, 'Runs that the vehicle has yet to begin'));
  for (const other of compare
    ? (['constant delay', "the producer's own"] as const)
    : (['constant delay'] as const))
    tables.push(leadTable(leadsOfProduct(comparison, other), other));
  for (const table of tables) process.stdout.write(`${formatTable(table)}\n`);
}

process.env.TZ = 'UTC';
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
