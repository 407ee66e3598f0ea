import type { Fact } from './fact.ts';
import type { FactId } from './fact-dictionary.ts';
import type { OpeningCalendar } from './opening-calendar.ts';
import type { Place } from './place.ts';

/** Of a fact, what a verdict needs. */
export type SummaryFact = Pick<Fact, 'status' | 'value' | 'verified' | 'reviewBy' | 'disputed'>;

/** Number and digest of a place's content: two who write the same number at once write two revisions. */
export interface PlaceRevision {
  readonly number: number;
  readonly digest: string;
}

/** One making public of changes. Later ones have a higher version, and never an earlier time. */
export interface Publication {
  readonly version: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/** What is held in memory of every published place: enough to find it, to sort it and to say whether it suits. */
export interface PlaceSummary
  extends Pick<
    Place,
    | 'id'
    | 'slug'
    | 'kind'
    | 'name'
    | 'lat'
    | 'lon'
    | 'addressLocality'
    | 'servesCuisine'
    | 'keywords'
    | 'isAccessibleForFree'
    | 'event'
    | 'invented'
  > {
  /** Which revision of the place this speaks of. */
  readonly revision: PlaceRevision;
  /** Who publishes it: a source of listings. Nobody else may change or remove it. */
  readonly origin: string;
  /** The publication that the revision came with. Summaries of older code lack it until the next publication. */
  readonly published?: Publication | undefined;
  /** Of the listing, as its source names it. Summaries of older code lack it until their source is read again. */
  readonly licence?: string | undefined;
  /** Ids of its pictures: nobody is shown any other. Summaries of older code lack it until the next publication. */
  readonly imageIds?: readonly string[] | undefined;
  readonly openingHours?: string | undefined;
  readonly facts: Readonly<Partial<Record<FactId, SummaryFact>>>;
  /** null: it has not said. */
  readonly opening: OpeningCalendar | null;
}

const summaryFact = ({ status, value, verified, reviewBy, disputed }: Fact): SummaryFact => ({
  status,
  ...(value !== undefined && { value }),
  ...(verified !== undefined && { verified }),
  ...(reviewBy !== undefined && { reviewBy }),
  ...(disputed && { disputed }),
});

export const imageIdsOf = ({ images = [] }: Pick<Place, 'images'>): string[] => images.map(({ id }) => id);

export function summaryOf(
  place: Place,
  {
    revision,
    origin,
    published,
    opening,
  }: Pick<PlaceSummary, 'revision' | 'origin' | 'published' | 'opening'>,
): PlaceSummary {
  const known = Object.entries(place.facts).filter(([, fact]) => fact.status !== 'unknown');
  return {
    id: place.id,
    revision,
    origin,
    ...(published && { published }),
    licence: place.source.licence,
    imageIds: imageIdsOf(place),
    slug: place.slug,
    kind: place.kind,
    name: place.name,
    lat: place.lat,
    lon: place.lon,
    ...(place.addressLocality !== undefined && { addressLocality: place.addressLocality }),
    ...(place.servesCuisine && { servesCuisine: place.servesCuisine }),
    ...(place.keywords && { keywords: place.keywords }),
    ...(place.isAccessibleForFree !== undefined && { isAccessibleForFree: place.isAccessibleForFree }),
    ...(place.event && { event: place.event }),
    ...(place.invented && { invented: place.invented }),
    ...(place.openingHours !== undefined && { openingHours: place.openingHours }),
    facts: Object.fromEntries(known.map(([id, fact]) => [id, summaryFact(fact)])),
    opening,
  };
}
