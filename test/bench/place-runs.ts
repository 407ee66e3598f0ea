import { join } from 'node:path';
import { createTables, localDynamoDbClient } from '#infra/local/embedded-dynamodb.ts';
import type { BenchEngine } from './bench-engine.ts';
import type { PlaceChange, PlacesChangeJob } from './jobs/places-change.ts';
import type { ColdPlaces, PlacesTable } from './jobs/places-cold.ts';
import type { FirstPublication, PlacesPublishJob } from './jobs/places-publish.ts';
import type { PlaceSearches } from './jobs/places-search.ts';
import type { PlacesWatchJob, WatchedPlaces } from './jobs/places-watch.ts';
import { type Measured, runMeasured } from './measured-process.ts';

/** Of the functions as they are deployed (infra/constructs/places.ts), and what is tried where that is too little. */
const PUBLISHER_MEGABYTES = 1_024;
const READER_MEGABYTES = [512, 1_024, 2_048, 4_096, 8_192];
/** Beyond so many, all takes long: the publisher has a larger memory, and fewer changes are published. */
const MANY = 10_000;

export interface InMemory<R> extends Measured<R> {
  /** Of the function whose heap it had. */
  readonly memoryMegabytes: number;
}

/** In the smallest of the functions whose memory it keeps to. It is done again in a larger one, so it only reads. */
async function runWhereItFits<I, R>(job: string, sizes: readonly number[], input: I): Promise<InMemory<R>> {
  for (const [i, memoryMegabytes] of sizes.entries()) {
    const isLast = i === sizes.length - 1;
    try {
      const complaints = isLast ? 'inherit' : 'ignore';
      const measured = await runMeasured<I, R>(job, memoryMegabytes, input, complaints);
      if (isLast || measured.peakRssMegabytes <= memoryMegabytes) return { ...measured, memoryMegabytes };
    } catch (error) {
      if (isLast) throw error;
    }
    console.error(`  ${job}: ${memoryMegabytes} MB are too little`);
  }
  throw new Error('no memory to try');
}

async function runWith<I, R>(job: string, memoryMegabytes: number, input: I): Promise<InMemory<R>> {
  return { ...(await runMeasured<I, R>(job, memoryMegabytes, input)), memoryMegabytes };
}

export interface VisibleChange extends PlaceChange {
  /** From the call that publishes until it can be searched. */
  readonly visibleMilliseconds: number;
}

export interface PlaceRuns {
  readonly count: number;
  readonly published: InMemory<FirstPublication>;
  readonly cold: readonly InMemory<ColdPlaces>[];
  readonly searches: InMemory<PlaceSearches>;
  readonly changes: readonly VisibleChange[];
  readonly publisher: InMemory<unknown>;
  readonly watcher: InMemory<WatchedPlaces>;
}

/** Everything of so many places, in a table of their own. */
export async function runPlaces(engine: BenchEngine, count: number, runs: number): Promise<PlaceRuns> {
  const table: PlacesTable = { endpoint: engine.endpoint, prefix: `Bench${count}` };
  const client = localDynamoDbClient(engine.endpoint);
  await createTables(client, table.prefix);
  client.destroy();
  const say = (what: string) => console.error(`  ${count} places: ${what}`);

  say('first publication');
  // All that are made up are in memory at once: that is the bench's, not the publisher's.
  const memory = count > MANY ? 4 * PUBLISHER_MEGABYTES : PUBLISHER_MEGABYTES;
  const job: PlacesPublishJob = { ...table, count };
  const published = await runWith<PlacesPublishJob, FirstPublication>('places-publish', memory, job);
  say('cold readers');
  const cold: InMemory<ColdPlaces>[] = [];
  let sizes: readonly number[] = READER_MEGABYTES;
  for (let run = 0; run < runs; run++) {
    const measured = await runWhereItFits<PlacesTable, ColdPlaces>('places-cold', sizes, table);
    sizes = sizes.filter((size) => size >= measured.memoryMegabytes);
    cold.push(measured);
  }
  say('searches');
  const searches = await runWhereItFits<PlacesTable, PlaceSearches>('places-search', sizes, table);
  say('changes');
  const changed = await runChanges(engine, table, count, searches.memoryMegabytes);
  return { count, published, cold, searches, ...changed };
}

/** A publisher and a reader that watches, each in a process of its own. */
async function runChanges(engine: BenchEngine, table: PlacesTable, count: number, readerMegabytes: number) {
  const changes = count > MANY ? 4 : 21;
  const readyFile = join(engine.folder, `${table.prefix}-ready`);
  const publisherMegabytes = Math.max(PUBLISHER_MEGABYTES, readerMegabytes);
  const job: PlacesChangeJob = { ...table, count, changes, readyFile };
  const [publisher, watcher] = await Promise.all([
    runWith<PlacesChangeJob, PlaceChange[]>('places-change', publisherMegabytes, job),
    runWith<PlacesWatchJob, WatchedPlaces>('places-watch', readerMegabytes, { ...table, changes, readyFile }),
  ]);
  const { seen, firstVersion } = watcher.result;
  const visible = publisher.result.map((change, i): VisibleChange => {
    const seenAt = seen.find(({ version }) => version > firstVersion + i)?.seenAt ?? Number.NaN;
    return { ...change, visibleMilliseconds: seenAt - change.begunAt };
  });
  return { changes: visible, publisher, watcher };
}
