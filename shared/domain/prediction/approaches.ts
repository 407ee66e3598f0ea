import { distanceMetres } from '../transit/find-stops.ts';
import type { EpochSeconds } from '../transit/service-day.ts';
import type { Track, VehicleFix } from './follow-vehicle.ts';
import { runKey, type TrackedRun } from './kept-tracks.ts';
import type { RunSchedule } from './run-schedule.ts';
import type { LatLon, TripPath } from './trip-path.ts';

/** A vehicle that has not come onto its path yet (rules P4 and P6): when it can be at its first stop. */
export interface Approach {
  readonly vehicle: string;
  readonly run: TrackedRun;
  readonly at: EpochSeconds;
  readonly arrives: EpochSeconds;
  readonly sourceId: string | undefined;
  /** Where it stands, and since when; null where it makes another run first. */
  readonly standing: { readonly position: LatLon; readonly since: EpochSeconds } | null;
  /** It makes another run first, and has been stuck on that since. */
  readonly stuckFrom?: EpochSeconds;
}

/** From half an hour before its departure to an hour after it, a vehicle is on its way to its first stop. */
const FROM_SECONDS = 1800;
export const APPROACHES_UNTIL_SECONDS = 3600;
const MOST_METRES = 20_000;
/** Roads are longer than the straight line, and towns are slow. */
const DETOUR = 1.4;
const METRES_PER_SECOND = 8;
/** Within this of its departure a vehicle counts as in time. */
export const IN_TIME_SECONDS = 60;
/** TheTransitClock takes a bus that has not moved 60 m in eight minutes to be out of service. */
export const STUCK_SECONDS = 480;
const STUCK_METRES = 60;
/** An older report says nothing of where a vehicle has been since. */
const RECENT_SECONDS = 120;

/** Seconds that a bus takes over a straight line; undefined where no bus goes so far to begin a run. */
export const secondsOver = (metres: number): number | undefined =>
  metres > MOST_METRES ? undefined : (metres * DETOUR) / METRES_PER_SECOND;

const keyOf = (vehicle: string, run: TrackedRun) => `${vehicle}|${runKey(run)}`;

/** What is known of vehicles on their way to where their runs start. */
export class Approaches {
  private readonly known = new Map<string, Approach>();

  get(vehicle: string, run: TrackedRun): Approach | undefined {
    return this.known.get(keyOf(vehicle, run));
  }

  delete(vehicle: string, run: TrackedRun): void {
    this.known.delete(keyOf(vehicle, run));
  }

  /** Of two that are late for one run the one that comes first makes it. */
  soonestFirst(): Approach[] {
    return [...this.known.values()].sort((a, b) => a.arrives - b.arrives);
  }

  forgetBefore(at: EpochSeconds): void {
    for (const [key, approach] of this.known) if (approach.at < at) this.known.delete(key);
  }

  /** Rule P6: it makes another run first, and comes from there. */
  noteComing(approach: Omit<Approach, 'standing'>): void {
    this.known.set(keyOf(approach.vehicle, approach.run), { ...approach, standing: null });
  }

  /** Rule P6: it was to come late from a run that nobody can tell the end of any more. */
  noteStuck(vehicle: string, run: TrackedRun, at: EpochSeconds): void {
    const known = this.get(vehicle, run);
    if (known?.standing !== null) return;
    this.known.set(keyOf(vehicle, run), { ...known, at, stuckFrom: known.stuckFrom ?? at });
  }

  /** Rule P4: a vehicle that has its trip, and has not come to `start`, where that begins. */
  note(
    on: Pick<Approach, 'vehicle' | 'run' | 'sourceId'>,
    { position, at }: VehicleFix,
    start: LatLon,
    departs: EpochSeconds,
  ): void {
    const seconds = secondsOver(distanceMetres(position, start));
    const isDue = at >= departs - FROM_SECONDS && at <= departs + APPROACHES_UNTIL_SECONDS;
    const known = this.get(on.vehicle, on.run);
    if (!isDue || seconds === undefined || (known?.standing && at <= known.at)) return;
    const stood = known?.standing;
    const standing = stood && isNear(stood.position, position) ? stood : { position, since: at };
    this.known.set(keyOf(on.vehicle, on.run), { ...on, at, arrives: at + seconds, standing });
  }

  /** Whether a vehicle was on its way a moment ago, or is still where it was then. */
  isComing(vehicle: string, run: TrackedRun, { position, at }: VehicleFix): boolean {
    const approach = this.get(vehicle, run);
    if (!approach) return false;
    const hasStayed = approach.standing !== null && isNear(approach.standing.position, position);
    return hasStayed || at - approach.at <= RECENT_SECONDS;
  }
}

const isNear = (a: LatLon, b: LatLon) => distanceMetres(a, b) <= STUCK_METRES;

/** From when on nothing can be told of a vehicle that stands elsewhere, though its run was to begin; else undefined. */
export function stuckBefore(
  { at, standing, stuckFrom }: Approach,
  departs: EpochSeconds,
): EpochSeconds | undefined {
  if (!standing) return stuckFrom;
  const from = Math.max(standing.since, departs) + STUCK_SECONDS;
  return at > from ? from : undefined;
}

/** As if a vehicle were at its first stop when it can be; undefined while it can still be in time. */
export function lateStartOf(
  { arrives: at }: Approach,
  { calls }: Pick<TripPath, 'calls'>,
  { departures }: Pick<RunSchedule, 'departures'>,
): Track | undefined {
  if (at <= (departures[0] ?? 0) + IN_TIME_SECONDS) return undefined;
  const [along = 0] = calls;
  return { along, at, nextCall: 0, standingSince: at, standingAlong: along, lost: 0 };
}
