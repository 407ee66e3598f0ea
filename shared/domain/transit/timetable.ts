import type { ServiceDate } from './service-day.ts';

/** yes, no, or nobody has said. Never collapsed to two states. */
export type Tristate = 'yes' | 'no' | 'unknown';

/** Texts by BCP 47 language tag; `und` where the source names no language. */
export type Translations = Readonly<Record<string, string>>;

export interface Stop {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  readonly names?: Translations;
  /** Where it is, in words (GTFS stop_desc): names alone repeat. */
  readonly description?: string;
  /** Which of several stops of that name: a platform or stance. */
  readonly indicator: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Inherited from the parent station where the stop says nothing (rule T13). */
  readonly wheelchairBoarding: Tristate;
  readonly parentStation: string | null;
  readonly platformCode: string | null;
}

export interface Route {
  readonly routeId: string;
  /** What is on the front of the bus (rule T12). */
  readonly line: string;
  readonly routeType: number;
  readonly agencyId: string;
  readonly operator: string;
  /** National Operator Code (NOC), where the feed says it: agency_noc of the UK's feeds. */
  readonly operatorCode?: string;
}

/** Where vehicles run, on a map: points in order, in 1e-5 degrees (about a metre). */
export interface RouteLine {
  readonly lats: readonly number[];
  readonly lons: readonly number[];
}

/** The dates on which a service runs: bit i (0 = lowest) of byte i/8 is firstDay + i. */
export interface ServiceDates {
  /** Days since 1970-01-01 of bit 0. */
  readonly firstDay: number;
  /** Hexadecimal, two digits a byte. */
  readonly bits: string;
}

export interface FrequencyWindow {
  /** Seconds of the service day, at the trip's first departure. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly headwaySeconds: number;
  readonly exactTimes: boolean;
}

/** GTFS pickup_type: 0 regular, 1 none, 2 phone the agency, 3 ask the driver. */
export type PickupType = 0 | 1 | 2 | 3;

/** One call at a stop, of one trip, on every date its service runs. */
export interface ScheduledCall {
  /** The trip's number in this version of the timetable; see TripIndex. */
  readonly trip: number;
  readonly tripId: string;
  /** Index into StopTimetable.routes. */
  readonly route: number;
  /** Index into StopTimetable.services. */
  readonly service: number;
  readonly directionId: 0 | 1 | null;
  readonly headsign: string;
  readonly headsigns?: Translations;
  readonly wheelchair: Tristate;
  /** Position of the call in its trip, from 0. */
  readonly callIndex: number;
  /** Which of StopTimetable.stops the trip calls at. */
  readonly stop: number;
  /** Seconds of the service day; for a frequency-based trip, of its first listed run. */
  readonly departureSeconds: number;
  readonly pickupType: PickupType;
  readonly isLast: boolean;
  /** Present for frequency-based trips; `offsetSeconds` is the departure minus the trip's first departure. */
  readonly frequencies?: { readonly offsetSeconds: number; readonly windows: readonly FrequencyWindow[] };
}

/** Everything that the board of one stop needs from one version of one feed's timetable. */
export interface StopTimetable {
  readonly feedId: string;
  readonly version: string;
  readonly timeZone: string;
  readonly stop: Stop;
  /** The stop itself first, then its children; calls refer to these. */
  readonly stops: readonly Stop[];
  /** Ids of the parent station's other children: their alerts concern this stop too. */
  readonly siblings: readonly string[];
  /** The shard of the live snapshot that holds this stop's calls. */
  readonly area: number;
  readonly routes: readonly Route[];
  readonly services: readonly ServiceDates[];
  /** In order of departureSeconds. Last calls and calls without pickup are kept: live data may change them. */
  readonly calls: readonly ScheduledCall[];
}

/** The sequence of calls that several trips share, with times relative to the first departure. */
export interface CallPattern {
  /** Index into TripIndex.stops, per call. */
  readonly stops: readonly number[];
  readonly stopSequences: readonly number[];
  /** Seconds after the trip's first departure (may be negative at the first call). */
  readonly arrivalOffsets: readonly number[];
  readonly departureOffsets: readonly number[];
  /** 1 where timepoint is explicitly 1. */
  readonly timepoints: readonly (0 | 1)[];
  readonly pickupTypes: readonly PickupType[];
}

export interface IndexedTrip {
  readonly tripId: string;
  readonly pattern: number;
  /** Seconds of the service day of the first departure. */
  readonly firstDepartureSeconds: number;
  readonly service: number;
  readonly route: number;
  readonly directionId: 0 | 1 | null;
  readonly headsign: string;
  readonly wheelchair: Tristate;
  /** Index into the shapes of this version; -1 without. */
  readonly shape: number;
  /** Trips of one number are made by one vehicle, one after the other (GTFS block_id); -1 without. */
  readonly block: number;
  readonly frequencies?: readonly FrequencyWindow[];
}

/** What the real-time ingest needs of a version: every trip, and no stop's board. */
export interface TripIndex {
  readonly feedId: string;
  readonly version: string;
  readonly timeZone: string;
  readonly stops: readonly {
    readonly id: string;
    readonly name: string;
    readonly parentStation: string | null;
    readonly area: number;
    readonly position: { readonly lat: number; readonly lon: number } | null;
  }[];
  readonly routes: readonly Route[];
  readonly services: readonly ServiceDates[];
  readonly patterns: readonly CallPattern[];
  readonly trips: readonly IndexedTrip[];
  readonly areaCount: number;
}

/** One record or file that the import did not take, or took with a doubt. Line 1 is the header line. */
export interface ImportNotice {
  readonly severity: 'rejected' | 'warning';
  readonly file: string;
  readonly line: number | null;
  readonly field: string | null;
  /** A stable word for the kind of trouble, e.g. `unknown-stop`. */
  readonly reason: string;
  readonly message: string;
}

export interface ImportReport {
  readonly feedId: string;
  readonly version: string;
  readonly importedAt: number;
  readonly publisher: string | null;
  readonly feedVersion: string | null;
  /** Records taken, by file. */
  readonly counts: Readonly<Record<string, number>>;
  /** First and last date on which any service runs; null where none does. */
  readonly validity: { readonly from: ServiceDate | null; readonly to: ServiceDate | null };
  /** How often each (severity, file, reason) came up. */
  readonly totals: readonly {
    readonly severity: ImportNotice['severity'];
    readonly file: string;
    readonly reason: string;
    readonly count: number;
  }[];
  /** The first notices of each kind, at most 20 a kind. */
  readonly notices: readonly ImportNotice[];
}
