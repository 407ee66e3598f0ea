import type { EpochSeconds } from '../transit/service-day.ts';
import { angleBetween, type PathPlace, placesOnPath } from './locate-vehicle.ts';
import { BOARDING_SECONDS, type RunSchedule, scheduledAt, standsAt } from './run-schedule.ts';
import { type LatLon, planePoint, pointAt, type TripPath } from './trip-path.ts';

/** One report of where a vehicle is. */
export interface VehicleFix {
  readonly position: LatLon;
  readonly at: EpochSeconds;
  /** Degrees from north, clockwise; undefined where the feed says nothing that can be believed. */
  readonly bearing: number | undefined;
  /** Which way it has gone of late, in the same degrees: believed where nothing else says which way it goes. */
  readonly motion?: number | undefined;
}

/** What is remembered of a vehicle on its trip from one poll to the next. */
export interface Track {
  /** Metres along the path at the newest fix that lay on it. */
  readonly along: number;
  readonly at: EpochSeconds;
  /** First call that the vehicle has not left. */
  readonly nextCall: number;
  /** Since when the vehicle has been within `STANDING_METRES` of where it is. */
  readonly standingSince: EpochSeconds;
  readonly standingAlong: number;
  /** Fixes in a row that did not lie on the path ahead. */
  readonly lost: number;
  /** As driftAfter gives it; absent where nothing is known of the way that it has come. */
  readonly drift?: number;
}

/** A call that the vehicle has left. */
export interface Passage {
  readonly callIndex: number;
  /** When it came to the stop, and when it left it. */
  readonly arrived: EpochSeconds;
  readonly departed: EpochSeconds;
  /** Seconds between the two fixes that the departure lies between: how far it may be out. */
  readonly gapSeconds: number;
}

/** What is known of a vehicle besides its track. */
export interface KnownBefore {
  readonly isComing?: boolean;
  readonly usual?: number;
  readonly isSure?: boolean;
}

export interface Followed {
  readonly track: Track | undefined;
  readonly passages: readonly Passage[];
}

/** Nothing on a road is faster. TheTransitClock caps speeds at 27 m/s. */
export const MOST_METRES_PER_SECOND = 33;
/** A receiver's error, and a queue that rolls back. */
const BACKWARDS_METRES = 80;
const AHEAD_METRES = 150;
/** Within this of a stop a vehicle stands at it. */
export const AT_STOP_METRES = 35;
export const STANDING_METRES = 20;
/** About where a trip starts buses are moved up, turned and parked: so far from the first stop is still there. */
export const TERMINUS_METRES = 150;
/** After so long without a place on the path ahead, the vehicle is looked for anew. */
export const LOST_FIXES = 3;
export const FORGOTTEN_SECONDS = 900;
/** A vehicle that is heading the other way is on the other side of the road, or on another visit of it. */
const WRONG_WAY_DEGREES = 100;
const WRONG_WAY_METRES = 200;
const MOTION_WRONG_WAY_DEGREES = 135;
/** And one that is heading this way goes along it. */
const ALONG_DEGREES = 60;
/**
 * A vehicle that may be where it was has not gone on to where its path comes back to: so many metres of a receiver's
 * noise do not say so.
 */
const LEFT_METRES = 20;
/** How many metres beside the path a second off schedule is worth, where the vehicle is first seen. */
const METRES_PER_LATE_SECOND = 0.1;
/** Buses are late more often than early: TheTransitClock, earlyToLateRatio. */
const EARLY_TO_LATE = 3;
/** No bus sets out earlier than that. */
const SETS_OUT_EARLY_SECONDS = 120;
/** What is first seen beyond its first stop, before its time there, is on its run when it has driven so far. */
const SETS_OUT_METRES = 100;
const NEAR_START_METRES = 400;
/** A place that nobody would believe the vehicle to be in. */
const IMPLAUSIBLE_LATE_SECONDS = 5400;
const IMPLAUSIBLE_EARLY_SECONDS = 300;
/** A run that ends where it starts would be over before it has begun. */
const EARLY_PART = 0.5;

const directionCost = (place: PathPlace, bearing: number | undefined) =>
  bearing !== undefined && angleBetween(bearing, place.heading) > WRONG_WAY_DEGREES ? WRONG_WAY_METRES : 0;

