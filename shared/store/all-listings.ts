import { firstReview, type ListingRow } from '../domain/listings/listing-row.ts';
import type { PlaceSummary } from '../domain/places/place-summary.ts';
import { listedRows, ROWS } from './listing-index.ts';
import { loadListingRows } from './listing-store.ts';
import type { ListingSources } from './open-listing.ts';

/** A published place that nobody has touched here. */
export function rowOfSource(place: PlaceSummary): ListingRow {
  const known = Object.entries(place.facts).map(([id, { status, verified, reviewBy }]) => ({
    [id]: status,
    ...(verified && { [`${id}_verified`]: verified }),
    ...(reviewBy && { [`${id}_review_by`]: reviewBy }),
  }));
  return {
    id: place.id,
    version: 0,
    state: 'published',
    publicVersion: 0,
    owners: [],
    publishAt: null,
    unpublishAt: null,
    changedAt: '',
    name: place.name.en ?? Object.values(place.name)[0] ?? '',
    kind: place.kind,
    slug: place.slug,
    changedBy: place.origin,
    reviewBy: firstReview(Object.assign({}, ...known)),
  };
}

/**
 * Every listing there is, at work or as its source gives it, by id. It reads a row of each: for imports, which any of
 * them may be meant by.
 */
export async function allRows({ listings, places }: ListingSources): Promise<ListingRow[]> {
  const [stored, published] = await Promise.all([loadListingRows(listings), places.published()]);
  const known = new Set(stored.map(({ id }) => id));
  const others = published.places.filter(({ id }) => !known.has(id)).map(rowOfSource);
  return [...stored, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Ids of the listings that follow one, in their order, at most so many; `next` is the last where more follow. */
export async function idsAfter(
  after: string,
  most: number,
  { listings, places }: ListingSources,
): Promise<{ readonly ids: readonly string[]; readonly next: string | null }> {
  const { byId } = await places.published();
  const ids = new Set(
    [...byId.keys()]
      .filter((id) => id > after)
      .sort()
      .slice(0, most + 1),
  );
  let stored = 0;
  for await (const { key } of listedRows(listings, ROWS, { after, upTo: '~', atOnce: most + 1 })) {
    ids.add(key);
    if (++stored > most) break;
  }
  const inOrder = [...ids].sort();
  return { ids: inOrder.slice(0, most), next: inOrder.length > most ? (inOrder[most - 1] ?? null) : null };
}
