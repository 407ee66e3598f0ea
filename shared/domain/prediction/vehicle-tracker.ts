import { distanceMetres } from '../transit/find-stops.ts';
import { SILENT_AFTER_SECONDS, USABLE_SECONDS } from '../transit/freshness.ts';
import type { VehiclePosition } from '../transit/realtime-message.ts';
import { type EpochSeconds, remembered } from '../transit/service-day.ts';
import type { RouteLine } from '../transit/timetable.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';
import { isPosition } from '../transit/vehicle-facts.ts';
import {
  APPROACHES_UNTIL_SECONDS,
  type Approach,
  Approaches,
  IN_TIME_SECONDS,
  lateStartOf,
  STUCK_SECONDS,
  secondsOver,
  stuckBefore,
} from './approaches.ts';
import { driftAfter } from './drift.ts';
import { type EvenSchedule, evenSchedule } from './even-schedule.ts';
import {
  followVehicle,
  hasNotSetOut,
  LOST_FIXES,
  latenessAt,
  MOST_METRES_PER_SECOND,
  TERMINUS_METRES,
  type Track,
  type VehicleFix,
} from './follow-vehicle.ts';
import { type CallForecast, forecastCalls, type PredictedRun } from './forecast-calls.ts';
import { type KeptTrack, KeptTracks, type RunPassage, runKey, type TrackedRun } from './kept-tracks.ts';
import { MotionHeadings } from './motion-headings.ts';
import { type RunSchedule, scheduledAt, standingAtStops, waitsAt } from './run-schedule.ts';
import { slotAt, type TravelTimes } from './travel-times.ts';
import { type LatLon, planePoint, pointAt, type TripPath, tripPath } from './trip-path.ts';

/** A run that a vehicle was on, or on its way to, by its last report. */
export interface RunAsSeen {
  readonly run: TrackedRun;
  readonly vehicle: string;
  /** When it was last seen there. */
  readonly at: EpochSeconds;
  readonly sourceId: string | undefined;
  /** Calls that it had left. */
  readonly left: number;
  /** It reports, and has not moved for so long that nobody can tell when it will. */
  readonly isStuck: boolean;
  /** Whether a report from there may be its own; ids are not always one vehicle's. */
  readonly canBeAt: (position: LatLon, at: EpochSeconds) => boolean;
  /**
   * When it was to leave the others, where it has been silent for a while, off its path, or stuck, or where its last
   * report counts no more (`isOver`).
   */
  readonly ahead: (isOver: boolean) => readonly CallForecast[];
}

/** What following and predicting ask of a run, over and over: made once. */
interface PreparedRun {
  readonly path: TripPath;
  readonly schedule: RunSchedule;
  readonly even: EvenSchedule;
  /** Ids of its stops, by call. */
  readonly stops: readonly string[];
}

/** Reports further apart say too little about what lay between them to be learned from. */
const MOST_GAP_SECONDS = 75;
/** A place on the path, or beside it, that is older says nothing any more while the vehicle reports others. */
const MOST_AGE_SECONDS = 120;
/** A vehicle that has not reported for so long is forgotten. */
const KEPT_SECONDS = 1800;

/** A bus that stands for longer, where another says that it is on its run, is taken to have broken down. */
const BROKEN_DOWN_SECONDS = 300;

/** Nobody sets out so long before the time of a run: who drives then is on another. */
const SIGNS_ON_EARLY_SECONDS = 120;

/** What is on more runs than that at once is no vehicle, but an id that many have. */
const MOST_RUNS_OF_ONE = 8;

/** Within this of where it was last followed, a report may be a vehicle's own. */
const NEAR_METRES = 1000;

/** Two vehicles may say that they are on one run. */
const MOST_TRACKS = 2;

/** Drivers change ends, and set the next trip. */
const SHORTEST_LAYOVER_SECONDS = 60;
const trackKey = (kept: KeptTrack): string => `${kept.vehicle}|${runKey(kept)}`;

/**
 * Not on its run yet: beside its path, where that leads to its first stop, or it was there long before its time and is
 * not any more, parked elsewhere, or gone to fetch fuel.
 */