/** The same, where the feed has no bearing; between two reports a road may turn. */
const motionCost = (place: PathPlace, { bearing, motion }: VehicleFix) =>
  bearing === undefined &&
  motion !== undefined &&
  angleBetween(motion, place.heading) > MOTION_WRONG_WAY_DEGREES
    ? WRONG_WAY_METRES
    : 0;

/**
 * Where a vehicle is that has not been seen before: the schedule tells the visits of a loop apart.
 * @param usual seconds that it is taken to be late
 */
function firstPlace(
  places: readonly PathPlace[],
  fix: VehicleFix,
  path: TripPath,
  run: RunSchedule,
  usual: number,
): PathPlace | undefined {
  let best: PathPlace | undefined;
  let least = Number.POSITIVE_INFINITY;
  const [firstStop = 0] = path.calls;
  const waits = isBeforeItsTime(fix.at, run);
  for (const place of places) {
    // Before its time, on its way back to where it starts, a bus passes the stops that are to come.
    if (waits && place.along > firstStop + TERMINUS_METRES) continue;
    const wrongWay = directionCost(place, fix.bearing) || motionCost(place, fix);
    if (wrongWay > 0 && place.along > firstStop + AT_STOP_METRES) continue;
    const late = latenessAt(place.along, fix.at, path, run);
    if (late > IMPLAUSIBLE_LATE_SECONDS || late < earliestAt(fix.at, run)) continue;
    const off = Math.abs(late - usual) * METRES_PER_LATE_SECOND * (late < usual ? EARLY_TO_LATE : 1);
    const cost = place.metresOff + wrongWay + off;
    if (cost < least) [best, least] = [place, cost];
  }
  return best;
}

/** How early a vehicle may be, in negative seconds: the longer it is on its way, the more. */
const earliestAt = (at: EpochSeconds, { departures }: RunSchedule) =>
  -IMPLAUSIBLE_EARLY_SECONDS - EARLY_PART * Math.max(0, at - (departures[0] ?? 0));

const isBeforeItsTime = (at: EpochSeconds, { departures }: RunSchedule) =>
  at < (departures[0] ?? 0) - SETS_OUT_EARLY_SECONDS;

/** Seconds; a vehicle that waits for its departure is on time. */
export function latenessAt(along: number, at: EpochSeconds, path: TripPath, run: RunSchedule): number {
  const beyond = along - (path.calls[0] ?? 0);
  if (beyond <= AT_STOP_METRES && at <= (run.departures[0] ?? 0)) return 0;
  if (beyond <= TERMINUS_METRES && isBeforeItsTime(at, run)) return 0;
  const late = at - scheduledAt(along, path, run);
  return late < 0 ? Math.max(late, earlyAtStop(along, at, path, run)) : late;
}

/** Seconds, 0 or less, at a stop that the run stands at, or just beside it: early is who comes before its arrival. */
function earlyAtStop(along: number, at: EpochSeconds, { calls }: TripPath, run: RunSchedule): number {
  const stop = calls.findIndex(
    (call, i) => Math.abs(call - along) <= TERMINUS_METRES && standsAt(run, i) > BOARDING_SECONDS,
  );
  return stop < 0 ? Number.NEGATIVE_INFINITY : Math.min(0, at - (run.arrivals[stop] as number));
}

/** Where a vehicle is that was on the path before: no further back, and no further ahead than it can have come. */
function nextPlace(fix: VehicleFix, track: Track, path: TripPath, run: RunSchedule): PathPlace | undefined {
  const seconds = fix.at - track.at;
  const from = track.along - BACKWARDS_METRES;
  const to = track.along + AHEAD_METRES + seconds * MOST_METRES_PER_SECOND;
  const late = latenessAt(track.along, track.at, path, run);
  const latenessThen = ({ along }: PathPlace) => latenessAt(along, fix.at, path, run);
  const places = placesOnPath(path, fix.position, from, to).filter(
    ({ along }) => along >= from && along <= to,
  );
  // Where its run both starts and ends, a bus that waits has not come to the end of it.
  const inTime = places.filter((place) => latenessThen(place) >= Math.min(late, earliestAt(fix.at, run)));
  let best: PathPlace | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const place of inTime.length > 0 ? inTime : places) {
    const change = Math.abs(latenessThen(place) - late);
    const left = Math.abs(place.along - track.along) > STANDING_METRES ? LEFT_METRES : 0;
    const cost = place.metresOff + directionCost(place, fix.bearing) + change * METRES_PER_LATE_SECOND + left;
    if (cost < least) [best, least] = [place, cost];
  }
  return best;
}

