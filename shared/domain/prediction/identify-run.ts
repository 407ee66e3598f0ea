import { matchInstance, type TripInstance } from '../transit/match-instance.ts';
import type { TripDescriptor, VehiclePosition } from '../transit/realtime-message.ts';
import {
  daysToServiceDate,
  type EpochSeconds,
  isServiceDate,
  localDays,
  serviceDateToDays,
  utcOffsetSeconds,
} from '../transit/service-day.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';
import { isPosition } from '../transit/vehicle-facts.ts';
import type { TrackedRun, VehicleTracker } from './vehicle-tracker.ts';

export type IdentifiedRun = { readonly instance: TripInstance } | { readonly discarded: string };

/** The day that a feed gives is doubted where the run is further away than this, and another day's is nearer. */
const DOUBTED_SECONDS = 3 * 3600;
/** A vehicle that says only its route is on none of the runs that it would be further off than this. */
const MOST_LATE_SECONDS = 1800;
const MOST_EARLY_SECONDS = 300;
/** Early counts three times, as where a vehicle is first seen (TheTransitClock, earlyToLateRatio). */
const EARLY_TO_LATE = 3;
/** And it must fit one run better than any other by as much. */
const CLEARLY_SECONDS = 240;

/**
 * Rule V7: the run that a vehicle is on. By what its feed says of the trip; where it says the route alone, by where the
 * vehicle is and when. A vehicle that fits nothing, or several runs alike, is on none.
 * @param seenAt when the vehicle reported
 * @param isNamed whether another vehicle says itself that it is on a run: then this one is not
 */
export function identifyRun(
  vehicle: VehiclePosition,
  seenAt: EpochSeconds,
  lookup: TripLookup,
  tracker: VehicleTracker | undefined,
  isNamed: (run: TripInstance) => boolean = () => false,
): IdentifiedRun {
  const { trip } = vehicle;
  if (!trip || (trip.tripId === undefined && trip.routeId === undefined))
    return { discarded: 'vehicle-without-trip' };
  const said = matchInstance(inLocalTime(trip, seenAt, lookup), [], seenAt, lookup);
  if ('instance' in said) return { instance: onNearestDay(said.instance, seenAt, lookup) };
  if (trip.tripId !== undefined) {
    // The date may be that of UTC, or of the wrong side of midnight: without it the nearest day counts (M3).
    const isDated = said.discarded === 'service-not-running' && trip.startDate !== undefined;
    const again = isDated && matchInstance({ ...trip, startDate: undefined }, [], seenAt, lookup);
    return again && 'instance' in again && distance(again.instance, seenAt, lookup) <= DOUBTED_SECONDS
      ? again
      : said;
  }
  return tracker ? byPlace(vehicle, trip, seenAt, lookup, tracker, isNamed) : said;
}

/** BODS writes start times in UTC: in summer an hour before those of the timetable. */
function inLocalTime(trip: TripDescriptor, seenAt: EpochSeconds, lookup: TripLookup): TripDescriptor {
  const { tripId, routeId, startSeconds, startDate } = trip;
  const ahead = utcOffsetSeconds(seenAt, lookup.index.timeZone);
  if (startSeconds === undefined || ahead === 0) return trip;
  const shifted = { ...trip, startSeconds: startSeconds + ahead };
  if (tripId !== undefined) {
    const fits = (candidate: TripDescriptor) =>
      'instance' in matchInstance({ ...candidate, startDate: undefined }, [], seenAt, lookup);
    return fits(trip) || !fits(shifted) ? trip : shifted;
  }
  if (routeId === undefined || startDate === undefined || !isServiceDate(startDate)) return trip;
  const day = serviceDateToDays(startDate);
  const late = startSeconds + ahead;
  const readings = [
    trip,
    shifted,
    // Half past midnight of the 11th is written as half past eleven at night of the 10th.
    ...(late >= 86_400
      ? [{ ...trip, startSeconds: late - 86_400, startDate: daysToServiceDate(day + 1) }]
      : []),
  ];
  // With a bus every hour both readings start a run: the one that is under way is meant.
  let best = trip;
  let least = Number.POSITIVE_INFINITY;
  for (const reading of readings) {
    const match = matchInstance(reading, [], seenAt, lookup);
    if (!('instance' in match)) continue;
    const away = distance(match.instance, seenAt, lookup);
    if (away < least) [best, least] = [reading, away];
  }
  return best;
}

