import type { PlaceSummary } from './place-summary.ts';
import type { Tombstone } from './tombstone.ts';

/** Whose the places are that the council's own people look after. No source of listings may be called so. */
export const STAFF_ORIGIN = 'staff';

/** Who publishes. */
export interface Publisher {
  /** A source of listings, or STAFF_ORIGIN. Of all places, only its own may be put or removed. */
  readonly origin: string;
  /** It may put and remove places of every origin, and those that it puts become its own. */
  readonly takesOver?: boolean | undefined;
}

/** What there is, and what there was. */
export interface KnownPlaces {
  readonly published: ReadonlyMap<string, PlaceSummary>;
  readonly gone: ReadonlyMap<string, Tombstone>;
}

/**
 * Why somebody may not put a place under an id; undefined: nothing is in the way. An id is never used for another
 * place: who has published under it may do so again, unless staff have withdrawn the place.
 */
export function whyNotPut(
  id: string,
  { origin, takesOver }: Publisher,
  { published, gone }: KnownPlaces,
): string | undefined {
  const holder = published.get(id)?.origin;
  const tombstone = gone.get(id);
  if (takesOver || holder === origin) return undefined;
  if (holder !== undefined) return holder === STAFF_ORIGIN ? 'is kept by staff' : 'belongs to another source';
  if (!tombstone) return undefined;
  if (tombstone.by === STAFF_ORIGIN && origin !== STAFF_ORIGIN) return 'is withdrawn by staff';
  return tombstone.origin === origin ? undefined : 'belonged to another source';
}