function isElsewhere(track: Track, { path, schedule }: PreparedRun): boolean {
  const { nextCall, lost, at, along } = track;
  const hasGoneAgain = nextCall === 0 && lost > 0 && at < (schedule.departures[0] ?? 0) - IN_TIME_SECONDS;
  const isBeforeStart = nextCall === 0 && along < (path.calls[0] ?? 0) - TERMINUS_METRES;
  return hasGoneAgain || isBeforeStart || hasNotSetOut(track, path);
}

/**
 * Since when a vehicle stands for no reason that the schedule knows: it has come before its time, or waits at a stop, or
 * just beside it, for its departure. undefined where it has arrived.
 */
function standsSince(track: Track, { path, schedule }: PreparedRun): EpochSeconds | undefined {
  const { nextCall, standingSince, standingAlong } = track;
  const stops = path.calls.flatMap((stop, i) => (Math.abs(stop - standingAlong) <= TERMINUS_METRES ? i : []));
  const last = path.calls.length - 1;
  if (nextCall >= last && stops.includes(last)) return undefined;
  const here = stops.filter((i) => Math.abs(i - nextCall) <= 1).map((i) => schedule.departures[i] ?? 0);
  return Math.max(standingSince, scheduledAt(standingAlong, path, schedule), ...here);
}

/** From when on nothing can be told of a vehicle that stands; undefined while it may. */
function stuckFrom(track: Track, prepared: PreparedRun): EpochSeconds | undefined {
  const since = standsSince(track, prepared);
  return since !== undefined && track.at - since > STUCK_SECONDS ? since + STUCK_SECONDS : undefined;
}

/** Whether a vehicle that was last followed there can be at a place by then. */
function isInReach(
  { along, at: seen }: Track,
  { path }: PreparedRun,
  position: LatLon,
  at: EpochSeconds,
): boolean {
  const [from, to] = [pointAt(path, along), planePoint(path.origin, position)];
  return (
    Math.hypot(to.x - from.x, to.y - from.y) <= NEAR_METRES + Math.max(0, at - seen) * MOST_METRES_PER_SECOND
  );
}

/**
 * Follows the vehicles of one feed along their trips, poll by poll: learns how long legs take, and says when each
 * vehicle leaves the stops ahead. Belongs to one version of the timetable.
 */
export class VehicleTracker {
  /** Shapes that are asked for and not there yet: what loads them looks here before the vehicles are followed. */
  readonly wantedShapes = new Set<number>();
  /** Every call that was left since the last `takePassages`. */
  private passages: RunPassage[] = [];
  private readonly kept = new KeptTracks();
  private readonly approaching = new Approaches();
  /** When a vehicle last named a run that it had made: by vehicle and run. */
  private readonly namedAt = new Map<string, EpochSeconds>();
  /** Runs that some vehicle has begun, whatever it was called. */
  private begun = new Set<string>();
  private readonly motions = new MotionHeadings();
  /** What buses take compared with the timetable, as of the last `forgetBefore`. */
  private pace = 1;
  private readonly shapes = new Map<number, RouteLine>();
  private readonly paths = new Map<string, TripPath | null>();
  /** Runs that were asked for since the last `forgetBefore`, and between that and the one before. */
  private prepared = new Map<string, PreparedRun>();
  private preparedBefore = new Map<string, PreparedRun>();

  private readonly lookup: TripLookup;
  private readonly times: TravelTimes;
  private readonly slotAt: (at: EpochSeconds) => number;

  constructor(lookup: TripLookup, times: TravelTimes) {
    this.lookup = lookup;
    this.times = times;
    const slotOfQuarter = remembered((quarter: number) => slotAt(quarter * 900, lookup.index.timeZone));
    this.slotAt = (at) => slotOfQuarter(Math.floor(at / 900));
  }

  /** Has the shape of a trip loaded that a vehicle says it is on. */
  expect(number: number): void {
    const { shape } = this.lookup.trip(number);
    if (shape >= 0 && !this.shapes.has(shape)) this.wantedShapes.add(shape);
  }

  addShape(number: number, shape: RouteLine): void {
    this.shapes.set(number, shape);
    this.wantedShapes.delete(number);
  }

  restore(tracks: Iterable<KeptTrack>): void {
    for (const kept of tracks) {
      this.kept.set(kept);
      if (kept.track.nextCall > 0) this.begun.add(runKey(kept));
    }
  }

