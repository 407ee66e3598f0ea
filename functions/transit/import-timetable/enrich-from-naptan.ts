import {
  enrichStops,
  keepWords,
  NAPTAN_FILE,
} from '#shared/domain/transit/timetable-compile/enrich-stops.ts';
import type { StopEnricher } from '#shared/feeds/gtfs/read-timetable.ts';
import { openNaptan } from '#shared/feeds/naptan/open-naptan.ts';
import { readNaptan } from '#shared/feeds/naptan/read-naptan.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { loadStopDirectory, loadTimetableHead } from '#shared/store/timetable-store.ts';
import type { ImportOptions } from './import-timetable.ts';

/**
 * Gives a feed's stops the words of NaPTAN, where the feed has one. A register that cannot be read costs no timetable:
 * the stops keep the words of the timetable that is current, and the report says so.
 */
export function naptanEnricher(options: ImportOptions): StopEnricher | undefined {
  const { feed, logger, signal } = options;
  const { naptan } = feed;
  if (naptan === undefined) return undefined;
  return async (stops, notices) => {
    const wanted = new Set(stops.map(({ stop }) => stop.id.toUpperCase()));
    try {
      return enrichStops(
        stops,
        await readNaptan(openNaptan(naptan, signal), wanted, notices, signal),
        notices,
      );
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { line, field } = error.context;
      const place = {
        file: NAPTAN_FILE,
        line: typeof line === 'number' ? line : null,
        ...(typeof field === 'string' && { field }),
      };
      notices.warning(place, 'naptan-not-read', () => `${error.message} Stops keep the words that they had.`);
      logger?.warn('NAPTAN_NOT_READ', { feedId: feed.id, error: error.message });
      const head = await loadTimetableHead(options, feed.id, true);
      const before = head && (await loadStopDirectory(options, feed.id, head.version));
      return keepWords(stops, new Map(before?.map((stop) => [stop.id, stop])));
    }
  };
}
