import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Quantiles } from './quantiles.ts';
import { writeSyntheticFeed } from './synthetic-feed.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const data = join(root, '../shared/data/transit');
const peerDirectory = join(root, 'node_modules/.cache/bench-peer');
const PEER = 'gtfs@4.18.7';
const SYNTHETIC_STOP_TIMES = 5_000_000;

export interface ImportMeasurement {
  readonly stopTimes: number;
  readonly stops: number;
  readonly seconds: number;
  /** Of the importing process, all threads; without the database engine. */
  readonly cpuSeconds: number;
  readonly stopTimesPerSecond: number;
  readonly peakRssMegabytes: number;
  readonly writeUnits: number;
  readonly stopItemBytes: Quantiles;
  readonly stopReadUnits: Quantiles;
}

export type PeerMeasurement =
  | (Pick<ImportMeasurement, 'seconds' | 'stopTimesPerSecond' | 'peakRssMegabytes'> & {
      readonly node: string;
    })
  | { readonly unavailable: string };

/** The peer's SQLite binding aborts on Node.js 24, so it is built and run with the machine's own. */
const machinePath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((entry) => !entry.includes('node_modules'))
  .join(delimiter);

async function run(command: string, args: readonly string[], cwd = root): Promise<string> {
  const env = cwd === root ? process.env : { ...process.env, PATH: machinePath };
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve)),
  ]);
  if (code !== 0) {
    const why = errors.split('\n').find((line) => /\berr(or)?\b/i.test(line));
    throw new Error(why?.trim() || errors.trim().slice(-300) || `exit code ${code}`);
  }
  return out;
}

const lastLine = (out: string): string => out.trim().split('\n').at(-1) ?? '';

/** Imports a feed into the embedded engine, in a process of its own. */
export async function measureImport(url: string): Promise<ImportMeasurement> {
  const child = fileURLToPath(new URL('./import-child.ts', import.meta.url));
  return JSON.parse(
    lastLine(await run(process.execPath, ['--disable-warning=ExperimentalWarning', child, url])),
  );
}

/** The same with the npm package gtfs, into SQLite on disk; fetched at need, never a dependency. */
export async function measurePeer(url: string, stopTimes: number): Promise<PeerMeasurement> {
  try {
    if (!existsSync(join(peerDirectory, 'node_modules/gtfs'))) {
      mkdirSync(peerDirectory, { recursive: true });
      await run(
        'npm',
        ['install', '--prefix', '.', '--no-audit', '--no-fund', '--no-save', PEER],
        peerDirectory,
      );
    }
    const database = join(mkdtempSync(join(tmpdir(), 'bench-peer-')), 'gtfs.sqlite');
    const script = `
      import { importGtfs } from 'gtfs';
      const began = performance.now();
      await importGtfs({ agencies: [{ path: ${JSON.stringify(url)} }], sqlitePath: ${JSON.stringify(database)}, verbose: false, logFunction: () => {} });
      console.log(JSON.stringify({ node: process.version, seconds: (performance.now() - began) / 1000, peakRssMegabytes: process.resourceUsage().maxRSS / 1024 }));`;
    const out = await run('node', ['--input-type=module', '-e', script], peerDirectory);
    rmSync(join(database, '..'), { recursive: true, force: true });
    const { node, seconds, peakRssMegabytes } = JSON.parse(lastLine(out));
    return { node, seconds, peakRssMegabytes, stopTimesPerSecond: stopTimes / seconds };
  } catch (error) {
    return { unavailable: (error as Error).message };
  }
}

export interface ImportBench {
  readonly feed: string;
  readonly ours: ImportMeasurement;
  readonly peer?: PeerMeasurement;
}

/** Real feeds where they lie beside the repository, and a made-up one of five million stop times. */
export async function* benchImport(withPeer = true): AsyncGenerator<ImportBench> {
  for (const feed of ['hart-2021/hart.zip', 'sound-transit-static-2024/gtfs.zip']) {
    const url = join(data, feed);
    if (!existsSync(url)) continue;
    const ours = await measureImport(url);
    yield { feed, ours, ...(withPeer && { peer: await measurePeer(url, ours.stopTimes) }) };
  }
  const directory = mkdtempSync(join(tmpdir(), 'bench-import-'));
  try {
    const feed = `synthetic, ${SYNTHETIC_STOP_TIMES} stop times`;
    yield { feed, ours: await measureImport(await writeSyntheticFeed(directory, SYNTHETIC_STOP_TIMES)) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const result of benchImport(!process.argv.includes('--no-peer'))) {
    console.log(JSON.stringify(result, null, 2));
  }
}
