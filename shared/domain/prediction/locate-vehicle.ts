import { type LatLon, nearestOn, planePoint, type TripPath } from './trip-path.ts';

/** A place on a path where a vehicle may be. */
export interface PathPlace {
  /** Metres from the path's first point. */
  readonly along: number;
  /** Metres beside the path. */
  readonly metresOff: number;
  /** Which way the path goes there: degrees from north, clockwise. */
  readonly heading: number;
}

/** TheTransitClock takes 60 m; GTFS shapes of buses are often of the middle of a dual carriageway. */
const OFF_SHAPE_METRES = 80;
/** Between two stops a road may bend away from the straight line. bustimes.org goes as far as 1 km. */
const OFF_STRAIGHT_METRES = 500;

/** More than a street corner. */
const TURNS_BACK_DEGREES = 135;

export const offRouteMetres = ({ fromShape }: TripPath): number =>
  fromShape ? OFF_SHAPE_METRES : OFF_STRAIGHT_METRES;

/**
 * Every place of the path that is nearer to the vehicle than what lies just before and after it. Where the path turns
 * back on itself, the way there and the way back are two places.
 * @param from and `to`: metres along; places elsewhere are not looked for, but for some just outside
 */
export function placesOnPath(
  path: TripPath,
  position: LatLon,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): PathPlace[] {
  const point = planePoint(path.origin, position);
  const most = offRouteMetres(path);
  const stretches = path.xs.length - 1;
  const places: PathPlace[] = [];
  const first = Math.min(stretches - 1, Math.max(0, firstReaching(path.along, from) - 1));
  let before = first > 0 ? nearestOn(path, first - 1, point).metres : Number.POSITIVE_INFINITY;
  let here = nearestOn(path, first, point);
  for (let i = first; i < stretches && (path.along[i] as number) <= to; i++) {
    const next = i + 1 < stretches ? nearestOn(path, i + 1, point) : undefined;
    // A corner that belongs to two stretches is one place: the first of them.
    const isNearest =
      here.metres <= most &&
      (here.metres < before || turnsBack(path, i - 1)) &&
      (here.metres <= (next?.metres ?? Infinity) || turnsBack(path, i));
    if (isNearest) {
      const [begin, end] = [path.along[i] as number, path.along[i + 1] as number];
      places.push({
        along: begin + here.part * (end - begin),
        metresOff: here.metres,
        heading: headingOf(path, i),
      });
    }
    before = here.metres;
    if (next) here = next;
  }
  return places;
}

/** The first of the rising distances that is not below one; their number where all are. */
function firstReaching(along: readonly number[], metres: number): number {
  let [low, high] = [0, along.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((along[middle] as number) < metres) low = middle + 1;
    else high = middle;
  }
  return low;
}

function headingOf({ xs, ys }: TripPath, i: number): number {
  const degrees =
    (Math.atan2((xs[i + 1] as number) - (xs[i] as number), (ys[i + 1] as number) - (ys[i] as number)) * 180) /
    Math.PI;
  return (degrees + 360) % 360;
}

/** Whether the stretch after this one goes back on it. */
const turnsBack = (path: TripPath, i: number): boolean =>
  i >= 0 &&
  i + 2 < path.xs.length &&
  angleBetween(headingOf(path, i), headingOf(path, i + 1)) > TURNS_BACK_DEGREES;

/** 0 to 180. */
export function angleBetween(a: number, b: number): number {
  const difference = Math.abs(a - b) % 360;
  return difference > 180 ? 360 - difference : difference;
}
