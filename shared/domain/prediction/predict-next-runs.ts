import type { VehicleClaim } from '../transit/claim-vehicles.ts';
import type { ResolvedTrip } from '../transit/extra-trip.ts';
import type { LiveCall } from '../transit/live-snapshot.ts';
import { plain } from '../transit/resolve-trip.ts';
import { type EpochSeconds, serviceDateToDays } from '../transit/service-day.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';
import type { CallForecast } from './forecast-calls.ts';
import type { TrackedRun } from './kept-tracks.ts';
import type { VehicleTracker } from './vehicle-tracker.ts';

/** Nobody predicts further: a chain of short runs ends somewhere. */
const MOST_RUNS = 4;
/** A bus that would be later than that is turned short, or another takes its next run. */
const MOST_LATE_SECONDS = 1800;

/**
 * Rule P6: the runs that a vehicle makes after the one that it is on, as the timetable's blocks say, where it will be
 * late for them. Ends at the first that something live is said of already, or that it can still be in time for.
 * @param on the run that it is on, with its calls as they are predicted, or as an update has them
 * @param isSpokenOf whether something live is said of a run, if only that it does not run
 */
export function predictNextRuns(
  tracker: VehicleTracker,
  lookup: TripLookup,
  { vehicle, timestamp }: VehicleClaim,
  on: ResolvedTrip,
  isSpokenOf: (run: ResolvedTrip) => boolean,
  now: EpochSeconds,
  sourceId?: string,
): ResolvedTrip[] {
  const id = vehicle.vehicle?.id;
  const next: ResolvedTrip[] = [];
  if (id === undefined || on.trip < 0 || on.startSeconds !== null) return next;
  const day = serviceDateToDays(on.serviceDate);
  let run: TrackedRun = { number: on.trip, day, startSeconds: null };
  let { calls } = on;
  while (next.length < MOST_RUNS) {
    const number = lookup.nextOfBlock(run.number, day);
    const ends = endOf(run, calls, lookup);
    if (number === undefined) return next;
    const following: TrackedRun = { number, day, startSeconds: null };
    // It has made its run, and drives its next one without having said so.
    const isOnNext = ends === undefined && tracker.hasLeftItsEnd(id, run);
    if (isOnNext) tracker.noteNamed(id, run, timestamp);
    if (ends === undefined && !isOnNext) {
      noteNoEnds(tracker, lookup, id, run, timestamp);
      return next;
    }
    const resolved = plain({
      trip: lookup.trip(number),
      number,
      day,
      startSeconds: null,
      unscheduled: false,
    });
    if (isSpokenOf(resolved) || tracker.isAnothers(id, following, timestamp)) return next;
    const fix = isOnNext ? tracker.fixOf(vehicle, timestamp) : undefined;
    if (fix) tracker.follow(id, following, fix, { sourceId });
    else if (ends !== undefined) tracker.noteRunBefore(id, following, run, ends, timestamp, sourceId);
    const forecasts = tracker.forecast(id, following, now);
    const [first] = forecasts ?? [];
    if (!forecasts || !first || isAnothers(first, now)) return next;
    calls = forecasts.map(({ callIndex, expected, scheduled }) => ({
      callIndex,
      state: 'live',
      delaySeconds: expected - scheduled,
    }));
    next.push({ ...resolved, calls });
    run = following;
  }
  return next;
}

/** Of a run that nobody can tell the end of: neither can those that follow it be told. */
function noteNoEnds(
  tracker: VehicleTracker,
  lookup: TripLookup,
  vehicle: string,
  on: TrackedRun,
  at: EpochSeconds,
): void {
  let before = on;
  for (let i = 0; i < MOST_RUNS; i++) {
    const number = lookup.nextOfBlock(before.number, on.day);
    if (number === undefined) return;
    const run: TrackedRun = { number, day: on.day, startSeconds: null };
    tracker.noteNoEndBefore(vehicle, run, before, at);
    before = run;
  }
}

/** Its bus is so late that another may take it; not once its time is over, and nobody has. */
const isAnothers = ({ expected, scheduled }: CallForecast, now: EpochSeconds) =>
  expected - scheduled > MOST_LATE_SECONDS && scheduled > now;

/** When a run comes to its last call; undefined where that is further ahead than is predicted. */
function endOf(run: TrackedRun, calls: readonly LiveCall[], lookup: TripLookup): EpochSeconds | undefined {
  const { pattern, origin } = lookup.instance(lookup.trip(run.number), run.day, null);
  const last = calls.at(-1);
  if (last?.callIndex !== pattern.stops.length - 1 || last.delaySeconds === undefined) return undefined;
  return origin + (pattern.departureOffsets[last.callIndex] ?? 0) + last.delaySeconds;
}
