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

export const offRouteMetres = ({ fromShape }: TripPath): number =>
  fromShape ? OFF_SHAPE_METRES : OFF_STRAIGHT_METRES;

/** Every place of the path that is nearer to the vehicle than what lies just before and after it. */
export function placesOnPath(path: TripPath, position: LatLon): PathPlace[] {
  const point = planePoint(path.origin, position);
  const most = offRouteMetres(path);
  const stretches = path.xs.length - 1;
  const places: PathPlace[] = [];
  let before = Number.POSITIVE_INFINITY;
  let here = nearestOn(path, 0, point);
  for (let i = 0; i < stretches; i++) {
    const next = i + 1 < stretches ? nearestOn(path, i + 1, point) : undefined;
    // A corner that belongs to two stretches is one place: the first of them.
    if (here.metres <= most && here.metres < before && here.metres <= (next?.metres ?? Infinity)) {
      const [from, to] = [path.along[i] as number, path.along[i + 1] as number];
      places.push({
        along: from + here.part * (to - from),
        metresOff: here.metres,
        heading: headingOf(path, i),
      });
    }
    before = here.metres;
    if (next) here = next;
  }
  return places;
}

function headingOf({ xs, ys }: TripPath, i: number): number {
  const degrees =
    (Math.atan2((xs[i + 1] as number) - (xs[i] as number), (ys[i + 1] as number) - (ys[i] as number)) * 180) /
    Math.PI;
  return (degrees + 360) % 360;
}

/** 0 to 180. */
export function angleBetween(a: number, b: number): number {
  const difference = Math.abs(a - b) % 360;
  return difference > 180 ? 360 - difference : difference;
}
