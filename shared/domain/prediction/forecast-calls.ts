import type { EpochSeconds } from '../transit/service-day.ts';
import { shareGivenBack } from './drift.ts';
import { AT_STOP_METRES, TERMINUS_METRES, type Track } from './follow-vehicle.ts';
import { BOARDING_SECONDS, type RunSchedule, scheduledAt, standsAt, waitsAt } from './run-schedule.ts';
import type { ExpectedLeg } from './travel-times.ts';
import type { TripPath } from './trip-path.ts';

/** One run of a trip, as predicting it needs it. */
export interface PredictedRun {
  readonly path: TripPath;
  readonly schedule: RunSchedule;
  /** As evenDepartures gives them. */
  readonly even: readonly EpochSeconds[];
  /** From leaving the call before to leaving this one (a timing point: to coming there), at about `at`. */
  readonly leg: (callIndex: number, at: EpochSeconds) => ExpectedLeg;
}

/** When a vehicle leaves a call, or has left it. */
export interface CallForecast {
  readonly callIndex: number;
  readonly expected: EpochSeconds;
  readonly scheduled: EpochSeconds;
  /** The vehicle has left it. */
  readonly passed: boolean;
}

/** Further ahead a position says less than the timetable. TheTransitClock predicts 45 minutes. */
export const HORIZON_SECONDS = 2700;
/** Drivers leave a timing point a little before its time. */
const EARLY_AT_TIMEPOINT_SECONDS = 30;
/** Drivers who do not wait at timing points do at one that they come to earlier than that. */
const MOST_EARLY_SECONDS = 300;
/**
 * Who comes to the stop a little early waits; who comes late has missed the bus. So a time is told a little early, the
 * more the less certain it is.
 */
const CAUTION = 0.05;
const CAUTION_FROM_SECONDS = 60;
const MOST_CAUTION_SECONDS = 30;

/**
 * When a vehicle leaves the calls of its run. Those that it has left come with the time that it will have left them, so
 * that a board can take them off; those beyond the horizon, or after the last, are left out.
 * @param now whatever was expected before it has not happened by then
 */
export function forecastCalls(run: PredictedRun, track: Track, now: EpochSeconds): CallForecast[] {
  const { path, schedule, even } = run;
  const { calls } = path;
  const forecasts: CallForecast[] = [];
  const evenly = { ...schedule, arrivals: even, departures: even };
  // A bus that stands left its last stop before that.
  const late = Math.min(
    track.at - scheduledAt(track.along, path, evenly),
    track.standingSince - scheduledAt(track.standingAlong, path, evenly),
  );
  for (let i = 0; i < Math.min(track.nextCall, calls.length); i++) {
    forecasts.push({
      callIndex: i,
      expected: Math.round(Math.min(track.at, (even[i] as number) + late)),
      scheduled: schedule.departures[i] as number,
      passed: true,
    });
  }
  const first = calls[0] as number;
  const hasNotStarted = track.nextCall === 0;
  if (hasNotStarted && first - track.along > TERMINUS_METRES) return forecasts;
  const leavesEarly = hasLeftTooEarly(track, path, schedule);
  let time = track.at;
  let told = now;
  let byTimetable = 0;
  const { drift = 0 } = track;
  for (let i = track.nextCall; i < calls.length; i++) {
    const scheduled = schedule.departures[i] as number;
    if (i === 0) time = Math.max(time, scheduled);
    else {
      const { seconds, timetableShare } = run.leg(i, time);
      const isUnderWay = i === track.nextCall || (i === 1 && hasNotStarted);
      const ahead = isUnderWay ? seconds * partAhead(calls, i, track.along) : seconds;
      const givenBack = shareGivenBack(byTimetable);
      byTimetable += ahead * timetableShare;
      time += ahead - drift * (shareGivenBack(byTimetable) - givenBack);
    }
    const early = scheduled - time;
    const holds =
      waitsAt(schedule, i) &&
      (!leavesEarly || standsAt(schedule, i) > BOARDING_SECONDS || early > MOST_EARLY_SECONDS);
    if (holds) time = Math.max(time, scheduled - EARLY_AT_TIMEPOINT_SECONDS);
    const ahead = time - now;
    // A row whose time is over would vanish: of a bus that is so late more is told.
    if (ahead > HORIZON_SECONDS && scheduled > now) break;
    const caution = hasNotStarted && i === 0 ? 0 : cautionAt(ahead);
    // A bus that has not set out yet is not told to be early.
    told = Math.max(told, time - caution, hasNotStarted ? scheduled : now);
    forecasts.push({
      callIndex: i,
      expected: Math.round(told),
      scheduled,
      passed: false,
    });
  }
  return forecasts;
}

/**
 * Some timetables call every stop a timing point. A bus that has just left one well before its time does not wait at
 * the others, but where it is to stand.
 */
function hasLeftTooEarly({ nextCall, along, at }: Track, path: TripPath, schedule: RunSchedule): boolean {
  const late = at - scheduledAt(along, path, schedule);
  return nextCall > 0 && waitsAt(schedule, nextCall - 1) && late < -2 * EARLY_AT_TIMEPOINT_SECONDS;
}

const cautionAt = (ahead: number) =>
  Math.min(MOST_CAUTION_SECONDS, Math.max(0, ahead - CAUTION_FROM_SECONDS) * CAUTION);

/** How much of the leg to the next call is still ahead: 0 to 1. A vehicle at the stop has it behind. */
function partAhead(calls: readonly number[], next: number, along: number): number {
  const [from, to] = [calls[next - 1] as number, calls[next] as number];
  if (to - along <= AT_STOP_METRES || to <= from) return 0;
  return Math.min(1, (to - along) / (to - from));
}
