import type { PlacesMapView, Town } from '#displays/places/map/map-view.ts';
import {
  boundsOf,
  frameAround,
  frameAt,
  type MapFrame,
  ZOOM_LEVELS,
  zoomOf,
} from '#shared/domain/map/map-frame.ts';
import { distanceMetres, type FoundPlace, type Position } from '#shared/domain/places/find-places.ts';
import type { PlaceSummary } from '#shared/domain/places/place-summary.ts';
import type { RouteLine } from '#shared/domain/transit/timetable.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';
import { readPosition } from './places-form.ts';

/** A few streets, also around a single place. */
const LEAST_METRES = 400;
/** Who is further from every place than this would make the map useless: it says instead that they are not on it. */
const VISITOR_METRES = 20_000;
/** On a wider map, or where there are more, stops are but noise. */
const STOPS_METRES = 4_000;
const MOST_STOPS = 150;
/** On a closer map everybody knows which town it is. */
const TOWNS_METRES = 4_000;
const MOST_TOWNS = 12;

interface MapSources {
  readonly places: PlacesReader;
  readonly reader: TransitReader;
}

/** What the map of the listed places is drawn from; null where none was asked for, or nothing was found. */
export async function placesMap(
  query: URLSearchParams,
  found: readonly FoundPlace[],
  visitor: Position | null,
  { places, reader }: MapSources,
): Promise<PlacesMapView | null> {
  if (query.get('view') !== 'map') return null;
  const listed = found.map(({ place }) => place);
  const isNear = visitor && listed.some((place) => distanceMetres(visitor, place) <= VISITOR_METRES);
  const all = frameAround(isNear ? [visitor, ...listed] : listed, LEAST_METRES);
  if (!all) return null;
  const part = partOf(query, all);
  const frame = part ?? all;
  const [stops, lines, published] = await Promise.all([
    stopsIn(frame, reader),
    routeLines(reader),
    places.published(),
  ]);
  const towns = frame.spanMetres < TOWNS_METRES ? [] : townsOf(published.places);
  return { frame, isMoved: part !== null, visitor, lines, stops, towns };
}

/** The part that `zoom` and `centre` ask for; what is not understood counts as not given. */
function partOf(query: URLSearchParams, all: MapFrame): MapFrame | null {
  const centre = readPosition(query.get('centre') ?? '');
  const zoom = /^\d{1,2}(?:\.\d{1,2})?$/.test(query.get('zoom') ?? '') ? Number(query.get('zoom')) : null;
  const isLevel = zoom !== null && zoom >= ZOOM_LEVELS.widest && zoom <= ZOOM_LEVELS.closest;
  if (!centre && !isLevel) return null;
  return frameAt(centre ?? all.centre, isLevel ? zoom : zoomOf(all));
}

/** null: more than can be drawn. The places are there even while the timetable is not. */
async function stopsIn(frame: MapFrame, reader: TransitReader): Promise<Position[] | null> {
  if (frame.spanMetres > STOPS_METRES) return null;
  const stops = await orNothing(reader.findStops({ bbox: boundsOf(frame) }, MOST_STOPS + 1));
  if (stops.length > MOST_STOPS) return null;
  return stops.flatMap(({ lat, lon }) => (lat === null || lon === null ? [] : [{ lat, lon }]));
}

/** For the ground of a map, which can be without. */
export const routeLines = (reader: TransitReader): Promise<readonly RouteLine[]> =>
  orNothing(reader.routeLines());

async function orNothing<T>(asked: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unavailable') return [];
    throw error;
  }
}

/** A town stands amid its places: nobody has told us where else. */
function townsOf(places: readonly PlaceSummary[]): Town[] {
  const towns = new Map<string, Position[]>();
  for (const { addressLocality: name, lat, lon } of places) {
    if (!name) continue;
    const known = towns.get(name);
    if (known) known.push({ lat, lon });
    else towns.set(name, [{ lat, lon }]);
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [...towns]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_TOWNS)
    .map(([name, all]) => ({
      name,
      lat: mean(all.map(({ lat }) => lat)),
      lon: mean(all.map(({ lon }) => lon)),
    }));
}
