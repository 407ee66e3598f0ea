import type { EpochSeconds } from '../transit/service-day.ts';
import type { Passage, Track } from './follow-vehicle.ts';

/** A run of a timetable trip that a vehicle is on. */
export interface TrackedRun {
  /** Number in TripIndex. */
  readonly number: number;
  /** Service day, in days since 1970-01-01. */
  readonly day: number;
  /** Only for frequency-based trips. */
  readonly startSeconds: number | null;
}

export interface KeptTrack extends TrackedRun {
  readonly vehicle: string;
  readonly track: Track;
  /** Departure from the call that was left last: from it the next leg is reckoned. */
  readonly lastLeft: { readonly callIndex: number; readonly at: EpochSeconds } | null;
  /** The source that reported; undefined where an older release wrote the track. */
  readonly sourceId?: string | undefined;
}

/** A vehicle on a run has left a call. */
export interface RunPassage {
  readonly run: TrackedRun;
  readonly passage: Passage;
}

export const runKey = ({ number, day, startSeconds }: TrackedRun): string =>
  `${number}|${day}|${startSeconds ?? ''}`;

/** The run that a key of `runKey` is of. */
export function runOfKey(key: string): TrackedRun {
  const [number, day, start] = key.split('|');
  return { number: Number(number), day: Number(day), startSeconds: start ? Number(start) : null };
}

/** What is remembered of vehicles on runs: several may say that they are on one. */
export class KeptTracks {
  /** By run, then by vehicle. */
  private readonly runs = new Map<string, Map<string, KeptTrack>>();
  /** By vehicle, then by run. */
  private readonly vehicles = new Map<string, Map<string, KeptTrack>>();

  get(vehicle: string, run: TrackedRun): KeptTrack | undefined {
    return this.runs.get(runKey(run))?.get(vehicle);
  }

  set(kept: KeptTrack): void {
    const key = runKey(kept);
    const ofRun = this.runs.get(key) ?? new Map<string, KeptTrack>();
    ofRun.set(kept.vehicle, kept);
    this.runs.set(key, ofRun);
    const ofVehicle = this.vehicles.get(kept.vehicle) ?? new Map<string, KeptTrack>();
    ofVehicle.set(key, kept);
    this.vehicles.set(kept.vehicle, ofVehicle);
  }

  delete({ vehicle, ...run }: KeptTrack): void {
    const key = runKey(run);
    const ofRun = this.runs.get(key);
    ofRun?.delete(vehicle);
    if (ofRun?.size === 0) this.runs.delete(key);
    const ofVehicle = this.vehicles.get(vehicle);
    ofVehicle?.delete(key);
    if (ofVehicle?.size === 0) this.vehicles.delete(vehicle);
  }

  ofRun(run: TrackedRun): readonly KeptTrack[] {
    return [...(this.runs.get(runKey(run))?.values() ?? [])];
  }

  /** None of a vehicle without an id: it is any. */
  ofVehicle(vehicle: string): readonly KeptTrack[] {
    return vehicle === '' ? [] : [...(this.vehicles.get(vehicle)?.values() ?? [])];
  }

  all(): KeptTrack[] {
    return [...this.runs.values()].flatMap((ofRun) => [...ofRun.values()]);
  }

  byRun(): Iterable<readonly [string, readonly KeptTrack[]]> {
    return [...this.runs].map(([key, ofRun]) => [key, [...ofRun.values()]] as const);
  }

  /** Another vehicle that has come further on its run, while this one stood. */
  overtakerOf({ vehicle, track, ...run }: KeptTrack): Track | undefined {
    const others = [...(this.runs.get(runKey(run))?.values() ?? [])].filter(
      (kept) => kept.vehicle !== vehicle,
    );
    return others.find(
      (other) => other.track.nextCall > track.nextCall && other.track.at > track.standingSince,
    )?.track;
  }

  /** Where the vehicle of a run was, whichever that is: by the newest report of one that had begun it, else of any. */
  newestOf(run: TrackedRun): Track | undefined {
    let newest: Track | undefined;
    for (const { track } of this.runs.get(runKey(run))?.values() ?? []) {
      const isBegun = track.nextCall > 0;
      if (!newest || (isBegun === newest.nextCall > 0 ? track.at > newest.at : isBegun)) newest = track;
    }
    return newest;
  }
}
