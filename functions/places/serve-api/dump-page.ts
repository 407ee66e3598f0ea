import type { Place } from '#shared/domain/places/place.ts';
import type { PlaceSummary } from '#shared/domain/places/place-summary.ts';

/**
 * An answer of a function may have 6 MB with all that is around it, and as base64 it grows by a third
 * (functions/runtime/http.ts). A single place is a tenth of this at most.
 */
export const PAGE_BYTES = 4_000_000;
/** So many can be read in the time that a function has. */
const MOST_PLACES = 1_000;
const READ_AT_ONCE = 25;

export interface DumpPage {
  readonly places: readonly Place[];
  readonly isLast: boolean;
}

interface PageRules {
  readonly read: (summary: PlaceSummary) => Promise<Place>;
  /** In bytes. */
  readonly sizeOf: (place: Place) => number;
  /** Bytes. */
  readonly room: number;
}

/** As many places, from the first on, as there is room for; one at least. */
export async function dumpPage(
  summaries: readonly PlaceSummary[],
  { read, sizeOf, room }: PageRules,
): Promise<DumpPage> {
  const places: Place[] = [];
  let bytes = 0;
  const most = summaries.slice(0, MOST_PLACES);
  for (let at = 0; at < most.length; at += READ_AT_ONCE) {
    for (const place of await Promise.all(most.slice(at, at + READ_AT_ONCE).map(read))) {
      bytes += sizeOf(place);
      if (bytes > room && places.length > 0) return { places, isLast: false };
      places.push(place);
    }
  }
  return { places, isLast: most.length === summaries.length };
}
