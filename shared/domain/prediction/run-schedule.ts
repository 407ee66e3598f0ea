import type { EpochSeconds } from '../transit/service-day.ts';
import type { TripPath } from './trip-path.ts';

/** When one run of a trip is to be where, by call. */
export interface RunSchedule {
  readonly arrivals: readonly EpochSeconds[];
  readonly departures: readonly EpochSeconds[];
  /** 1: the vehicle does not leave before its time (GTFS timepoint, explicitly 1). */
  readonly timepoints: readonly (0 | 1)[];
}

/** So much of what a schedule stands at a stop is for those who get on. */
export const BOARDING_SECONDS = 20;

/** Whether a vehicle that comes early waits at a call: at a timing point, and where the schedule stands for longer. */
export function waitsAt({ arrivals, departures, timepoints }: RunSchedule, call: number): boolean {
  return timepoints[call] === 1 || standsAt({ arrivals, departures }, call) > BOARDING_SECONDS;
}

/** A leg at less than this is no driving: somebody who walks is five times as fast. */
const STAND_METRES_PER_SECOND = 0.3;
const SHORTEST_STAND_SECONDS = 60;
/** What is left of such a leg is driven at that. */
const MOVED_UP_METRES_PER_SECOND = 3;

/**
 * A schedule in which a bus that stands between two stops stands at the second one: where passengers get off at one
 * stop of a station and on at another, timetables say eight minutes for fifty metres.
 * @param metresTo by call, how far it is from the one before; infinite where that is not known well
 */
export function standingAtStops(schedule: RunSchedule, metresTo: (call: number) => number): RunSchedule {
  const { departures } = schedule;
  const arrivals = schedule.arrivals.map((arrival, i) => {
    const seconds = arrival - (departures[i - 1] ?? arrival);
    const metres = i === 0 ? 0 : metresTo(i);
    const isStand = seconds >= SHORTEST_STAND_SECONDS && metres < seconds * STAND_METRES_PER_SECOND;
    return isStand ? arrival - seconds + Math.ceil(metres / MOVED_UP_METRES_PER_SECOND) : arrival;
  });
  return { ...schedule, arrivals };
}

/** Seconds from arrival to departure. */
export const standsAt = (
  { arrivals, departures }: Pick<RunSchedule, 'arrivals' | 'departures'>,
  call: number,
): number => (departures[call] as number) - (arrivals[call] as number);

/** When the schedule has the run pass a place on its path. */
export function scheduledAt(
  along: number,
  { calls }: Pick<TripPath, 'calls'>,
  { arrivals, departures }: Pick<RunSchedule, 'arrivals' | 'departures'>,
): EpochSeconds {
  const next = calls.findIndex((at) => at >= along);
  if (next === 0) return departures[0] as number;
  if (next < 0) return arrivals.at(-1) as number;
  const [from, to] = [calls[next - 1] as number, calls[next] as number];
  const [left, comes] = [departures[next - 1] as number, arrivals[next] as number];
  return to > from ? left + ((along - from) / (to - from)) * (comes - left) : comes;
}
