/** A point of the drawing, in its units. */
export interface DrawnPoint {
  readonly x: number;
  readonly y: number;
}

/** Fewer are spread: each has a marker of its own. */
const LEAST_JOINED = 4;

/**
 * Points that lie within `radius` of one of them, put together: numbers of the points, in their order. A point that
 * has too few others around it, or whose group may not be joined, stays alone.
 */
export function joinClose(
  points: readonly DrawnPoint[],
  radius: number,
  mayJoin: (group: readonly number[]) => boolean,
): number[][] {
  const groups: number[][] = [];
  const isJoined = new Set<number>();
  points.forEach((centre, i) => {
    if (isJoined.has(i)) return;
    const near = points.flatMap(({ x, y }, j) =>
      j >= i && !isJoined.has(j) && Math.hypot(x - centre.x, y - centre.y) <= radius ? [j] : [],
    );
    const group = near.length >= LEAST_JOINED && mayJoin(near) ? near : [i];
    for (const j of group) isJoined.add(j);
    groups.push(group);
  });
  return groups;
}

/** 1, 2, 3, 5 as "1–3", "5". */
export function numberRanges(numbers: readonly number[]): string[] {
  const ranges: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && number === last.to + 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges.flatMap(({ from, to }) => {
    if (from === to) return [String(from)];
    return to === from + 1 ? [String(from), String(to)] : [`${from}–${to}`];
  });
}
