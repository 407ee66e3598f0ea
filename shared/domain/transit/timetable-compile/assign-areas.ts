/** A stop with its children: they share an area. */
export interface AreaGroup {
  readonly lat: number | null;
  readonly lon: number | null;
  /** Calls at the group's stops in the whole timetable. */
  readonly weight: number;
}

const CALLS_PER_AREA = 20_000;
const MAX_AREAS = 512;
const GRID_BITS = 16;

export function areaCountFor(totalCalls: number): number {
  return Math.min(MAX_AREAS, Math.max(1, Math.ceil(totalCalls / CALLS_PER_AREA)));
}

/** Place of a cell on a Hilbert curve over a 65,536 × 65,536 grid: near on the curve is near on the ground. */
export function hilbertIndex(column: number, row: number): number {
  let [x, y, index] = [column, row, 0];
  for (let size = 1 << (GRID_BITS - 1); size > 0; size >>= 1) {
    const right = (x & size) > 0 ? 1 : 0;
    const upper = (y & size) > 0 ? 1 : 0;
    index += size * size * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = (1 << GRID_BITS) - 1 - x;
        y = (1 << GRID_BITS) - 1 - y;
      }
      [x, y] = [y, x];
    }
  }
  return index;
}

/**
 * The live snapshot's shard of each group: the map is walked along a curve and cut so that every area has about
 * the same number of calls. Groups without coordinates come first. Deterministic for the same input.
 */
export function assignAreas(groups: readonly AreaGroup[], areaCount: number): Uint16Array {
  const lats = groups.map((group) => group.lat ?? Number.NaN);
  const lons = groups.map((group) => group.lon ?? Number.NaN);
  const scale = (values: number[]) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const step = high > low ? ((1 << GRID_BITS) - 1) / (high - low) : 0;
    return (value: number) => Math.floor((value - low) * step);
  };
  const [row, column] = [scale(lats), scale(lons)];
  const place = groups.map((_, i) => {
    const [lat, lon] = [lats[i] as number, lons[i] as number];
    return Number.isNaN(lat) || Number.isNaN(lon) ? -1 : hilbertIndex(column(lon), row(lat));
  });
  const order = groups.map((_, i) => i).sort((a, b) => (place[a] as number) - (place[b] as number) || a - b);
  const total = groups.reduce((sum, group) => sum + group.weight, 0);
  const areas = new Uint16Array(groups.length);
  let before = 0;
  for (const i of order) {
    const { weight } = groups[i] as AreaGroup;
    const share = total > 0 ? (before + weight / 2) / total : 0;
    areas[i] = Math.min(areaCount - 1, Math.floor(share * areaCount));
    before += weight;
  }
  return areas;
}
