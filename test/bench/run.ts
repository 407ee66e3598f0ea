import { parseArgs } from 'node:util';
import { BenchEngine } from './bench-engine.ts';
import { machineLine } from './machine.ts';
import { benchBoard } from './parts/board.ts';
import { benchCold } from './parts/cold.ts';
import { benchImports } from './parts/import.ts';
import { benchPictures } from './parts/pictures.ts';
import { benchPlaces } from './parts/places.ts';
import { benchPoll } from './parts/poll.ts';
import { benchPredictions } from './parts/predictions.ts';
import { benchStaff } from './parts/staff.ts';
import { recordedFeedsPresent } from './recorded-feeds.ts';
import { formatTable, formatTargets, type PartReport } from './report.ts';

/**
 * `npm run bench -- [import] [poll] [board] [cold] [places] [pictures] [predictions] [staff] [--runs N]
 * [--no-peer] [--places N]`, where the last says of
 * how many places at most; docs/performance.md says what is measured.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    runs: { type: 'string', default: '3' },
    peer: { type: 'boolean', default: true },
    places: { type: 'string', default: '100000' },
  },
});
process.env.TZ = 'UTC'; // as on Lambda: opening hours are evaluated under no other
const runs = Number(values.runs);
const mostPlaces = Number(values.places);

type Part = (engine: BenchEngine) => Promise<PartReport>;
const parts: Readonly<Record<string, Part>> = {
  import: () => benchImports(values.peer),
  poll: (engine) => benchPoll(engine, runs),
  board: (engine) => benchBoard(engine),
  cold: (engine) => benchCold(engine, runs),
  places: (engine) => benchPlaces(engine, runs, mostPlaces),
  pictures: (engine) => benchPictures(engine, runs),
  predictions: (engine) => benchPredictions(engine, runs),
  staff: (engine) => benchStaff(engine),
};

const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
const unknown = chosen.find((name) => !(name in parts));
if (unknown !== undefined || !Number.isInteger(runs) || runs < 1 || !(mostPlaces >= 1_000)) {
  console.error(
    `usage: npm run bench -- [${Object.keys(parts).join('] [')}] [--runs N] [--no-peer] [--places N]`,
  );
  process.exit(2);
}
const withoutFeeds = ['import', 'places', 'pictures', 'predictions', 'staff'];
if (!recordedFeedsPresent()) {
  console.error(
    `The recorded feeds do not lie beside this repository; without them only ${withoutFeeds.join(', ')} can run.`,
  );
  if (chosen.some((name) => !withoutFeeds.includes(name))) process.exit(2);
}

console.log(`${machineLine()}\n`);
const engine = await BenchEngine.start();
try {
  const targets: PartReport['targets'][number][] = [];
  for (const name of chosen) {
    console.error(`# ${name}`);
    const report = await parts[name]?.(engine);
    for (const table of report?.tables ?? []) console.log(formatTable(table));
    targets.push(...(report?.targets ?? []));
  }
  if (targets.length > 0) console.log(formatTargets(targets));
} finally {
  await engine.stop();
}
console.log(machineLine());
