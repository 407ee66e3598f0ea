import { isUnderAnotherId, matchInstance, type TripInstance } from '../transit/match-instance.ts';
import { DOUBTED_SECONDS, onNearestDay, secondsFromRun } from '../transit/nearest-day.ts';
import type { JourneyReference, TripDescriptor, VehiclePosition } from '../transit/realtime-message.ts';
import { runsUnderWay } from '../transit/runs-under-way.ts';
import {
  type EpochSeconds,
  isServiceDate,
  serviceDateToDays,
  utcOffsetSeconds,
} from '../transit/service-day.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';
import { isPosition } from '../transit/vehicle-facts.ts';
import { bestByEnds, journeyCandidates, reasonWithoutRoutes, startingAnHourOut } from './identify-journey.ts';
import { atNearestStart, runsStarting, startOf } from './identify-start.ts';
import type { TrackedRun } from './kept-tracks.ts';
import type { VehicleTracker } from './vehicle-tracker.ts';

/** `byStart`: it is not the run that it names, but the one that starts when it says. */
export type IdentifiedRun =
  | { readonly instance: TripInstance; readonly byStart?: true }
  | { readonly discarded: string };

/** A vehicle that says only its route is on none of the runs that it would be further off than this. */
const MOST_LATE_SECONDS = 1800;
const MOST_EARLY_SECONDS = 300;
/** So late a vehicle may be on a run that it does not name. */
const ON_TIME_SECONDS = 900;
/** Early counts three times, as where a vehicle is first seen (TheTransitClock, earlyToLateRatio). */
const EARLY_TO_LATE = 3;
/** A bus that stands at its first stop a quarter of an hour before its time may as well be five minutes late for another. */
const WAITING_TO_LATE = 1 / 3;
/** And it must fit one run better than any other by as much. */
const CLEARLY_SECONDS = 240;

/**
 * Rules V7 and V8: the run that a vehicle is on. By what its feed says of the trip or, in SIRI, of the journey; where
 * that is not enough, by where the vehicle is and when. A vehicle that fits nothing, or several runs alike, is on none.
 * @param seenAt when the vehicle reported
 * @param isNamed whether another vehicle says more plainly that it is on a run: then this one is not
 */
export function identifyRun(
  vehicle: VehiclePosition,
  seenAt: EpochSeconds,
  lookup: TripLookup,
  tracker: VehicleTracker | undefined,
  isNamed: (run: TripInstance) => boolean = () => false,
): IdentifiedRun {
  const { trip, journey } = vehicle;
  if (!trip || (trip.tripId === undefined && trip.routeId === undefined))
    return journey && journey.lineNames.length > 0
      ? byJourney(vehicle, journey, seenAt, lookup, tracker, isNamed)
      : { discarded: 'vehicle-without-trip' };
  if (trip.tripId === undefined && trip.startSeconds !== undefined)
    return byStart(vehicle, trip, seenAt, lookup, tracker, isNamed);
  if (isUnderAnotherId(trip, lookup)) {
    const found = byStart(vehicle, trip, seenAt, lookup, tracker, isNamed);
    return 'instance' in found ? found : { discarded: 'trip-not-in-timetable' };
  }
  const said = matchAtItsTime(vehicle, trip, seenAt, lookup, tracker);
  if ('instance' in said) {
    const isDoubted = secondsFromRun(said.instance, seenAt, lookup) > DOUBTED_SECONDS;
    const other = isDoubted
      ? onOtherDaysTrip(vehicle, trip, said.instance, seenAt, lookup, tracker, isNamed)
      : undefined;
    return other ? { instance: other, byStart: true } : said;
  }
  if (trip.tripId !== undefined) {
    // The date may be that of UTC, or of the wrong side of midnight: without it the nearest day counts (M3).
    const isDated = said.discarded === 'service-not-running' && trip.startDate !== undefined;
    const again = isDated && matchInstance({ ...trip, startDate: undefined }, [], seenAt, lookup);
    return again && 'instance' in again && secondsFromRun(again.instance, seenAt, lookup) <= DOUBTED_SECONDS
      ? again
      : said;
  }
  return tracker ? byPlace(vehicle, runsNear(trip, seenAt, lookup), seenAt, tracker, isNamed) : said;
}

