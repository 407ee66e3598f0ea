import type { EpochSeconds } from '../transit/service-day.ts';
import { BOARDING_SECONDS, type RunSchedule, standsAt } from './run-schedule.ts';
import type { TripPath } from './trip-path.ts';

/** Calls on either side that a time is evened out over. */
const REACH = 3;
/** Timetables are rounded to whole minutes: no time is moved further than that explains. */
const MOST_SECONDS = 45;
/** So much more than driving takes is the rounding of the timetable, and no slack. */
const ROUNDING_SECONDS = 30;

/** A schedule as a bus would drive it. */
export interface EvenSchedule {
  /** When it leaves each call, by a schedule that is not rounded. */
  readonly departures: readonly EpochSeconds[];
  /** By call, seconds from leaving the call before to coming there, without what it would wait there. */
  readonly runningSeconds: readonly number[];
  /** By call, the same from the first call on. */
  readonly drivenSeconds: readonly number[];
}

/**
 * The schedule of a run without the rounding to whole minutes, which has buses fly past two stops at once and crawl
 * to the third: each departure is laid on the straight line, in time over distance, that fits its neighbours best.
 * The first and the last stay. What is put aside for waiting (slack) is taken out before and put back after it.
 */
export function evenSchedule({ calls }: TripPath, schedule: RunSchedule): EvenSchedule {
  const slack = slackSeconds(calls, schedule);
  let waited = 0;
  const waitedUntil = slack.map((seconds) => (waited += seconds));
  const driven = schedule.departures.map((departure, i) => departure - (waitedUntil[i] as number));
  const even: EpochSeconds[] = [];
  driven.forEach((departure, i) => {
    const reach = Math.min(REACH, i, driven.length - 1 - i);
    const fitted = reach === 0 ? departure : fittedAt(calls, driven, i, reach);
    const near = Math.min(departure + MOST_SECONDS, Math.max(departure - MOST_SECONDS, fitted));
    even.push(Math.max(near, even[i - 1] ?? Number.NEGATIVE_INFINITY));
  });
  return {
    departures: even.map((departure, i) => departure + (waitedUntil[i] as number)),
    runningSeconds: even.map((departure, i) => departure - (even[i - 1] ?? departure)),
    drivenSeconds: even.map((departure) => departure - (even[0] ?? departure)),
  };
}

/**
 * What the schedule sets aside before each departure for waiting, in seconds: at a timing point what is left of its
 * leg at the pace of the legs that lead to none; and what lies between arrival and departure, where it says both.
 */
function slackSeconds(calls: readonly number[], schedule: RunSchedule): number[] {
  const legs = schedule.departures.map((departure, i) => ({
    seconds: departure - (schedule.departures[i - 1] ?? departure),
    metres: (calls[i] as number) - (calls[i - 1] ?? (calls[i] as number)),
    stands: standsAt(schedule, i),
    holds: schedule.timepoints[i] === 1,
  }));
  const plain = legs.filter(({ holds }) => !holds);
  const sum = (of: 'seconds' | 'metres' | 'stands') => plain.reduce((total, leg) => total + leg[of], 0);
  const pace = sum('metres') > 0 ? (sum('seconds') - sum('stands')) / sum('metres') : undefined;
  return legs.map(({ seconds, metres, stands, holds }) => {
    const waits = Math.max(0, Math.min(seconds, stands) - BOARDING_SECONDS);
    if (!holds || pace === undefined) return waits;
    return Math.max(waits, seconds - metres * pace - ROUNDING_SECONDS, 0);
  });
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
