import type { EpochSeconds } from '../transit/service-day.ts';
import type { RunSchedule } from './run-schedule.ts';
import type { TripPath } from './trip-path.ts';

/** Calls on either side that a time is evened out over. */
const REACH = 3;
/** Timetables are rounded to whole minutes: no time is moved further than that explains. */
const MOST_SECONDS = 45;

/**
 * The departures of a run without the rounding to whole minutes, which has buses fly past two stops at once and crawl
 * to the third: each is laid on the straight line, in time over distance, that fits its neighbours best.
 * The first and the last stay.
 */
export function evenDepartures({ calls }: TripPath, { departures }: RunSchedule): EpochSeconds[] {
  const even: EpochSeconds[] = [];
  departures.forEach((departure, i) => {
    const reach = Math.min(REACH, i, departures.length - 1 - i);
    const fitted = reach === 0 ? departure : fittedAt(calls, departures, i, reach);
    const near = Math.min(departure + MOST_SECONDS, Math.max(departure - MOST_SECONDS, fitted));
    even.push(Math.max(near, even[i - 1] ?? Number.NEGATIVE_INFINITY));
  });
  return even;
}

/** Least squares over the calls within `reach`. */
function fittedAt(
  calls: readonly number[],
  departures: readonly EpochSeconds[],
  at: number,
  reach: number,
): EpochSeconds {
  const count = 2 * reach + 1;
  const base = departures[at] as number;
  let [meanAlong, meanTime] = [0, 0];
  for (let i = at - reach; i <= at + reach; i++) {
    meanAlong += (calls[i] as number) / count;
    meanTime += ((departures[i] as number) - base) / count;
  }
  let [product, square] = [0, 0];
  for (let i = at - reach; i <= at + reach; i++) {
    const metres = (calls[i] as number) - meanAlong;
    product += metres * ((departures[i] as number) - base - meanTime);
    square += metres * metres;
  }
  return base + meanTime + (square > 0 ? product / square : 0) * ((calls[at] as number) - meanAlong);
}
