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