/**
 * It is beside its path beyond the first stop, and has not been seen to drive along it: parked there, or on its way to
 * where it starts. Its run has not begun.
 */
export const hasNotSetOut = ({ nextCall, lost, along }: Track, { calls }: TripPath): boolean =>
  nextCall === 0 && lost >= LOST_FIXES && along > (calls[0] ?? 0) + TERMINUS_METRES;

/**
 * Takes a vehicle one report further along its trip. It only goes forward; a report that is not on the path ahead is
 * passed over, and after some of them (a diversion, another trip than the feed says) the vehicle is looked for anew.
 * Pure: the track is the caller's to keep.
 * @param known `isComing`: it was on its way to its first stop before, and is on the run when it has been there, or
 * drives along. `usual`: by how many seconds another vehicle on the run was late where this one is first seen. `isSure`:
 * it has been seen to leave a call, so that what it had left is not a guess
 */
export function followVehicle(
  before: Track | undefined,
  fix: VehicleFix,
  path: TripPath,
  run: RunSchedule,
  { isComing = false, usual = 0, isSure = false }: KnownBefore = {},
): Followed {
  if (before && fix.at <= before.at) return { track: before, passages: [] };
  if (before && hasNotSetOut(before, path)) return setOut(before, fix, path, run);
  const known = before && fix.at - before.at <= FORGOTTEN_SECONDS && before.lost < LOST_FIXES;
  if (before && !known && hasArrived(before, path, run))
    return { track: { ...before, lost: before.lost + 1 }, passages: [] };
  if (before && known) {
    const place = nextPlace(fix, before, path, run);
    if (!place) return { track: { ...before, lost: before.lost + 1 }, passages: [] };
    return advance(before, Math.max(before.along, place.along), fix.at, path, run);
  }
  const place = firstPlace(placesOnPath(path, fix.position), fix, path, run, usual);
  if (!place) return { track: before && { ...before, lost: before.lost + 1 }, passages: [] };
  const isEarly = latenessAt(place.along, fix.at, path, run) < -SETS_OUT_EARLY_SECONDS;
  const isParked = isComing && (isNearStart(fix, path) || !drivesAlong(place, fix));
  const isDoubted = before ? before.nextCall === 0 && isEarly : isParked || isEarly;
  const track = placed(place.along, fix.at, path, run, isComing);
  // What it had left is not to come any more, wherever it drives.
  if (before && isSure && track.nextCall < before.nextCall)
    return { track: { ...before, lost: before.lost + 1 }, passages: [] };
  if (isDoubted && isBeyondStart(place, path)) return { track: notSetOut(track), passages: [] };
  // Nobody has heard of it for a while, and it is where it was.
  const stood = before?.lost === 0 && Math.abs(place.along - before.standingAlong) <= STANDING_METRES;
  const { standingSince, standingAlong } = stood ? before : track;
  return { track: { ...track, standingSince, standingAlong }, passages: [] };
}

/** Where a run starts, one that came to make it has not driven along it yet, though it ends there, too. */
function isNearStart({ position }: VehicleFix, path: TripPath): boolean {
  const [from, to] = [planePoint(path.origin, position), pointAt(path, path.calls[0] ?? 0)];
  return Math.hypot(to.x - from.x, to.y - from.y) <= NEAR_START_METRES;
}

/** Whether its last moves went the way that the path goes there. */
const drivesAlong = ({ heading }: PathPlace, { motion }: VehicleFix): boolean =>
  motion !== undefined && angleBetween(motion, heading) <= ALONG_DEGREES;

