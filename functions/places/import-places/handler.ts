import middy from '@middy/core';
import type { Logger } from '#functions/runtime/logger.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import type { Clock } from '#shared/platform/clock.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import type { DraftIntake } from './draft-intake.ts';
import { type ImportedSource, importPlaces } from './import-places.ts';
import { removeUnlisted } from './remove-unlisted.ts';

export interface ImportPlacesDependencies {
  readonly store: DataStore;
  readonly places: PlacesConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where sources go that are not to be published as they come. */
  readonly drafts?: DraftIntake | undefined;
}

/** Takes in all sources, one after the other; one that fails harms no other. */
export function createHandler({ store, places, clock, logger, drafts }: ImportPlacesDependencies) {
  const { timeZone } = places;
  return middy<unknown, { sources: ImportedSource[] }>().handler(async () => {
    const sources: ImportedSource[] = [];
    let failure: unknown;
    for (const source of places.sources) {
      const now = clock.now();
      const { date: today } = wallClockAt(now, timeZone);
      try {
        const imported = await importPlaces(source, { store, now, today, timeZone, drafts });
        if (imported.outcome === 'refused') logger.error('PLACES_REFUSED', { ...imported });
        else logger.info('PLACES_IMPORTED', { ...imported });
        sources.push(imported);
      } catch (error) {
        const name = error instanceof Error ? error.name : 'error';
        logger.error('PLACES_IMPORT_FAILED', { source: source.id, error: name });
        failure ??= error;
      }
    }
    const now = clock.now();
    const listed = new Set(places.sources.map(({ id }) => id));
    const { date: today } = wallClockAt(now, timeZone);
    const removed = await removeUnlisted(listed, { store, now, today });
    if (removed > 0) logger.info('PLACES_REMOVED', { places: removed });
    // Lambda tries again: what was taken in is then unchanged.
    if (failure) throw failure;
    return { sources };
  });
}