  /** What is to be remembered for the next poll. */
  tracks(): readonly KeptTrack[] {
    return this.kept.all();
  }

  takePassages(): readonly RunPassage[] {
    const taken = this.passages;
    this.passages = [];
    return taken;
  }

  forgetBefore(now: EpochSeconds): void {
    this.forgetTracks(now);
    this.begun = new Set(this.kept.all().flatMap((kept) => (kept.track.nextCall > 0 ? runKey(kept) : [])));
    this.approaching.forgetBefore(now - KEPT_SECONDS);
    for (const [key, at] of this.namedAt) if (at < now - KEPT_SECONDS) this.namedAt.delete(key);
    this.motions.forgetBefore(now);
    this.times.forgetBefore(now);
    this.pace = this.times.pace(now);
    this.preparedBefore = this.prepared;
    this.prepared = new Map();
  }

  /** Of one run the newest tracks alone: some feeds give a vehicle another id each time. */
  private forgetTracks(now: EpochSeconds): void {
    for (const [, ofRun] of this.kept.byRun()) {
      ofRun
        .toSorted((a, b) => b.track.at - a.track.at)
        .forEach((kept, i) => {
          if (i >= MOST_TRACKS || this.isForgotten(kept, now)) this.kept.delete(kept);
        });
    }
  }

  /** One that left its first stop has not its run before it again, however long it is off its path (rule P4). */
  private isForgotten(kept: KeptTrack, now: EpochSeconds): boolean {
    if (Math.max(kept.track.at, this.namedAt.get(trackKey(kept)) ?? 0) >= now - KEPT_SECONDS) return false;
    if (kept.track.nextCall === 0) return true;
    const [departs = 0] = this.scheduleOf(kept).departures;
    return now > departs + APPROACHES_UNTIL_SECONDS;
  }

  /** A vehicle's report, whatever it is on; undefined where it does not say where it is. */
  fixOf({ vehicle, position, bearing }: VehiclePosition, at: EpochSeconds): VehicleFix | undefined {
    if (!position || !isPosition(position)) return undefined;
    const motion = vehicle?.id ? this.motions.headingAt(vehicle.id, position, at) : undefined;
    return { position, at, bearing, motion };
  }

  /** Whether a feed's newest report adds to what is known of this vehicle on this run. */
  follow(
    vehicle: string,
    run: TrackedRun,
    fix: VehicleFix,
    {
      hasBegun = false,
      sourceId,
    }: { readonly hasBegun?: boolean; readonly sourceId?: string | undefined } = {},
  ): void {
    const prepared = this.prepare(run);
    if (!prepared) return;
    const { path, schedule } = prepared;
    const before = this.kept.get(vehicle, run);
    const known = {
      isComing: this.approaching.isComing(vehicle, run, fix),
      usual: before ? 0 : this.usualOf(run, fix, prepared),
      isSure: before !== undefined && before.lastLeft !== null,
    };
    const { track, passages } = followVehicle(before?.track, fix, path, schedule, known);
    if (!track || isElsewhere(track, prepared)) {
      if (track) this.kept.set({ ...run, vehicle, track, lastLeft: null, sourceId });
      // On its path when it is first seen, it may have set out: that is not told late.
      const mayHaveSetOut = !before && !this.approaching.get(vehicle, run) && track !== undefined;
      const [start] = this.ends(run);
      const [departs = 0] = schedule.departures;
      if (hasBegun || this.begun.has(runKey(run))) this.approaching.delete(vehicle, run);
      else if (!mayHaveSetOut && start)
        this.approaching.note({ vehicle, run, sourceId }, fix, start, departs);
      return;
    }
    this.approaching.delete(vehicle, run);
    this.takeBackSignOns(vehicle, run, fix);
    if (track.nextCall > 0) this.begun.add(runKey(run));
    let lastLeft = before?.lastLeft ?? null;
    for (const passage of passages) {
      this.passages.push({ run, passage });
      const { callIndex, departed: at } = passage;
      // Where a bus waits for its time, what it took is what it took to get there.
      const came = waitsAt(schedule, callIndex) ? passage.arrived : at;
      if (passage.gapSeconds > MOST_GAP_SECONDS) {
        lastLeft = null;
        continue;
      }
      if (lastLeft?.callIndex === callIndex - 1)
        this.learn(prepared, callIndex, lastLeft.at, came - lastLeft.at);
      lastLeft = { callIndex, at };
    }
    const drift = before ? driftAfter(before.track, track, { ...prepared, pace: this.pace }) : 0;
    this.kept.set({ ...run, vehicle, track: { ...track, drift }, lastLeft, sourceId });
  }

