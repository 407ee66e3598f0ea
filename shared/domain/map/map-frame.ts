import type { Position } from '../places/find-places.ts';

/** The square that a map shows; north is at the top. */
export interface MapFrame {
  readonly centre: Position;
  /** From one edge to the other. */
  readonly spanMetres: number;
}

/** A point of the drawing: 0 to 1 from the left, and from the top. Beyond that it is not on the map. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

export interface MapBounds {
  readonly minLat: number;
  readonly minLon: number;
  readonly maxLat: number;
  readonly maxLon: number;
}

const METRES_PER_DEGREE = 111_195;
const EQUATOR_METRES = METRES_PER_DEGREE * 360;
/** A street at the narrowest, the world at the widest. */
export const ZOOM_LEVELS = { widest: 0, closest: 17 } as const;
/** No point lies closer to an edge than this part of the map. */
const MARGIN = 0.08;
/** Beyond it a flat map of the neighbourhood makes no sense: lines of longitude meet. */
const MOST_LAT = 85;

/** How much shorter a degree is to the east than to the north. */
const shrink = (lat: number) => Math.cos((Math.min(MOST_LAT, Math.max(-MOST_LAT, lat)) * Math.PI) / 180);

/** The smallest frame with all points and a margin; never less than `leastMetres`. null where there is no point. */
export function frameAround(points: readonly Position[], leastMetres: number): MapFrame | null {
  if (points.length === 0) return null;
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  const [south, north, west, east] = [
    Math.min(...lats),
    Math.max(...lats),
    Math.min(...lons),
    Math.max(...lons),
  ];
  const centre = { lat: (south + north) / 2, lon: (west + east) / 2 };
  const extent = Math.max(north - south, (east - west) * shrink(centre.lat)) * METRES_PER_DEGREE;
  return { centre, spanMetres: Math.max(leastMetres, extent / (1 - 2 * MARGIN)) };
}

/** Equirectangular, true to scale at the centre: over a county the error is about a pixel. */
export function project({ centre, spanMetres }: MapFrame, { lat, lon }: Position): MapPoint {
  const degrees = spanMetres / METRES_PER_DEGREE;
  return {
    x: 0.5 + ((lon - centre.lon) * shrink(centre.lat)) / degrees,
    y: 0.5 - (lat - centre.lat) / degrees,
  };
}

export const isOnMap = ({ x, y }: MapPoint): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;

export function boundsOf({ centre, spanMetres }: MapFrame): MapBounds {
  const half = spanMetres / METRES_PER_DEGREE / 2;
  const halfLon = half / shrink(centre.lat);
  return {
    minLat: centre.lat - half,
    minLon: centre.lon - halfLon,
    maxLat: centre.lat + half,
    maxLon: centre.lon + halfLon,
  };
}

/** As web maps count: one more shows half as much. Rarely whole for a frame around points. */
export const zoomOf = ({ spanMetres }: MapFrame): number => Math.log2(EQUATOR_METRES / spanMetres);

export function frameAt(centre: Position, zoom: number): MapFrame {
  const level = Math.min(ZOOM_LEVELS.closest, Math.max(ZOOM_LEVELS.widest, zoom));
  return { centre, spanMetres: EQUATOR_METRES / 2 ** level };
}

/** The next whole level in or out that can be told from this one; null where there is none. */
export function nextZoom(frame: MapFrame, direction: 'in' | 'out'): number | null {
  const zoom = zoomOf(frame);
  const next = direction === 'in' ? Math.ceil(zoom + 0.5) : Math.floor(zoom - 0.5);
  return next > ZOOM_LEVELS.closest || next < ZOOM_LEVELS.widest ? null : next;
}

/** The map moved by so many of its own sides; null where the earth ends. */
export function movedFrame({ centre, spanMetres }: MapFrame, north: number, east: number): MapFrame | null {
  const degrees = spanMetres / METRES_PER_DEGREE;
  const lat = centre.lat + north * degrees;
  const lon = centre.lon + (east * degrees) / shrink(centre.lat);
  if (Math.abs(lat) > MOST_LAT || Math.abs(lon) > 180) return null;
  return { centre: { lat, lon }, spanMetres };
}

/** The longest of 1, 2 or 5 times a power of ten that is no more than a third of the map. */
export function scaleBarMetres({ spanMetres }: MapFrame): number {
  const most = spanMetres / 3;
  const power = 10 ** Math.floor(Math.log10(most));
  return (([5, 2, 1] as const).find((times) => times * power <= most) ?? 1) * power;
}

const WINDS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
export type Wind = (typeof WINDS)[number];

/** In which direction `to` lies; null where both are in one place. */
export function windFrom(from: Position, to: Position): Wind | null {
  const north = to.lat - from.lat;
  const east = (to.lon - from.lon) * shrink((from.lat + to.lat) / 2);
  if (north === 0 && east === 0) return null;
  const eighths = Math.round((Math.atan2(east, north) / Math.PI) * 4);
  return WINDS[(eighths + 8) % 8] ?? null;
}
