/**
 * Half the width, in seconds, of the band that four in five departures so far ahead and more are seen to fall into
 * (decision 13): of runs that are on their way, and of those that have yet to begin.
 */
const BANDS: readonly (readonly [untilSeconds: number, onItsWay: number, yetToBegin: number])[] = [
  [180, 60, 120],
  [360, 105, 180],
  [600, 135, 240],
  [900, 180, 240],
  [1800, 300, 300],
];

/** How far off a prediction of ours may be. undefined: that far ahead nobody has measured it, or it has happened. */
export function uncertaintySeconds(aheadSeconds: number, hasBegun: boolean): number | undefined {
  if (aheadSeconds <= 0) return undefined;
  const band = BANDS.find(([until]) => aheadSeconds <= until);
  return band && (hasBegun ? band[1] : band[2]);
}