  /** A vehicle that is on another run has not begun those that it was signed on to long before their time. */
  private takeBackSignOns(vehicle: string, run: TrackedRun, { position, at }: VehicleFix): void {
    const tracks = this.kept.ofVehicle(vehicle);
    if (tracks.length > MOST_RUNS_OF_ONE) return;
    for (const other of tracks) {
      if (runKey(other) === runKey(run)) continue;
      const prepared = this.prepare(other);
      const [departs = 0] = prepared?.schedule.departures ?? [];
      if (!prepared || other.track.at >= departs - SIGNS_ON_EARLY_SECONDS) continue;
      if (!isInReach(other.track, prepared, position, at)) continue; // two vehicles of one id
      this.kept.delete(other);
      const isBegun = this.kept.ofRun(other).some(({ track }) => track.nextCall > 0);
      if (!isBegun) this.begun.delete(runKey(other));
    }
  }

  /** How late another vehicle is that was on this run: one that takes over is where that one was. */
  private usualOf(run: TrackedRun, fix: VehicleFix, { path, schedule }: PreparedRun): number {
    const track = this.kept.newestOf(run);
    const isOnItsWay = track && track.nextCall > 0 && fix.at - track.at <= KEPT_SECONDS;
    return isOnItsWay ? Math.max(0, latenessAt(track.along, fix.at, path, schedule)) : 0;
  }

  stopSequences({ number }: TrackedRun): readonly number[] {
    return this.lookup.pattern(this.lookup.trip(number)).stopSequences;
  }

  /** Whether the vehicle was on its way on this run when it was last followed. */
  isUnderWay(vehicle: string, run: TrackedRun): boolean {
    const kept = this.kept.get(vehicle, run);
    const prepared = kept && this.prepare(run);
    return (
      prepared !== undefined &&
      kept !== undefined &&
      kept.track.lost < LOST_FIXES &&
      kept.track.nextCall < prepared.path.calls.length - 1
    );
  }

  /** It was on the last leg of its run, or at its end, and is not there any more: it may drive its next one. */
  hasLeftItsEnd(vehicle: string, run: TrackedRun): boolean {
    const kept = this.kept.get(vehicle, run);
    const prepared = kept && this.prepare(run);
    if (!prepared || kept.track.lost < LOST_FIXES) return false;
    return kept.track.nextCall >= prepared.path.calls.length - 1;
  }

  /** It still names a run that it has made: that is remembered for as long as it does. */
  noteNamed(vehicle: string, run: TrackedRun, at: EpochSeconds): void {
    const kept = this.kept.get(vehicle, run);
    if (kept) this.namedAt.set(trackKey(kept), at);
  }

  /** Another vehicle was seen on a run a moment ago. */
  isAnothers(vehicle: string, run: TrackedRun, at: EpochSeconds): boolean {
    return this.kept
      .ofRun(run)
      .some(
        (kept) => kept.vehicle !== vehicle && kept.track.nextCall > 0 && at - kept.track.at <= USABLE_SECONDS,
      );
  }

  /** How late a vehicle is on a run that it has begun, by its newest report; undefined where it has not. */
  latenessOnRun(vehicle: string, run: TrackedRun): number | undefined {
    const kept = this.kept.get(vehicle, run);
    const prepared = kept && this.prepare(run);
    if (!kept || !prepared || kept.track.nextCall === 0) return undefined;
    return latenessAt(kept.track.along, kept.track.at, prepared.path, prepared.schedule);
  }

  /** A bus that stands on the road, and that another on its run has overtaken, makes that no more. */
  private replacementOf(kept: KeptTrack): Track | undefined {
    return this.hasBrokenDown(kept, kept.track.at) ? this.kept.overtakerOf(kept) : undefined;
  }

