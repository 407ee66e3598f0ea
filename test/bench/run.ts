import { parseArgs } from 'node:util';
import { BenchEngine } from './bench-engine.ts';
import { machineLine } from './machine.ts';
import { benchBoard } from './parts/board.ts';
import { benchCold } from './parts/cold.ts';
import { benchImports } from './parts/import.ts';
import { benchPoll } from './parts/poll.ts';
import { recordedFeedsPresent } from './recorded-feeds.ts';
import { formatTable, formatTargets, type PartReport } from './report.ts';

/** `npm run bench -- [import] [poll] [board] [cold] [--runs N] [--no-peer]`; docs/performance.md says what is measured. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: { runs: { type: 'string', default: '3' }, peer: { type: 'boolean', default: true } },
});
const runs = Number(values.runs);

type Part = (engine: BenchEngine) => Promise<PartReport>;
const parts: Readonly<Record<string, Part>> = {
  import: () => benchImports(values.peer),
  poll: (engine) => benchPoll(engine, runs),
  board: (engine) => benchBoard(engine),
  cold: (engine) => benchCold(engine, runs),
};

const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
const unknown = chosen.find((name) => !(name in parts));
if (unknown !== undefined || !Number.isInteger(runs) || runs < 1) {
  console.error(`usage: npm run bench -- [${Object.keys(parts).join('] [')}] [--runs N] [--no-peer]`);
  process.exit(2);
}
if (!recordedFeedsPresent()) {
  console.error('The recorded feeds do not lie beside this repository; without them only import can run.');
  if (chosen.some((name) => name !== 'import')) process.exit(2);
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