/** Seconds between a report and the run; 0 while it runs. */
function distance(
  { trip, day, startSeconds }: TripInstance,
  seenAt: EpochSeconds,
  lookup: TripLookup,
): number {
  const { pattern, origin } = lookup.instance(trip, day, startSeconds);
  const end = origin + (pattern.arrivalOffsets.at(-1) ?? 0);
  return Math.max(origin - seenAt, seenAt - end, 0);
}

function onNearestDay(instance: TripInstance, seenAt: EpochSeconds, lookup: TripLookup): TripInstance {
  const own = distance(instance, seenAt, lookup);
  if (own <= DOUBTED_SECONDS) return instance;
  let best = instance;
  let least = own;
  for (const day of [instance.day - 1, instance.day + 1]) {
    if (!lookup.runsOn(instance.trip, day)) continue;
    const other = { ...instance, day };
    const away = distance(other, seenAt, lookup);
    if (away < least) [best, least] = [other, away];
  }
  return least <= DOUBTED_SECONDS ? best : instance;
}

/** Runs of a route that a vehicle may be on at an instant. */
export function runsUnderWay(
  { routeId, directionId }: TripDescriptor,
  seenAt: EpochSeconds,
  lookup: TripLookup,
): TripInstance[] {
  const today = localDays(seenAt, lookup.index.timeZone);
  const days = [today - 1, today, today + 1].map((day) => ({ day, start: lookup.dayStart(day) }));
  return lookup.tripsOfRoute(routeId ?? '').flatMap((number) => {
    const trip = lookup.trip(number);
    if (trip.frequencies || (directionId !== undefined && trip.directionId !== directionId)) return [];
    return days.flatMap(({ day, start }) => {
      // Of hundreds of runs of a route few are near: that is looked at first.
      if (start + trip.firstDepartureSeconds - seenAt > MOST_LATE_SECONDS) return [];
      const instance = { number, trip, day, startSeconds: null, unscheduled: false };
      return distance(instance, seenAt, lookup) <= MOST_LATE_SECONDS && lookup.runsOn(trip, day)
        ? [instance]
        : [];
    });
  });
}

function byPlace(
  { vehicle, position, bearing }: VehiclePosition,
  trip: TripDescriptor,
  seenAt: EpochSeconds,
  lookup: TripLookup,
  tracker: VehicleTracker,
  isNamed: (run: TripInstance) => boolean,
): IdentifiedRun {
  if (!position || !isPosition(position)) return { discarded: 'trip-not-identified' };
  const id = vehicle?.id ?? '';
  const candidates = runsUnderWay(trip, seenAt, lookup).filter((run) => !isNamed(run));
  // It goes on with what it was on, as long as it is on its way.
  const before = id && candidates.find((run) => tracker.isUnderWay(id, asRun(run)));
  if (before) return { instance: before };
  const fits = candidates
    .flatMap((instance) => {
      const late = tracker.latenessOf(asRun(instance), { position, bearing, at: seenAt });
      if (late === undefined || late > MOST_LATE_SECONDS || late < -MOST_EARLY_SECONDS) return [];
      return [{ instance, cost: late < 0 ? -late * EARLY_TO_LATE : late }];
    })
    .sort((a, b) => a.cost - b.cost);
  const [best, next] = fits;
  if (!best) return { discarded: 'trip-not-identified' };
  if (next && next.cost - best.cost < CLEARLY_SECONDS) return { discarded: 'trip-ambiguous' };
  return { instance: best.instance };
}

const asRun = ({ number, day, startSeconds }: TripInstance): TrackedRun => ({ number, day, startSeconds });