/** A start time is believed: the vehicle is on a run that starts then, or on none. */
function byStart(
  vehicle: VehiclePosition,
  trip: TripDescriptor,
  seenAt: EpochSeconds,
  lookup: TripLookup,
  tracker: VehicleTracker | undefined,
  isNamed: (run: TripInstance) => boolean,
): IdentifiedRun {
  if (trip.startDate !== undefined && !isServiceDate(trip.startDate))
    return { discarded: 'start-date-invalid' };
  const starting = runsStarting(trip, seenAt, lookup);
  const nearest = atNearestStart(starting, seenAt, lookup);
  const runs = nearest.filter((run) => !isNamed(run));
  const others = starting.filter((run) => !nearest.includes(run) && !isNamed(run));
  const waitsFor =
    tracker && runs.length > 0 ? onOtherReading(vehicle, runs, others, seenAt, tracker) : undefined;
  if (waitsFor) return { instance: waitsFor };
  const [run, other] = runs;
  if (!run) return { discarded: 'trip-not-identified' };
  if (!other) return { instance: run };
  if (!tracker) return { discarded: 'trip-ambiguous' };
  const starts = new Set(runs.map((each) => startOf(each, lookup)));
  if (starts.size === 1) return byPlace(vehicle, runs, seenAt, tracker, isNamed);
  // It may have stood at the first stop for its time, which an hour before was that of the other run.
  const placed = bestByPlace(vehicle, runs, seenAt, tracker);
  const before = 'discarded' in placed && keptRun(vehicle, runs, tracker);
  return before ? { instance: before } : placed;
}

/** An hour before its time a vehicle waits where the run that its start names by the other clock has long left. */
function onOtherReading(
  vehicle: VehiclePosition,
  nearest: readonly TripInstance[],
  others: readonly TripInstance[],
  seenAt: EpochSeconds,
  tracker: VehicleTracker,
): TripInstance | undefined {
  if (others.length === 0 || keptRun(vehicle, nearest, tracker)) return undefined;
  const placed = bestByPlace(vehicle, nearest, seenAt, tracker);
  if ('instance' in placed || placed.discarded === 'trip-ambiguous') return undefined;
  const other = bestByPlace(vehicle, others, seenAt, tracker);
  return 'instance' in other ? other.instance : undefined;
}

/** Rule V8. */
function byJourney(
  vehicle: VehiclePosition,
  journey: JourneyReference,
  seenAt: EpochSeconds,
  lookup: TripLookup,
  tracker: VehicleTracker | undefined,
  isNamed: (run: TripInstance) => boolean,
): IdentifiedRun {
  const { routeIds, starting, isCertain, isToBeSeen } = journeyCandidates(journey, lookup);
  if (routeIds.length === 0) return { discarded: reasonWithoutRoutes(journey, lookup) };
  const near = starting.filter((run) => secondsFromRun(run, seenAt, lookup) <= DOUBTED_SECONDS);
  const [only] = near;
  if (isCertain && only && near.length === 1 && !(isToBeSeen && tracker)) {
    const hourOut = tracker && onRunAnHourOut(vehicle, journey, only, seenAt, lookup, tracker);
    return { instance: hourOut ?? only };
  }
  // It has signed on for a run that is hours away: it is on none yet, or on none any more.
  if (isCertain && !only) return { discarded: 'trip-not-identified' };
  if (!tracker) return { discarded: near.length > 1 ? 'trip-ambiguous' : 'trip-not-identified' };
  if (near.length > 0) {
    const placed = byPlace(vehicle, near, seenAt, tracker, isNamed);
    if ('instance' in placed || isCertain) return placed;
  }
  return byPlace(vehicle, underWayOf(routeIds, journey, seenAt, lookup), seenAt, tracker, isNamed);
}

/**
 * On an hourly line a clock that is an hour out names another run. Its vehicle is on that, unless it is nowhere near
 * there at that time, and on time on the run an hour away.
 */
