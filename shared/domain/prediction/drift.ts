import type { EvenSchedule } from './even-schedule.ts';
import { AT_STOP_METRES, FORGOTTEN_SECONDS, LOST_FIXES, type Track } from './follow-vehicle.ts';
import { type RunSchedule, scheduledAt, waitsAt } from './run-schedule.ts';
import type { TripPath } from './trip-path.ts';

/** What was lost or gained so long ago has faded to a third. */
const FADES_SECONDS = 600;
/** A bus that stands for longer is held up by something that no timetable makes up for: what is over counts no more. */
const HELD_UP_SECONDS = 60;
/** No timetable is out by more on a stretch. */
const MOST_DRIFT_SECONDS = 300;
/** It is given back over so many seconds of driving. */
const GIVEN_BACK_SECONDS = 1800;

/** A run, as following a vehicle on it needs it. */
export interface DrivenRun {
  readonly path: TripPath;
  readonly schedule: RunSchedule;
  readonly even: Pick<EvenSchedule, 'drivenSeconds'>;
  /** What buses take today, over what the timetable says: what all of them lose is no drift. */
  readonly pace: number;
}

/**
 * What a vehicle has lost of late by driving, in seconds; negative what it has gained. A timetable knows how long a run
 * takes better than how that divides among its stretches: what a bus loses on one of them it mostly gains on another.
 * @param before the same vehicle on the same run, a report earlier
 */
export function driftAfter(before: Track, after: Track, run: DrivenRun): number {
  const { drift = 0 } = before;
  const seconds = after.at - before.at;
  if (seconds <= 0) return drift;
  if (before.nextCall === 0 || before.lost >= LOST_FIXES || seconds > FORGOTTEN_SECONDS) return 0;
  const next = drift * Math.exp(-seconds / FADES_SECONDS) + lostBetween(before, after, run);
  return Math.min(MOST_DRIFT_SECONDS, Math.max(-MOST_DRIFT_SECONDS, next));
}

function lostBetween(before: Track, after: Track, { path, schedule, even, pace }: DrivenRun): number {
  const isHeldUp = after.at - after.standingSince > HELD_UP_SECONDS;
  const waits = path.calls.some(
    (call, i) =>
      call >= before.along - AT_STOP_METRES &&
      call <= after.along + AT_STOP_METRES &&
      before.at < (schedule.departures[i] as number) &&
      waitsAt(schedule, i),
  );
  if (isHeldUp || waits) return 0;
  const driven = { arrivals: even.drivenSeconds, departures: even.drivenSeconds };
  const seconds = scheduledAt(after.along, path, driven) - scheduledAt(before.along, path, driven);
  return after.at - before.at - pace * seconds;
}

/**
 * How much of a drift is given back, 0 to 1, over so many seconds of driving that the timetable alone tells: where it is
 * known how long buses take, nothing is.
 */
export const shareGivenBack = (seconds: number): number => Math.min(1, seconds / GIVEN_BACK_SECONDS);
