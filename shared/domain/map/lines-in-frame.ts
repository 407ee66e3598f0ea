import type { RouteLine } from '../transit/timetable.ts';
import { type MapFrame, project } from './map-frame.ts';
import { simplifyLine } from './simplify-line.ts';

/** Points of a line on the drawing, in whole units from its left and top: x, y, x, y … */
export type DrawnLine = readonly number[];

const UNITS_PER_DEGREE = 100_000;
/** In units of the drawing. It grows until the lines are few enough. */
const FIRST_TOLERANCE = 2;
const GROWTH = 1.4;

/**
 * What of the lines is on the map, cut off at its edges, with no more than `mostPoints` points in all: the more there
 * is to draw, the more roughly it is drawn.
 * @param side of the drawing, in units
 */
export function linesInFrame(
  lines: readonly RouteLine[],
  frame: MapFrame,
  side: number,
  mostPoints: number,
): DrawnLine[] {
  const pieces = lines.flatMap((line) => piecesInside(line, frame, side));
  for (let tolerance = FIRST_TOLERANCE; tolerance < side; tolerance *= GROWTH) {
    const drawn = pieces.flatMap((piece) => draw(piece, tolerance));
    if (drawn.reduce((sum, line) => sum + line.length / 2, 0) <= mostPoints) return drawn;
  }
  return [];
}

interface Piece {
  readonly xs: number[];
  readonly ys: number[];
}

function piecesInside({ lats, lons }: RouteLine, frame: MapFrame, side: number): Piece[] {
  const pieces: Piece[] = [];
  let open: Piece | null = null;
  for (let i = 1; i < lats.length; i++) {
    const stretch = clipped(pointOf(i - 1), pointOf(i), side);
    if (!stretch) {
      open = null;
      continue;
    }
    const { from, to, isCutAtEnd } = stretch;
    if (!open || stretch.isCutAtStart) {
      open = { xs: [from.x], ys: [from.y] };
      pieces.push(open);
    }
    open.xs.push(to.x);
    open.ys.push(to.y);
    if (isCutAtEnd) open = null;
  }
  return pieces;

  function pointOf(i: number) {
    const at = { lat: (lats[i] ?? 0) / UNITS_PER_DEGREE, lon: (lons[i] ?? 0) / UNITS_PER_DEGREE };
    const { x, y } = project(frame, at);
    return { x: x * side, y: y * side };
  }
}

interface Flat {
  readonly x: number;
  readonly y: number;
}

/** Liang-Barsky: the part of the stretch that lies within the square. */
function clipped(from: Flat, to: Flat, side: number) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [start, end] = [0, 1];
  for (const [step, room] of [
    [-dx, from.x],
    [dx, side - from.x],
    [-dy, from.y],
    [dy, side - from.y],
  ] as const) {
    if (step === 0 && room < 0) return null;
    if (step < 0) start = Math.max(start, room / step);
    else if (step > 0) end = Math.min(end, room / step);
  }
  if (start > end) return null;
  const at = (part: number): Flat => ({ x: from.x + part * dx, y: from.y + part * dy });
  return { from: at(start), to: at(end), isCutAtStart: start > 0, isCutAtEnd: end < 1 };
}

function draw({ xs, ys }: Piece, tolerance: number): DrawnLine[] {
  if (Math.max(extentOf(xs), extentOf(ys)) < tolerance) return [];
  return [simplifyLine(xs, ys, tolerance).flatMap((i) => [Math.round(xs[i] ?? 0), Math.round(ys[i] ?? 0)])];
}

/** Not by spreading: a line may have more points than a call can have arguments. */
function extentOf(values: readonly number[]): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least;
}