  /** Whether a vehicle has stood on the road for so long that another may have taken its run over. */
  standsStill(vehicle: string, run: TrackedRun, now: EpochSeconds): boolean {
    const kept = this.kept.get(vehicle, run);
    return kept !== undefined && this.hasBrokenDown(kept, now);
  }

  private hasBrokenDown(kept: KeptTrack, now: EpochSeconds): boolean {
    const prepared = this.prepare(kept);
    const since = prepared && standsSince(kept.track, prepared);
    return since !== undefined && now - since > BROKEN_DOWN_SECONDS;
  }

  /** How late a vehicle would be on a run, in seconds; undefined where it is not on its path. */
  latenessOf(run: TrackedRun, fix: VehicleFix): number | undefined {
    const prepared = this.prepare(run);
    if (!prepared) return undefined;
    const { path, schedule } = prepared;
    const { track } = followVehicle(undefined, fix, path, schedule);
    return track && latenessAt(track.along, fix.at, path, schedule);
  }

  /** For how many seconds a vehicle that waits for a run would have to wait; 0 from its time on. */
  waitFor(run: TrackedRun, { at }: VehicleFix): number {
    return Math.max(0, (this.prepare(run)?.schedule.departures[0] ?? at) - at);
  }

  /** When the vehicle leaves the calls of its run; undefined where it is not known to be on its way. */
  forecast(vehicle: string, run: TrackedRun, now: EpochSeconds): readonly CallForecast[] | undefined {
    const prepared = this.prepare(run);
    if (!prepared) return undefined;
    const kept = this.kept.get(vehicle, run);
    if (kept && this.replacementOf(kept)) return undefined;
    const seen = kept?.track;
    const track = seen && !isElsewhere(seen, prepared) ? seen : this.lateStart(vehicle, run, prepared, now);
    if (!track || track.lost >= LOST_FIXES || stuckFrom(track, prepared) !== undefined) return undefined;
    // One report beside the path, at a bus station or from a receiver that is out, is not the end of the trip.
    if (track.lost > 0 && now - track.at > MOST_AGE_SECONDS) return undefined;
    return forecastCalls(this.predictable(prepared, now), track, now);
  }

  private predictable({ path, schedule, even, stops }: PreparedRun, now: EpochSeconds): PredictedRun {
    const pace = this.times.pace(now);
    const todayPace = this.times.todayPace(now);
    return {
      path,
      schedule,
      even: even.departures,
      leg: (callIndex, at) =>
        this.times.leg(
          this.slotAt(at),
          stops[callIndex - 1] ?? '',
          stops[callIndex] ?? '',
          (even.runningSeconds[callIndex] as number) * pace,
          todayPace,
        ),
    };
  }

  /** How many calls of a run a vehicle has left, by its newest report; without an id, whichever was on it. */
  callsLeft(vehicle: string | null, run: TrackedRun): number {
    const own = vehicle === null ? undefined : this.kept.get(vehicle, run);
    const track = own ? (this.replacementOf(own) ?? own.track) : this.kept.newestOf(run);
    return track?.nextCall ?? 0;
  }

  /** Every run as the newest report has left it: for those of which nothing is heard any more. */
  *runsAsSeen(now: EpochSeconds): Generator<RunAsSeen> {
    const newest = new Map<string, KeptTrack>();
    for (const [key, ofRun] of this.kept.byRun()) {
      const [kept] = ofRun.filter((each) => !this.isComing(each)).toSorted((a, b) => b.track.at - a.track.at);
      if (kept) newest.set(key, kept);
    }
    for (const kept of newest.values()) {
      const { track, vehicle, sourceId } = kept;
      const prepared = this.prepare(kept);
      const isStuck =
        prepared !== undefined &&
        track.lost === 0 &&
        now - track.at <= SILENT_AFTER_SECONDS &&
        stuckFrom(track, prepared) !== undefined;
      const canBeAt = (position: LatLon, at: EpochSeconds) =>
        !prepared || isInReach(track, prepared, position, at);
      const ahead = (isOver: boolean) => this.aheadAsSeen(kept, now, isOver);
      const left = this.callsLeft(vehicle, kept);
      yield { run: kept, vehicle, at: track.at, sourceId, left, isStuck, canBeAt, ahead };
    }
    for (const coming of this.approaching.soonestFirst()) {
      const { run, vehicle, at, sourceId } = coming;
      if (newest.has(runKey(run))) continue;
      const isStuck = now - at <= SILENT_AFTER_SECONDS && this.stuckFrom(coming) !== undefined;
      const ahead = (isOver: boolean) => this.lateStartAsSeen(coming, now, isOver);
      yield { run, vehicle, at, sourceId, left: 0, isStuck, canBeAt: () => true, ahead };
    }
  }

