import type { EpochSeconds, ServiceDate } from './service-day.ts';
import type { PickupType, Route, Translations, Tristate } from './timetable.ts';

/** GTFS-realtime VehiclePosition.OccupancyStatus, without NO_DATA_AVAILABLE (that is null). */
export const OCCUPANCY_STATUSES = [
  'EMPTY',
  'MANY_SEATS_AVAILABLE',
  'FEW_SEATS_AVAILABLE',
  'STANDING_ROOM_ONLY',
  'CRUSHED_STANDING_ROOM_ONLY',
  'FULL',
  'NOT_ACCEPTING_PASSENGERS',
  'NOT_BOARDABLE',
] as const;
export type Occupancy = (typeof OCCUPANCY_STATUSES)[number];

export interface Vehicle {
  readonly id: string | null;
  readonly label: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly asOf: EpochSeconds;
}

/**
 * What live data says of one call, after propagation (docs/board-rules.md, S and X).
 * `live` departs as predicted; `skipped` runs past; `cancelled` does not come; `scheduled` as the timetable says.
 * A call with `stopId` is listed: it says itself where and when it is (`instead`, `extra`, and moved calls). Any other
 * is laid over the timetable's call, by `delaySeconds`; its other fields are there only where they differ.
 */
export interface LiveCall {
  readonly callIndex: number;
  readonly state: 'scheduled' | 'live' | 'skipped' | 'cancelled';
  /** `live` and not listed: expected minus scheduled departure. */
  readonly delaySeconds?: number;
  /** Listed calls only. In an `update` it is the stop that the call is moved to (rule S5). */
  readonly stopId?: string;
  /** Listed calls only. */
  readonly expected?: EpochSeconds | null;
  readonly scheduled?: EpochSeconds | null;
  readonly headsign?: string;
  readonly pickupType?: PickupType;
  readonly occupancy?: Occupancy | null;
  readonly isLast?: boolean;
  /** A vehicle reports standing at this call (rule V6). */
  readonly standing?: true;
}

/** One trip instance with live data. */
export interface LiveTrip {
  /** Number in TripIndex, or -1 for a trip that has none (NEW, ADDED). */
  readonly trip: number;
  readonly tripId: string;
  readonly serviceDate: ServiceDate;
  /** Seconds of the service day; only for frequency-based trips. */
  readonly startSeconds: number | null;
  /**
   * `update`: its calls here replace or add to the timetable's, call by call.
   * `instead`: the timetable's calls of this instance are void; only these count (REPLACEMENT, DELETED with none).
   * `extra`: not in the timetable (NEW, ADDED, DUPLICATED).
   * `untracked`: nothing live says when it comes, though it should (rule P5); `vehicleSource` is the source that should.
   * Its calls are those that were predicted when it was last seen; it has its vehicle if that reports from off its path,
   * or is stuck.
   * `closed`: what a situation says does not run (rule M11). May stand beside one of the others, for the same run.
   */
  readonly kind: 'update' | 'instead' | 'extra' | 'untracked' | 'closed';
  /** DUPLICATED: the number of the trip that it is a copy of. */
  readonly copyOf?: number;
  readonly calls: readonly LiveCall[];
  /** Given where the reader cannot take it from the timetable's own call: `instead`, `extra`, and updates with moved calls. */
  readonly route: Route | null;
  readonly directionId: 0 | 1 | null;
  readonly headsign: string;
  readonly headwaySeconds: number | null;
  readonly wheelchair: Tristate | null;
  readonly vehicle: Vehicle | null;
  readonly occupancy: Occupancy | null;
  /** `untracked`: its vehicle reports, and has not moved for so long that nobody can tell when it will. */
  readonly stuck?: true;
  /** Calls that its vehicle has left: they come back on no board, whatever becomes of the vehicle. Absent: none known. */
  readonly left?: number;
  /** Index into LiveSnapshot.sources of the trip update; null where only a vehicle position speaks, calls and all. */
  readonly source: number | null;
  /** Index into LiveSnapshot.sources of the vehicle position. */
  readonly vehicleSource: number | null;
}

export interface AlertSelector {
  readonly agencyId?: string;
  readonly routeId?: string;
  readonly routeType?: number;
  readonly directionId?: 0 | 1;
  readonly stopId?: string;
  readonly trip?: {
    readonly tripId?: string;
    readonly routeId?: string;
    readonly directionId?: 0 | 1;
    readonly startDate?: ServiceDate;
    readonly startTime?: string;
  };
}

export interface Alert {
  readonly id: string;
  readonly cause: string;
  readonly effect: string;
  readonly severity: string;
  readonly header: Translations;
  readonly description: Translations;
  /** The text meant for a voice, where the feed gives one. */
  readonly spokenHeader?: Translations;
  readonly spokenDescription?: Translations;
  readonly url: Translations;
  readonly activePeriods: readonly {
    readonly start: EpochSeconds | null;
    readonly end: EpochSeconds | null;
  }[];
  readonly selectors: readonly AlertSelector[];
  readonly source: number;
}

export interface LiveSource {
  readonly id: string;
  /** Header timestamp of the message whose data is in the snapshot (rule B7 where it has none); null before the first. */
  readonly feedTimestamp: EpochSeconds | null;
  readonly tripUpdates: boolean;
  readonly vehicles: boolean;
  readonly alerts: boolean;
}

/** All that is known live of one feed after one poll. Immutable; made current as a whole. */
export interface LiveSnapshot {
  readonly feedId: string;
  /** Version of the timetable that the trips were matched to. */
  readonly timetableVersion: string;
  readonly sources: readonly LiveSource[];
  readonly trips: readonly LiveTrip[];
  readonly alerts: readonly Alert[];
}
