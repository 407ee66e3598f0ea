/** A rectangle of the drawing, by its centre. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Steps in which a free spot is looked for. What is moved sits on a grid of them, so that no room is lost between. */
const STEP = 4;

const overlap = (a: Box, b: Box) =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;

const isWithin = ({ x, y, width, height }: Box, side: number) =>
  x * 2 >= width && y * 2 >= height && x * 2 <= 2 * side - width && y * 2 <= 2 * side - height;

const offsetsWithin = new Map<number, readonly (readonly [dx: number, dy: number])[]>();

/** All steps away from a spot, the shortest first. Made once for each size of drawing. */
function offsets(reach: number): readonly (readonly [dx: number, dy: number])[] {
  const known = offsetsWithin.get(reach);
  if (known) return known;
  const steps = Math.ceil(reach / STEP);
  const all: [number, number][] = [];
  for (let x = -steps; x <= steps; x++) for (let y = -steps; y <= steps; y++) all.push([x * STEP, y * STEP]);
  all.sort(([ax, ay], [bx, by]) => ax * ax + ay * ay - bx * bx - by * by || ay - by || ax - bx);
  offsetsWithin.set(reach, all);
  return all;
}

/** Where the box can stand so that it is whole and covers none of `taken`: as near as can be; null: nowhere. */
export function freeSpot(wanted: Box, taken: readonly Box[], side: number, reach = side): Box | null {
  const isFree = (box: Box) => isWithin(box, side) && !taken.some((other) => overlap(box, other));
  if (isFree(wanted)) return wanted;
  for (const [dx, dy] of offsets(reach)) {
    const moved = { ...wanted, x: onGrid(wanted.x) + dx, y: onGrid(wanted.y) + dy };
    if (isFree(moved)) return moved;
  }
  return null;
}

const onGrid = (at: number) => Math.round(at / STEP) * STEP;

/**
 * Boxes of one size moved apart, the first of them least. Where that finds no room for all, each gets the nearest free
 * field of a chessboard, which has room for as many as fit at all.
 */
export function spreadBoxes(wanted: readonly Box[], side: number): Box[] {
  const spread: Box[] = [];
  for (const box of wanted) {
    const spot = freeSpot(box, spread, side);
    if (!spot) return onChessboard(wanted, side);
    spread.push(spot);
  }
  return spread;
}

function onChessboard(wanted: readonly Box[], side: number): Box[] {
  const size = Math.max(...wanted.map(({ width, height }) => Math.max(width, height)));
  const count = Math.floor(side / size);
  const fields = Array.from({ length: count * count }, (_, i) => ({
    x: (((i % count) + 0.5) * side) / count,
    y: ((Math.floor(i / count) + 0.5) * side) / count,
  }));
  return wanted.map((box) => {
    const away = ({ x, y }: { x: number; y: number }) => (x - box.x) ** 2 + (y - box.y) ** 2;
    const nearest = fields.reduce((best, field, i) => {
      const known = fields[best];
      return known && away(known) <= away(field) ? best : i;
    }, 0);
    // More than there are fields: the rest stays where it is.
    return { ...box, ...fields.splice(nearest, 1)[0] };
  });
}
