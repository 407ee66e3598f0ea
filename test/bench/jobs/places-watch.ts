import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { answerWith } from '../measured-process.ts';
import { meteredPlaces } from '../metered-places.ts';
import { searchesOf } from '../place-searches.ts';
import { type Cost, startMeasuring } from '../samples.ts';
import { PLACES_ZONE } from '../synthetic-places.ts';
import type { PlacesTable } from './places-cold.ts';

export interface PlacesWatchJob extends PlacesTable {
  /** Publications to wait for. */
  readonly changes: number;
  readonly readyFile: string;
}

/** A look that has found a new version: what it cost to read it. */
export interface SeenVersion extends Cost {
  readonly version: number;
  readonly readUnits: number;
  /** Milliseconds since 1970, when it was there to be searched. */
  readonly seenAt: number;
  /** The first search for a text after it. */
  readonly textMilliseconds: number;
}

export interface WatchedPlaces {
  readonly seen: readonly SeenVersion[];
  /** Of a look that finds nothing new. */
  readonly idleReadUnits: number;
  readonly firstVersion: number;
}

const BETWEEN_LOOKS_MILLISECONDS = 20;
const WAIT_MILLISECONDS = 600_000;

/** A reader that is there before, and looks all the time whether anything is new. */
answerWith(async ({ endpoint, prefix, changes, readyFile }: PlacesWatchJob): Promise<WatchedPlaces> => {
  const store = meteredPlaces(endpoint, prefix);
  const reader = openPlacesReader(store, PLACES_ZONE, 0);
  const first = await reader.published();
  const [{ text = '' } = {}] = searchesOf('text', first.places.length);
  await first.search(text);
  store.take();
  await reader.published();
  const idleReadUnits = store.take().read;
  await writeFile(readyFile, '');

  const seen: SeenVersion[] = [];
  const until = Date.now() + WAIT_MILLISECONDS;
  for (let version = first.version; version < first.version + changes; ) {
    if (Date.now() > until) throw new Error(`saw ${seen.length} of ${changes} publications`);
    store.take();
    const cost = startMeasuring();
    const current = await reader.published();
    if (current.version === version) {
      await pause(BETWEEN_LOOKS_MILLISECONDS);
      continue;
    }
    const spent = cost();
    const seenAt = performance.timeOrigin + performance.now();
    version = current.version;
    const searched = performance.now();
    await current.search(text);
    const textMilliseconds = performance.now() - searched;
    seen.push({ ...spent, version, readUnits: store.take().read, seenAt, textMilliseconds });
  }
  store.client.destroy();
  return { seen, idleReadUnits, firstVersion: first.version };
});
