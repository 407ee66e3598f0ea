import { metresBetween } from './geometry.ts';
import { naptanStop } from './naptan-stops.ts';

/** Times of the calls in seconds after the first departure, in whole minutes as printed timetables have them. */
export interface CallTimes {
  readonly arrivals: readonly number[];
  readonly departures: readonly number[];
  /** Where a bus that is early waits. */
  readonly timepoints: readonly boolean[];
  /** Metres along the shape. */
  readonly distances: readonly number[];
}

/** Roads are longer than the straight line that the shape draws, and city buses are slow. */
const metresPerSecond = 4.6;
const stopSeconds = 10;
const timepointEvery = 6;

export function callTimes(stops: readonly string[]): CallTimes {
  const arrivals: number[] = [];
  const departures: number[] = [];
  const timepoints: boolean[] = [];
  const distances: number[] = [];
  let elapsed = 0;
  let distance = 0;
  for (const [i, code] of stops.entries()) {
    const before = stops[i - 1];
    if (before !== undefined) {
      const metres = metresBetween(naptanStop(before), naptanStop(code));
      distance += metres;
      elapsed += metres / metresPerSecond + stopSeconds;
    }
    const ends = i === 0 || i === stops.length - 1;
    const timepoint = ends || i % timepointEvery === 0;
    arrivals.push(Math.round(elapsed / 60) * 60);
    if (timepoint && !ends) elapsed += 60;
    departures.push(Math.round(elapsed / 60) * 60);
    timepoints.push(timepoint);
    distances.push(Math.round(distance));
  }
  return { arrivals, departures, timepoints, distances };
}
