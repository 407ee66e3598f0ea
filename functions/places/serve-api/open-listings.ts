import { openLicence } from '#shared/contracts/open-data/open-licences.ts';
import type { PlaceSummary } from '#shared/domain/places/place-summary.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';
import type { PublishedPlaces } from '#shared/store/published-places.ts';

const READ_AT_ONCE = 25;

/** Of the published places, those that everybody may hand on. */
export interface OpenListings {
  readonly byId: ReadonlyMap<string, PlaceSummary>;
  /** In order, so that a page stays what it is while others change. */
  readonly ids: readonly string[];
  /** SPDX names. */
  readonly licences: readonly string[];
}

export async function openListings(
  { places }: PublishedPlaces,
  reader: Pick<PlacesReader, 'place'>,
): Promise<OpenListings> {
  const byId = new Map<string, PlaceSummary>();
  const licences = new Set<string>();
  for (let at = 0; at < places.length; at += READ_AT_ONCE) {
    const some = places.slice(at, at + READ_AT_ONCE);
    const named = await Promise.all(some.map((place) => licenceOf(place, reader)));
    for (const [index, place] of some.entries()) {
      const licence = named[index] ?? '';
      if (!openLicence(licence)) continue;
      byId.set(place.id, place);
      licences.add(licence);
    }
  }
  return { byId, ids: [...byId.keys()].sort(), licences: [...licences] };
}

/** A summary that older code has written does not say. */
const licenceOf = async (summary: PlaceSummary, reader: Pick<PlacesReader, 'place'>) =>
  summary.licence ?? (await reader.place(summary)).source.licence;
