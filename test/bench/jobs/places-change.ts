import { access } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { answerWith } from '../measured-process.ts';
import { meteredPlaces, type PlaceUnits } from '../metered-places.ts';
import { timedCalendars } from '../place-calendars.ts';
import { type Cost, startMeasuring } from '../samples.ts';
import { changedPlace } from '../synthetic-places.ts';
import type { PlacesTable } from './places-cold.ts';

export interface PlacesChangeJob extends PlacesTable {
  /** Places that there are. */
  readonly count: number;
  readonly changes: number;
  /** Is there once the reader that watches is warm. */
  readonly readyFile: string;
}

export interface PlaceChange extends Cost {
  readonly units: PlaceUnits;
  /** Milliseconds since 1970, when it was begun. */
  readonly begunAt: number;
}

const WAIT_MILLISECONDS = 300_000;
/** Long enough for the reader to make its index anew. */
const pauseAfter = (milliseconds: number) => 500 + Math.min(milliseconds, 4_000);

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Publishes one changed place after the other; the reader has time to see each. */
answerWith(
  async ({ endpoint, prefix, count, changes, readyFile }: PlacesChangeJob): Promise<PlaceChange[]> => {
    const store = meteredPlaces(endpoint, prefix);
    for (const until = Date.now() + WAIT_MILLISECONDS; !(await exists(readyFile)); await pause(20))
      if (Date.now() > until) throw new Error('no reader watches');
    const made: PlaceChange[] = [];
    for (let change = 1; change <= changes; change++) {
      const place = changedPlace((change * 617) % count, change);
      store.take();
      const begunAt = performance.timeOrigin + performance.now();
      const cost = startMeasuring();
      const outcome = await publishPlaces(
        store,
        () => ({ put: [place], remove: [] }),
        timedCalendars().context,
      );
      const spent = cost();
      if (outcome !== 'written') throw new Error(`the change was ${outcome}`);
      made.push({ ...spent, units: store.take(), begunAt });
      await pause(pauseAfter(spent.wallMilliseconds));
    }
    store.client.destroy();
    return made;
  },
);
