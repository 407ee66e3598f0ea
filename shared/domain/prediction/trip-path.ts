import type { RouteLine } from '../transit/timetable.ts';

/** Metres east and north of a path's own origin. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

export interface LatLon {
  readonly lat: number;
  readonly lon: number;
}

/**
 * The way a trip goes, as distances: metres from its first point. Out-and-back roads and loops pass one place several
 * times, at several distances.
 */
export interface TripPath {
  readonly origin: LatLon;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Metres along, of each point. Never falls. */
  readonly along: readonly number[];
  /** Metres along, of each call. Never falls. */
  readonly calls: readonly number[];
  /** false: straight lines from stop to stop, which the road between them may leave by far. */
  readonly fromShape: boolean;
}

const METRES_PER_DEGREE = 111_195;
/** A stop further than this from its shape does not belong to it. */
const MOST_STOP_METRES = 200;
/** Stops are put in order by stretches: two of them on one must not be far apart. */
const MOST_STRETCH_METRES = 60;

const metresEast = (origin: LatLon, lon: number) =>
  (lon - origin.lon) * METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180);

/** Equirectangular: over the length of a bus line the error is well below a receiver's. */
export const planePoint = (origin: LatLon, { lat, lon }: LatLon): PlanePoint => ({
  x: metresEast(origin, lon),
  y: (lat - origin.lat) * METRES_PER_DEGREE,
});

/** Where that is, so many metres along. */
export function pointAt({ xs, ys, along }: TripPath, metres: number): PlanePoint {
  const next = along.findIndex((at) => at > metres);
  if (next <= 0) {
    const end = next === 0 ? 0 : xs.length - 1;
    return { x: xs[end] as number, y: ys[end] as number };
  }
  const [from, to] = [along[next - 1] as number, along[next] as number];
  const part = (metres - from) / (to - from);
  const between = (values: readonly number[]) =>
    (values[next - 1] as number) * (1 - part) + (values[next] as number) * part;
  return { x: between(xs), y: between(ys) };
}

/** Of the stretch from point `i` to the next: the part of it (0 to 1) that is nearest to a place, and how far off. */
export function nearestOn(
  { xs, ys }: Pick<TripPath, 'xs' | 'ys'>,
  i: number,
  { x, y }: PlanePoint,
): { readonly part: number; readonly metres: number } {
  const [x0, y0] = [xs[i] as number, ys[i] as number];
  const [dx, dy] = [(xs[i + 1] as number) - x0, (ys[i + 1] as number) - y0];
  const square = dx * dx + dy * dy;
  const part = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / square));
  return { part, metres: Math.hypot(x - x0 - part * dx, y - y0 - part * dy) };
}

function cumulative(xs: readonly number[], ys: readonly number[]): number[] {
  let sum = 0;
  return xs.map((x, i) => {
    if (i > 0) sum += Math.hypot(x - (xs[i - 1] as number), y(i) - y(i - 1));
    return sum;
  });
  function y(i: number) {
    return ys[i] as number;
  }
}

function inShortStretches(points: readonly PlanePoint[]): PlanePoint[] {
  return points.flatMap((to, i) => {
    const from = points[i - 1];
    if (!from) return [to];
    // A shape that leaps over a continent is wrong, but must not fill the memory.
    const pieces = Math.min(
      1000,
      Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / MOST_STRETCH_METRES)),
    );
    return Array.from({ length: pieces }, (_, piece) => {
      const part = (piece + 1) / pieces;
      return { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
    });
  });
}

/**
 * Which stretch of the path each stop stands at: the choice, in the order of the calls, with the least sum of squared
 * distances (so a stop that a loop passes twice is where its neighbours leave room for it).
 * undefined where some stop is far from wherever it could be.
 */
function placeStops(
  path: Pick<TripPath, 'xs' | 'ys' | 'along'>,
  stops: readonly PlanePoint[],
): number[] | undefined {
  const stretches = path.xs.length - 1;
  const chosenBefore: Int32Array[] = [];
  let costs = new Float64Array(stretches);
  for (const stop of stops) {
    const next = new Float64Array(stretches);
    const before = new Int32Array(stretches);
    let best = Number.POSITIVE_INFINITY;
    let bestAt = 0;
    for (let i = 0; i < stretches; i++) {
      if ((costs[i] as number) < best) {
        best = costs[i] as number;
        bestAt = i;
      }
      const { metres } = nearestOn(path, i, stop);
      next[i] = metres > MOST_STOP_METRES ? Number.POSITIVE_INFINITY : best + metres * metres;
      before[i] = bestAt;
    }
    chosenBefore.push(before);
    costs = next;
  }
  let at = costs.reduce((least, cost, i) => (cost < (costs[least] as number) ? i : least), 0);
  if (!Number.isFinite(costs[at] as number)) return undefined;
  const chosen = new Array<number>(stops.length);
  for (let s = stops.length - 1; s >= 0; s--) {
    chosen[s] = at;
    at = chosenBefore[s]?.[at] as number;
  }
  let last = 0;
  return stops.map((stop, s) => {
    const i = chosen[s] as number;
    const [from, to] = [path.along[i] as number, path.along[i + 1] as number];
    last = Math.max(last, from + nearestOn(path, i, stop).part * (to - from));
    return last;
  });
}

/**
 * The path of trips that call at `stops`, along `shape` where there is one that leads past them, else from stop to stop.
 * A stop without a position is taken to be midway between its neighbours; undefined where the first or the last has none.
 * @param shape points in 1e-5 degrees
 */
export function tripPath(
  stops: readonly (LatLon | null)[],
  shape: RouteLine | undefined,
): TripPath | undefined {
  const known = stops.filter((stop) => stop !== null);
  const [origin] = known;
  if (!origin || !stops[0] || !stops.at(-1) || known.length < 2) return undefined;
  const places = known.map((stop) => planePoint(origin, stop));
  if (shape && shape.lats.length > 1) {
    const points = inShortStretches(
      shape.lats.map((lat, i) => planePoint(origin, { lat: lat / 1e5, lon: (shape.lons[i] ?? 0) / 1e5 })),
    );
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const along = cumulative(xs, ys);
    const calls = placeStops({ xs, ys, along }, places);
    if (calls) return { origin, xs, ys, along, calls: withOthersBetween(stops, calls), fromShape: true };
  }
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const along = cumulative(xs, ys);
  return { origin, xs, ys, along, calls: withOthersBetween(stops, along), fromShape: false };
}

/** @param known metres along the path, of the stops that have a position */
function withOthersBetween(stops: readonly (LatLon | null)[], known: readonly number[]): readonly number[] {
  if (known.length === stops.length) return known;
  const numbers = stops.flatMap((stop, i) => (stop === null ? [] : [i]));
  return stops.map((_, i) => {
    const next = numbers.findIndex((number) => number >= i);
    const [from, to] = [numbers[next - 1] ?? 0, numbers[next] as number];
    const [before, after] = [known[next - 1] ?? 0, known[next] as number];
    return i === to ? after : before + ((after - before) * (i - from)) / (to - from);
  });
}