function onRunAnHourOut(
  vehicle: VehiclePosition,
  journey: JourneyReference,
  said: TripInstance,
  seenAt: EpochSeconds,
  lookup: TripLookup,
  tracker: VehicleTracker,
): TripInstance | undefined {
  if (keptRun(vehicle, [said], tracker)) return undefined;
  const candidates = startingAnHourOut(journey, lookup);
  if (candidates.length === 0) return undefined;
  const before = keptRun(vehicle, candidates, tracker);
  if (before) return before;
  if ('instance' in bestByPlace(vehicle, [said], seenAt, tracker)) return undefined;
  const found = bestByPlace(vehicle, candidates, seenAt, tracker, ON_TIME_SECONDS);
  return 'instance' in found ? found.instance : undefined;
}

function underWayOf(
  routeIds: readonly string[],
  journey: JourneyReference,
  seenAt: EpochSeconds,
  lookup: TripLookup,
): readonly TripInstance[] {
  const runs = routeIds.flatMap((routeId) =>
    runsNear({ routeId, relationship: 'SCHEDULED' }, seenAt, lookup),
  );
  return bestByEnds(runs, journey, lookup).runs;
}

/** Numbers of the trips that a vehicle may turn out to be on: what is to be known of them is loaded first. */
export function tripsInQuestion(
  { trip, journey }: VehiclePosition,
  seenAt: EpochSeconds,
  lookup: TripLookup,
): readonly number[] {
  if (trip && isUnderAnotherId(trip, lookup))
    return runsStarting(trip, seenAt, lookup).map(({ number }) => number);
  if (trip?.tripId !== undefined) return [lookup.tripNumber(trip.tripId) ?? []].flat();
  if (trip?.routeId !== undefined) {
    const { routeId, relationship } = trip;
    const runs = [
      ...runsNear({ routeId, relationship }, seenAt, lookup),
      ...runsStarting(trip, seenAt, lookup),
    ];
    return runs.map(({ number }) => number);
  }
  if (!journey) return [];
  const { routeIds, starting, isCertain } = journeyCandidates(journey, lookup);
  const others = isCertain
    ? startingAnHourOut(journey, lookup)
    : underWayOf(routeIds, journey, seenAt, lookup);
  const runs = [...starting, ...others];
  return runs.map(({ number }) => number);
}

/**
 * A run that is hours away on any day may be another day's timetable's word for the one that starts at the instant that
 * the vehicle says: that counts where it says all of it, and is there.
 */
function onOtherDaysTrip(
  vehicle: VehiclePosition,
  trip: TripDescriptor,
  said: TripInstance,
  seenAt: EpochSeconds,
  lookup: TripLookup,
  tracker: VehicleTracker | undefined,
  isNamed: (run: TripInstance) => boolean,
): TripInstance | undefined {
  const { startSeconds, startDate } = trip;
  const routeId = lookup.routeOf(said.trip)?.routeId;
  if (startSeconds === undefined || startDate === undefined) return undefined;
  const found = byStart(vehicle, { ...trip, routeId }, seenAt, lookup, tracker, isNamed);
  if ('discarded' in found) return undefined;
  const day = serviceDateToDays(startDate);
  const instants = [lookup.dayStart(day) + startSeconds, day * 86_400 + startSeconds];
  if (!instants.includes(startOf(found.instance, lookup))) return undefined;
  const isThere = !tracker || 'instance' in bestByPlace(vehicle, [found.instance], seenAt, tracker);
  return isThere ? found.instance : undefined;
}

/**
 * The run that is named by its trip, of the day that is meant. BODS writes start times in UTC: in summer an hour before
 * those of the timetable's frequencies. Where both are runs, it is the one that the vehicle was on, is nearer to in time,
 * or fits by place.
 */
