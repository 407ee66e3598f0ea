import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { startLocal } from '#test/integration/local-process.ts';
import type { RecordedFeed } from './recorded-feeds.ts';

const SECONDS = 5;
const CONNECTIONS = 10;

const autocannonSchema = z.object({
  requests: z.object({ average: z.number() }),
  latency: z.object({ p50: z.number(), p99: z.number() }),
  errors: z.number(),
  non2xx: z.number(),
});

export interface LoadMeasurement {
  readonly title: string;
  readonly requestsPerSecond: number;
  /** Milliseconds, in whole ones. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

async function cannon(url: string, seconds: number, headers: readonly string[]) {
  const program = createRequire(import.meta.url).resolve('autocannon');
  const options = ['--json', '--no-progress', '-c', String(CONNECTIONS), '-d', String(seconds)];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, ...options, ...headers.flatMap((header) => ['-H', header]), url],
    { maxBuffer: 10_000_000 },
  );
  return z.parse(autocannonSchema, JSON.parse(stdout));
}

/** `npm start` as it is, and requests from another process on the same machine. */
export async function measureLoad(
  feed: RecordedFeed,
  tripUpdates: string,
  typicalStop: string,
  busiestStop: string,
): Promise<LoadMeasurement[]> {
  const options = ['--gtfs', feed.gtfs, '--trip-updates', tripUpdates, '--now', feed.at, '--port', '0'];
  const local = startLocal(options);
  try {
    const origin = await local.ready;
    const api = (stopId: string) => `${origin}/v1/stops/${encodeURIComponent(stopId)}/departures`;
    const gzip = 'accept-encoding=gzip';
    const requests: [string, string, string[]][] = [
      ['API, typical stop', api(typicalStop), []],
      ['API, busiest stop', api(busiestStop), []],
      ['API, busiest stop, gzip', api(busiestStop), [gzip]],
      ['page, busiest stop, gzip', `${origin}/boards/${encodeURIComponent(busiestStop)}`, [gzip]],
    ];
    const measured: LoadMeasurement[] = [];
    for (const [title, url, headers] of requests) {
      await cannon(url, 1, headers);
      const { requests: rate, latency, errors, non2xx } = await cannon(url, SECONDS, headers);
      measured.push({ title, requestsPerSecond: rate.average, ...latency, failed: errors + non2xx });
    }
    return measured;
  } finally {
    local.child.kill('SIGTERM');
    await local.exited;
  }
}
