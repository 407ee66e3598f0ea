/** A rectangle of the drawing, by its centre. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Steps in which a free spot is looked for. What is moved sits on a grid of them, so that no room is lost between. */
const STEP = 4;

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
  if (isFree(wanted, wanted.x, wanted.y, taken, side)) return wanted;
  const [startX, startY] = [onGrid(wanted.x), onGrid(wanted.y)];
  for (const [dx, dy] of offsets(reach)) {
    const [x, y] = [startX + dx, startY + dy];
    if (isFree(wanted, x, y, taken, side)) return { ...wanted, x, y };
  }
  return null;
}

/** Asked thousands of times a page, so it makes nothing. */
function isFree({ width, height }: Box, x: number, y: number, taken: readonly Box[], side: number): boolean {
  if (x * 2 < width || y * 2 < height || x * 2 > 2 * side - width || y * 2 > 2 * side - height) return false;
  for (const other of taken) {
    if (Math.abs(x - other.x) * 2 < width + other.width && Math.abs(y - other.y) * 2 < height + other.height)
      return false;
  }
  return true;
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
