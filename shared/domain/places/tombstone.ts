import type { PlaceSummary, Publication } from './place-summary.ts';

/** A place was published, and is no longer. Never forgotten, so that its id is not used for another place. */
export interface Tombstone extends Pick<PlaceSummary, 'id' | 'slug' | 'kind' | 'origin' | 'revision'> {
  /** The origin that removed it. What staff have removed comes back through staff alone. */
  readonly by: string;
  /** The publication that it was removed with. */
  readonly removed: Publication;
}

export const tombstoneOf = (
  { id, slug, kind, origin, revision }: PlaceSummary,
  by: string,
  removed: Publication,
): Tombstone => ({ id, slug, kind, origin, revision, by, removed });
