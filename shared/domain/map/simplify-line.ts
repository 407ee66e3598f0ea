/** A line is looked at in pieces of so many points: the time for a piece may grow with their square. */
const PIECE = 500;

/**
 * Douglas-Peucker: which points of a line to keep so that no point that is left out lies further than `tolerance`
 * from what remains. First and last always stay, and one in 500. Coordinates are flat: both axes in one unit.
 */
export function simplifyLine(xs: readonly number[], ys: readonly number[], tolerance: number): number[] {
  const last = xs.length - 1;
  if (last < 2) return xs.map((_, i) => i);
  const isKept = new Uint8Array(xs.length);
  const spans: [number, number][] = [];
  for (let from = 0; from < last; from += PIECE) {
    const to = Math.min(from + PIECE, last);
    isKept[from] = 1;
    isKept[to] = 1;
    spans.push([from, to]);
  }
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let farthest = -1;
    let most = tolerance * tolerance;
    for (let i = from + 1; i < to; i++) {
      const squared = squaredDistance(xs, ys, i, from, to);
      if (squared > most) {
        most = squared;
        farthest = i;
      }
    }
    if (farthest < 0) continue;
    isKept[farthest] = 1;
    spans.push([from, farthest], [farthest, to]);
  }
  return xs.flatMap((_, i) => (isKept[i] ? [i] : []));
}

/** Of point `i` from the stretch between `from` and `to`, which may be one and the same place. */
function squaredDistance(xs: readonly number[], ys: readonly number[], i: number, from: number, to: number) {
  const [x0, y0] = [xs[from] ?? 0, ys[from] ?? 0];
  const [along, up] = [(xs[to] ?? 0) - x0, (ys[to] ?? 0) - y0];
  const [x, y] = [(xs[i] ?? 0) - x0, (ys[i] ?? 0) - y0];
  const length = along * along + up * up;
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, (x * along + y * up) / length));
  return (x - part * along) ** 2 + (y - part * up) ** 2;
}