  /** On its way to where its run starts, whatever is remembered of where it was on its path. */
  private isComing(kept: KeptTrack): boolean {
    const { vehicle, track } = kept;
    if (track.nextCall > 0 || this.approaching.get(vehicle, kept) === undefined) return false;
    const prepared = this.prepare(kept);
    return track.lost > 0 || (prepared !== undefined && isElsewhere(track, prepared));
  }

  private lateStartAsSeen(coming: Approach, now: EpochSeconds, isOver: boolean): readonly CallForecast[] {
    const { run, at } = coming;
    const prepared = this.prepare(run);
    const stuck = this.stuckFrom(coming);
    const isSeen = !isOver && now - at <= SILENT_AFTER_SECONDS;
    if (!prepared || (isSeen && stuck === undefined)) return [];
    const since = Math.min(at, stuck ?? at);
    const then = coming.standing ? { ...coming, arrives: coming.arrives - at + since } : coming;
    const track = lateStartOf(then, prepared.path, prepared.schedule);
    return track ? forecastCalls(this.predictable(prepared, since), track, since) : [];
  }

  private stuckFrom(coming: Approach): EpochSeconds | undefined {
    return stuckBefore(coming, this.scheduleOf(coming.run).departures[0] ?? 0);
  }

  private aheadAsSeen(kept: KeptTrack, now: EpochSeconds, isOver: boolean): readonly CallForecast[] {
    const { track } = kept;
    const prepared = this.prepare(kept);
    if (!prepared || this.replacementOf(kept)) return [];
    const isOffPath = track.lost > 0;
    const stuck = stuckFrom(track, prepared);
    const isSeen = !isOver && now - track.at <= SILENT_AFTER_SECONDS && track.lost < LOST_FIXES;
    if (isSeen && stuck === undefined) return [];
    // Beside its path before its first stop it has not gone anywhere yet; at its last it has arrived.
    if ((isOffPath && track.nextCall === 0) || track.nextCall >= prepared.path.calls.length - 1) return [];
    const at = Math.min(track.at, stuck ?? track.at);
    const forecasts = forecastCalls(this.predictable(prepared, at), { ...track, at }, at);
    return forecasts.filter(({ passed }) => !passed);
  }

  /**
   * Rule P6: a vehicle that makes another run first, and ends that at an instant. Where the next one begins elsewhere
   * it has to go there; else it stays for as long as the timetable has it stay, or for a minute.
   */
  noteRunBefore(
    vehicle: string,
    run: TrackedRun,
    before: TrackedRun,
    ends: EpochSeconds,
    at: EpochSeconds,
    sourceId: string | undefined,
  ): void {
    const [last, first] = [this.ends(before).at(-1), this.ends(run)[0]];
    if (!last || !first) return;
    const metres = distanceMetres(last, first);
    const drives = secondsOver(metres);
    if (drives === undefined) return;
    const [departs = 0] = this.scheduleOf(run).departures;
    const stays = Math.min(
      SHORTEST_LAYOVER_SECONDS,
      departs - (this.scheduleOf(before).arrivals.at(-1) ?? departs),
    );
    const arrives = ends + (metres > TERMINUS_METRES ? drives : stays);
    this.approaching.noteComing({ vehicle, run, at, arrives, sourceId });
  }

  /** Rule P6: where nobody can tell when a vehicle ends its run, its next one cannot be told either. */
  noteNoEndBefore(vehicle: string, run: TrackedRun, before: TrackedRun, at: EpochSeconds): void {
    const kept = this.kept.get(vehicle, before);
    const prepared = kept && this.prepare(before);
    const coming = this.approaching.get(vehicle, before);
    const isStuck =
      (prepared && stuckFrom(kept.track, prepared) !== undefined) ||
      (coming && this.stuckFrom(coming) !== undefined);
    if (isStuck) this.approaching.noteStuck(vehicle, run, at);
    // It reports, and is on its way: what was told of its next run before is over, and that is not silent.
    else if (!prepared || kept.track.nextCall < prepared.path.calls.length - 1)
      this.approaching.delete(vehicle, run);
  }