/** Where it is said to be for the first time: who comes to where it starts, or is there before its time, waits there. */
function placed(along: number, at: EpochSeconds, path: TripPath, run: RunSchedule, isComing: boolean): Track {
  const [first = 0] = path.calls;
  const waits = along <= first + TERMINUS_METRES && (isComing || at < (run.departures[0] ?? 0));
  const passed = waits ? 0 : path.calls.findIndex((call) => call + AT_STOP_METRES >= along);
  const nextCall = passed < 0 ? path.calls.length : passed;
  return { along, at, nextCall, standingSince: at, standingAlong: along, lost: 0 };
}

const notSetOut = (track: Track): Track => ({ ...track, nextCall: 0, lost: LOST_FIXES });

const isBeyondStart = ({ along }: PathPlace, { calls }: TripPath) =>
  along > (calls[0] ?? 0) + TERMINUS_METRES;

/** A vehicle of which `hasNotSetOut` is true, one report later: its run begins at its first stop, or on the way. */
function setOut(before: Track, fix: VehicleFix, path: TripPath, run: RunSchedule): Followed {
  const silent = { track: { ...before, lost: before.lost + 1 }, passages: [] };
  const reach = AHEAD_METRES + (fix.at - before.at) * MOST_METRES_PER_SECOND;
  const places = placesOnPath(path, fix.position).filter(
    (place) =>
      directionCost(place, fix.bearing) + motionCost(place, fix) === 0 || !isBeyondStart(place, path),
  );
  // Where its path passes one place twice, standing there is no progress; where it starts, the run starts.
  const near = (place: PathPlace) => (isBeyondStart(place, path) ? Math.abs(place.along - before.along) : 0);
  const [place] = places.toSorted((a, b) => near(a) - near(b));
  if (!place) return silent;
  const track = placed(place.along, fix.at, path, run, true);
  if (!isBeyondStart(place, path)) return { track, passages: [] };
  const hasComeFar = near(place) > reach;
  const from =
    hasComeFar || isBeforeItsTime(fix.at, run) ? place.along : Math.min(before.standingAlong, place.along);
  const late = latenessAt(place.along, fix.at, path, run);
  if (place.along - from >= SETS_OUT_METRES && late >= earliestAt(fix.at, run))
    return { track, passages: [] };
  const stands = Math.abs(place.along - before.along) <= STANDING_METRES;
  return {
    track: {
      ...notSetOut(track),
      standingAlong: from,
      standingSince: stands ? before.standingSince : fix.at,
    },
    passages: [],
  };
}

/** It was at its last stop at about its time: driving back on the same road, it is not on its way there again. */
function hasArrived({ nextCall, at }: Track, { calls }: TripPath, run: RunSchedule): boolean {
  return nextCall >= calls.length - 1 && at >= (run.arrivals.at(-1) ?? 0) + earliestAt(at, run);
}

function advance(before: Track, along: number, at: EpochSeconds, path: TripPath, run: RunSchedule): Followed {
  const seconds = at - before.at;
  const metres = along - before.along;
  const whenAt = (place: number) =>
    metres <= 0 ? at : before.at + (seconds * Math.min(metres, Math.max(0, place - before.along))) / metres;
  const passages: Passage[] = [];
  const stands = along - before.standingAlong <= STANDING_METRES;
  const isAtStart =
    before.nextCall === 0 &&
    along <= (path.calls[0] as number) + TERMINUS_METRES &&
    (stands || isBeforeItsTime(at, run));
  let { nextCall } = before;
  for (; !isAtStart && nextCall < path.calls.length; nextCall++) {
    const stop = path.calls[nextCall] as number;
    if (along <= stop + AT_STOP_METRES) break;
    // It stood where it was until shortly before it was seen elsewhere, or so one has to believe.
    passages.push({
      callIndex: nextCall,
      arrived: Math.round(
        before.standingAlong >= stop - AT_STOP_METRES && before.along <= stop + AT_STOP_METRES
          ? before.standingSince
          : whenAt(stop),
      ),
      departed: Math.round(whenAt(stop)),
      gapSeconds: seconds,
    });
  }
  return {
    track: {
      along,
      at,
      nextCall,
      standingSince: stands ? before.standingSince : at,
      standingAlong: stands ? before.standingAlong : along,
      lost: 0,
    },
    passages,
  };
}