function matchAtItsTime(
  vehicle: VehiclePosition,
  trip: TripDescriptor,
  seenAt: EpochSeconds,
  lookup: TripLookup,
  tracker: VehicleTracker | undefined,
): IdentifiedRun {
  const match = (candidate: TripDescriptor): IdentifiedRun => {
    const found = matchInstance(candidate, [], seenAt, lookup);
    return 'instance' in found ? { instance: onNearestDay(found.instance, seenAt, lookup) } : found;
  };
  const said = match(trip);
  const { startSeconds } = trip;
  const ahead = utcOffsetSeconds(seenAt, lookup.index.timeZone);
  const isFrequent = 'discarded' in said || said.instance.startSeconds !== null;
  if (startSeconds === undefined || ahead === 0 || !isFrequent) return said;
  const shifted = match({ ...trip, startSeconds: startSeconds + ahead });
  if (!('instance' in shifted)) return said;
  if (!('instance' in said)) return shifted;
  const away = ({ instance }: { readonly instance: TripInstance }) =>
    secondsFromRun(instance, seenAt, lookup);
  const [near, far] = away(shifted) < away(said) ? [shifted, said] : [said, shifted];
  if (!tracker) return near;
  const kept = keptRun(vehicle, [near.instance, far.instance], tracker);
  if (kept) return { instance: kept };
  const other = onOtherReading(vehicle, [near.instance], [far.instance], seenAt, tracker);
  return other ? { instance: other } : near;
}

/** Runs of a route that a vehicle may be on at an instant. */
function runsNear(
  { routeId, directionId }: TripDescriptor,
  seenAt: EpochSeconds,
  lookup: TripLookup,
): TripInstance[] {
  const numbers = lookup
    .tripsOfRoute(routeId ?? '')
    .filter((number) => directionId === undefined || lookup.trip(number).directionId === directionId);
  return [...runsUnderWay(numbers, lookup, seenAt, MOST_LATE_SECONDS)].map(({ number, day }) => ({
    number,
    trip: lookup.trip(number),
    day,
    startSeconds: null,
    unscheduled: false,
  }));
}

function byPlace(
  vehicle: VehiclePosition,
  runs: readonly TripInstance[],
  seenAt: EpochSeconds,
  tracker: VehicleTracker,
  isNamed: (run: TripInstance) => boolean,
): IdentifiedRun {
  if (!vehicle.position || !isPosition(vehicle.position)) return { discarded: 'trip-not-identified' };
  const candidates = runs.filter((run) => !isNamed(run));
  const before = keptRun(vehicle, candidates, tracker);
  return before ? { instance: before } : bestByPlace(vehicle, candidates, seenAt, tracker);
}

/** It goes on with what it was on, as long as it is on its way. */
function keptRun(
  { vehicle }: VehiclePosition,
  runs: readonly TripInstance[],
  tracker: VehicleTracker,
): TripInstance | undefined {
  const id = vehicle?.id;
  if (!id) return undefined;
  // Far too early for it: at its first stop it was taken to wait, and was late for another.
  const isOn = (run: TrackedRun) =>
    tracker.isUnderWay(id, run) && (tracker.latenessOnRun(id, run) ?? 0) >= -MOST_EARLY_SECONDS;
  return runs.find((run) => isOn(asRun(run)));
}

function bestByPlace(
  vehicle: VehiclePosition,
  runs: readonly TripInstance[],
  seenAt: EpochSeconds,
  tracker: VehicleTracker,
  mostLate = MOST_LATE_SECONDS,
): IdentifiedRun {
  const fix = tracker.fixOf(vehicle, seenAt);
  if (!fix) return { discarded: 'trip-not-identified' };
  const fits = runs
    .flatMap((instance) => {
      const late = tracker.latenessOf(asRun(instance), fix);
      if (late === undefined || late > mostLate || late < -MOST_EARLY_SECONDS) return [];
      const waits = late === 0 ? tracker.waitFor(asRun(instance), fix) * WAITING_TO_LATE : 0;
      return [{ instance, cost: late < 0 ? -late * EARLY_TO_LATE : late + waits }];
    })
    .sort((a, b) => a.cost - b.cost);
  const [best, next] = fits;
  if (!best) return { discarded: 'trip-not-identified' };
  if (next && next.cost - best.cost < CLEARLY_SECONDS) return { discarded: 'trip-ambiguous' };
  return { instance: best.instance };
}

const asRun = ({ number, day, startSeconds }: TripInstance): TrackedRun => ({ number, day, startSeconds });