  /** Where the first and the last call of a run are. */
  private ends({ number }: TrackedRun) {
    const { stops } = this.lookup.pattern(this.lookup.trip(number));
    return [stops[0], stops.at(-1)].map((stop) => this.lookup.index.stops[stop ?? -1]?.position);
  }

  /** undefined while it can still be in time, and where nobody can tell. */
  private lateStart(
    vehicle: string,
    run: TrackedRun,
    { path, schedule }: PreparedRun,
    now: EpochSeconds,
  ): Track | undefined {
    const coming = this.approaching.get(vehicle, run);
    if (!coming || now - coming.at > USABLE_SECONDS || this.stuckFrom(coming) !== undefined) return undefined;
    return lateStartOf(coming, path, schedule);
  }

  private learn({ even, stops }: PreparedRun, callIndex: number, left: EpochSeconds, seconds: number): void {
    this.times.learn(this.slotAt(left), {
      from: stops[callIndex - 1] ?? '',
      to: stops[callIndex] ?? '',
      left,
      seconds,
      scheduledSeconds: Math.round(even.runningSeconds[callIndex] as number),
    });
  }

  /** undefined where its path is not known, or its shape not there yet. */
  private prepare(run: TrackedRun): PreparedRun | undefined {
    const key = runKey(run);
    let prepared = this.prepared.get(key) ?? this.preparedBefore.get(key);
    if (!prepared) {
      const path = this.pathOf(run);
      if (!path) return undefined;
      const schedule = standingAtStops(this.scheduleOf(run), (call) => this.metresTo(run, path, call));
      prepared = { path, schedule, even: evenSchedule(path, schedule), stops: this.stopIdsOf(run) };
    }
    this.prepared.set(key, prepared);
    return prepared;
  }

  /**
   * From the call before. Without a shape a turning loop is as short as it is between the two sides of a road; and what
   * lies beside a shape may be further apart than along it.
   */
  private metresTo({ number }: TrackedRun, { calls, fromShape }: TripPath, call: number): number {
    const { stops } = this.lookup.pattern(this.lookup.trip(number));
    const [from, to] = [call - 1, call].map((i) => this.lookup.index.stops[stops[i] ?? -1]);
    if (!from?.position || !to?.position) return Number.POSITIVE_INFINITY;
    if (!fromShape && !this.lookup.areOfOneStation(from.id, to.id)) return Number.POSITIVE_INFINITY;
    return Math.max((calls[call] ?? 0) - (calls[call - 1] ?? 0), distanceMetres(from.position, to.position));
  }

  private stopIdsOf({ number }: Pick<TrackedRun, 'number'>): readonly string[] {
    const pattern = this.lookup.pattern(this.lookup.trip(number));
    return pattern.stops.map((stop) => this.lookup.index.stops[stop]?.id ?? '');
  }

  private scheduleOf({ number, day, startSeconds }: TrackedRun): RunSchedule {
    const { pattern, origin } = this.lookup.instance(this.lookup.trip(number), day, startSeconds);
    return {
      arrivals: pattern.arrivalOffsets.map((offset) => origin + offset),
      departures: pattern.departureOffsets.map((offset) => origin + offset),
      timepoints: pattern.timepoints,
    };
  }

  /** Trips with the same stops and shape have one path, whatever their times. */
  private pathOf({ number }: TrackedRun): TripPath | undefined {
    const trip = this.lookup.trip(number);
    const { stops } = this.lookup.pattern(trip);
    const key = `${trip.shape}|${stops.join()}`;
    const known = this.paths.get(key);
    if (known !== undefined) return known ?? undefined;
    const shape = this.shapes.get(trip.shape);
    if (trip.shape >= 0 && !shape) {
      this.wantedShapes.add(trip.shape);
      return undefined;
    }
    const path = tripPath(
      stops.map((stop) => this.lookup.index.stops[stop]?.position ?? null),
      shape,
    );
    this.paths.set(key, path ?? null);
    return path;
  }
}
