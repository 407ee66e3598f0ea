import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunctions, type FunctionBundle, functionEntries } from '#infra/constructs/function-bundles.ts';
import { functionEnvironment } from '#infra/local/function-environment.ts';
import type { BenchEngine } from '../bench-engine.ts';
import { type ColdStart, measureColdStart } from '../cold-start.ts';
import type { PollJob, PollMeasurement } from '../jobs/poll.ts';
import { runMeasured } from '../measured-process.ts';
import { POLL_MEMORY_MEGABYTES } from '../poll-runs.ts';
import { kingston, kingstonTripUpdates } from '../recorded-feeds.ts';
import type { PartReport, Row, Target } from '../report.ts';
import { median, percentile } from '../samples.ts';

const LEAST_STARTS = 9;
/** One of Kingston's busiest. */
const STOP = 'S02039';
const importLimitMilliseconds = (name: FunctionBundle['name']) => (name.includes('/serve-') ? 120 : 150);

/** What every function loads of Node itself, and Lambda's runtime has loaded before it. */
async function writeNodeModules(folder: string): Promise<string> {
  const file = join(folder, 'node-modules.mjs');
  const names = ['http', 'https', 'crypto', 'stream', 'zlib', 'fs/promises', 'os', 'url'];
  const imports = names.map((name) => `import 'node:${name}';`).join('');
  await writeFile(file, `${imports} export const handler = undefined;`);
  return file;
}

/** What a first request asks for, where a function answers requests. */
function firstRequest(name: FunctionBundle['name'], stopId: string): object | undefined {
  const request = (path: string, rawPath: string) => ({
    routeKey: `GET ${path}`,
    rawPath,
    rawQueryString: '',
    headers: { 'accept-encoding': 'gzip' },
    pathParameters: { stopId },
    requestContext: { http: { method: 'GET', path: rawPath } },
  });
  if (name === 'transit/serve-api') {
    return request('/v1/stops/{stopId}/departures', `/v1/stops/${stopId}/departures`);
  }
  return name === 'displays/serve-pages' ? request('/boards/{stopId}', `/boards/${stopId}`) : undefined;
}

export async function benchCold(engine: BenchEngine, runs: number): Promise<PartReport> {
  const network = await engine.ready(kingston);
  const messages = [{ path: kingstonTripUpdates, now: kingston.now }];
  const poll: PollJob = { endpoint: engine.endpoint, network, messages };
  await runMeasured<PollJob, PollMeasurement[]>('poll', POLL_MEMORY_MEGABYTES, poll);
  const bundles = bundleFunctions(await mkdtemp(join(engine.folder, 'bundles-')));
  const nodeModules = await writeNodeModules(engine.folder);
  const starts = new Map<string, ColdStart[]>(bundles.map(({ name }) => [name, []]));
  const nodeStarts: number[] = [];
  // In turn, so that a noisy minute does not fall on one function alone.
  for (let start = 0; start < Math.max(LEAST_STARTS, 5 * runs); start++) {
    nodeStarts.push((await measureColdStart(nodeModules, {}, undefined)).importMilliseconds);
    for (const { name, file } of bundles) {
      const environment = {
        ...functionEnvironment({
          network,
          places: {
            timeZone: 'Europe/London',
            publisher: { name: 'Bench', url: 'https://example.org/', email: 'data@example.org' },
            sources: [],
          },
          dynamoDbEndpoint: engine.endpoint,
          assetsDirectory: join(file, '../assets'),
          imagesDirectory: join(engine.folder, 'images'),
        }),
        CLOCK_OFFSET_MS: String(kingston.now * 1000 - Date.now()),
        FRONT_SECRET_NAME: 'front',
      };
      starts.get(name)?.push(await measureColdStart(file, environment, firstRequest(name, STOP)));
    }
  }
  const rows: Row[] = [
    [
      "Node's own modules alone",
      '-',
      nodeStarts.length,
      median(nodeStarts),
      percentile(nodeStarts, 0.9),
      '-',
      '-',
    ],
  ];
  const targets: Target[] = [];
  for (const { name, bytes } of bundles) {
    const measured = starts.get(name) ?? [];
    const imports = measured.map(({ importMilliseconds }) => importMilliseconds);
    const requests = measured.flatMap(({ requestMilliseconds }) => requestMilliseconds ?? []);
    rows.push([
      name,
      bytes / 1000,
      measured.length,
      median(imports),
      percentile(imports, 0.9),
      requests.length > 0 ? median(requests) : '-',
      requests.length > 0
        ? median(measured.map((one) => one.importMilliseconds + (one.requestMilliseconds ?? 0)))
        : '-',
    ]);
    targets.push(
      {
        what: `${name}, size`,
        measured: bytes / 1000,
        below: functionEntries[name].maximumBytes / 1000,
        unit: 'kB',
      },
      {
        what: `${name}, import`,
        measured: median(imports),
        below: importLimitMilliseconds(name),
        unit: 'ms',
      },
    );
  }
  return {
    tables: [
      {
        title: 'Cold starts: the bundle in a fresh Node process',
        columns: [
          'function',
          'kB at start',
          'starts',
          'import ms p50',
          'p90',
          'first board ms',
          'import + board ms',
        ],
        rows,
      },
    ],
    targets,
  };
}
