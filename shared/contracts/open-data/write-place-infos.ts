import type { Place } from '../../domain/places/place.ts';
import { OPEN_DATA_LICENCE } from './open-licences.ts';
import { A11YJSON_VERSION, type PlaceInfo, toPlaceInfo } from './write-place-info.ts';

/**
 * A11yJSON describes one place and has no word for many. This is ours: `formatVersion` is A11yJSON's, `license` the
 * address of the licence of the collection, and `placeInfos` the list of its PlaceInfo objects.
 */
export interface PlaceInfoCollection {
  readonly formatVersion: string;
  readonly license: string;
  readonly placeInfos: readonly PlaceInfo[];
}

export const toPlaceInfos = (
  places: readonly Place[],
  license: string = OPEN_DATA_LICENCE,
): PlaceInfoCollection => ({
  formatVersion: A11YJSON_VERSION,
  license,
  placeInfos: places.map(toPlaceInfo),
});
