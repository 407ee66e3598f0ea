import { type Box, freeSpot } from '#shared/domain/map/place-boxes.ts';
import type { FoundPlace } from '#shared/domain/places/find-places.ts';
import {
  arrangeMarkers,
  boxAt,
  MAP_SIDE,
  MARKER_ROOM,
  type Marker,
  type Numbered,
  type Spot,
  spotOf,
} from './arrange-markers.ts';
import type { PlacesMapView } from './map-view.ts';

/** How far from its town a name may stand. */
const NAME_REACH = 84;
/** Of a letter, in parts of its height. */
const LETTER_WIDTH = 0.62;

export interface MapLayout {
  readonly markers: readonly Marker[];
  /** Places that are on this part of the map, with markers of their own or joined. */
  readonly shown: readonly Numbered[];
  readonly visitor: Spot | null;
  readonly names: readonly (Spot & { readonly name: string })[];
  readonly stops: readonly Spot[];
}

/**
 * Where everything stands: the visitor's position in its very place, then the markers, then the names of towns, where
 * there is room for them or not at all.
 * @param letters their height, in units
 */
export function layOutMap(
  { frame, visitor, stops, towns }: PlacesMapView,
  found: readonly FoundPlace[],
  letters: number,
): MapLayout {
  const own = visitor && spotOf(frame, visitor);
  const kept = own ? [boxAt(own, MARKER_ROOM)] : [];
  const markers = arrangeMarkers(frame, found, kept, letters);
  const taken: Box[] = [
    ...kept,
    ...markers.map(({ joined, ...at }) => boxAt(at, joined?.box.width ?? MARKER_ROOM, joined?.box.height)),
  ];
  const names = towns.flatMap(({ name, ...town }) => {
    const spot = spotOf(frame, town);
    const size = [name.length * letters * LETTER_WIDTH + 6, letters + 8] as const;
    const box = spot && freeSpot(boxAt(spot, ...size), taken, MAP_SIDE, NAME_REACH);
    if (!box) return [];
    taken.push(box);
    return [{ name, x: Math.round(box.x), y: Math.round(box.y) }];
  });
  return {
    markers,
    shown: markers.flatMap(({ members }) => members),
    visitor: own,
    names,
    stops: (stops ?? []).flatMap((stop) => spotOf(frame, stop) ?? []),
  };
}
