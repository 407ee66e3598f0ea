/** Half the width of the band that most departures so far ahead are seen to fall into (decision 13), in seconds. */
const BANDS: readonly (readonly [untilSeconds: number, uncertaintySeconds: number])[] = [
  [180, 60],
  [360, 105],
  [600, 135],
  [900, 180],
  [1800, 300],
];

/** How far off a prediction of ours may be. undefined: that far ahead nobody has measured it, or it has happened. */
export function uncertaintySeconds(aheadSeconds: number): number | undefined {
  if (aheadSeconds <= 0) return undefined;
  return BANDS.find(([until]) => aheadSeconds <= until)?.[1];
}
