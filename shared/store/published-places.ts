import type { TextScores } from '../domain/places/find-places.ts';
import type { PlaceSummary } from '../domain/places/place-summary.ts';
import type { Tombstone } from '../domain/places/tombstone.ts';
import type { TextIndex } from '../platform/text-index.ts';
import type { SnapshotHead } from './place-snapshot.ts';

/** The published places as they are held in memory. */
export interface PublishedPlaces {
  readonly version: number;
  /** Seconds since 1970; 0 before the first publication. */
  readonly publishedAt: number;
  readonly places: readonly PlaceSummary[];
  readonly byId: ReadonlyMap<string, PlaceSummary>;
  readonly bySlug: ReadonlyMap<string, PlaceSummary>;
  /** Ids of all pictures that a published place shows. */
  images(): ReadonlySet<string>;
  /** What was there and is not. Read when it is asked for, and kept until more is gone. */
  gone(): Promise<GonePlaces>;
  /** Scores by id of the places that answer a text. What searches is loaded with the first of them. */
  search(text: string): Promise<TextScores>;
}

export interface GonePlaces {
  readonly byId: ReadonlyMap<string, Tombstone>;
  /** Of several that had an address one after the other, any. */
  readonly bySlug: ReadonlyMap<string, Tombstone>;
}

export const inGraves = (tombstones: readonly Tombstone[]): GonePlaces => ({
  byId: new Map(tombstones.map((tombstone) => [tombstone.id, tombstone])),
  bySlug: new Map(tombstones.map((tombstone) => [tombstone.slug, tombstone])),
});

export function inMemory(
  head: SnapshotHead | undefined,
  places: readonly PlaceSummary[],
  gone: PublishedPlaces['gone'],
): PublishedPlaces {
  let index: TextIndex | undefined;
  let images: ReadonlySet<string> | undefined;
  return {
    version: head?.version ?? 0,
    publishedAt: head?.publishedAt ?? 0,
    places,
    byId: new Map(places.map((place) => [place.id, place])),
    bySlug: new Map(places.map((place) => [place.slug, place])),
    gone,
    images() {
      images ??= new Set(places.flatMap(({ imageIds = [] }) => imageIds));
      return images;
    },
    async search(text) {
      const { TextIndex } = await import('../platform/text-index.ts');
      index ??= new TextIndex(places.map(indexed));
      return index.search(text);
    },
  };
}

const indexed = ({ id, name, addressLocality, servesCuisine = [], keywords = [], kind }: PlaceSummary) => ({
  id,
  name: Object.values(name).join(' '),
  more: [addressLocality ?? '', ...servesCuisine, ...keywords, kind].join(' '),
});
