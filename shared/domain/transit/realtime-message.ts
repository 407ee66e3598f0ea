import type { Alert, AlertSelector, Occupancy } from './live-snapshot.ts';
import type { EpochSeconds, ServiceDate } from './service-day.ts';
import type { PickupType } from './timetable.ts';

/** GTFS-realtime or SIRI, decoded: an absent field is undefined, an empty string too, and no default is taken for data. */

export type TripRelationship =
  | 'SCHEDULED'
  | 'ADDED'
  | 'UNSCHEDULED'
  | 'CANCELED'
  | 'REPLACEMENT'
  | 'DUPLICATED'
  | 'DELETED'
  | 'NEW';

export interface TripDescriptor {
  readonly tripId?: string | undefined;
  readonly routeId?: string | undefined;
  readonly directionId?: 0 | 1 | undefined;
  /** As sent; may be no date at all (rule M2). */
  readonly startDate?: ServiceDate | undefined;
  readonly startSeconds?: number | undefined;
  readonly relationship: TripRelationship;
}

export interface StopEvent {
  readonly time?: EpochSeconds | undefined;
  readonly delay?: number | undefined;
  readonly scheduledTime?: EpochSeconds | undefined;
}

export interface StopTimeUpdate {
  readonly stopSequence?: number | undefined;
  readonly stopId?: string | undefined;
  readonly arrival?: StopEvent | undefined;
  readonly departure?: StopEvent | undefined;
  readonly relationship: 'SCHEDULED' | 'SKIPPED' | 'NO_DATA' | 'UNSCHEDULED';
  readonly assignedStopId?: string | undefined;
  readonly stopHeadsign?: string | undefined;
  readonly pickupType?: PickupType | undefined;
  /** null is NO_DATA_AVAILABLE, said explicitly. */
  readonly departureOccupancy?: Occupancy | null | undefined;
}

export interface VehicleDescriptor {
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  /** undefined: NO_VALUE or absent. */
  readonly wheelchair?: 'yes' | 'no' | 'unknown' | undefined;
}

export interface TripUpdate {
  readonly entityId: string;
  readonly trip: TripDescriptor;
  readonly vehicle?: VehicleDescriptor | undefined;
  readonly timestamp?: EpochSeconds | undefined;
  readonly delay?: number | undefined;
  readonly stopTimeUpdates: readonly StopTimeUpdate[];
  readonly properties?:
    | {
        readonly tripId?: string | undefined;
        readonly startDate?: ServiceDate | undefined;
        readonly startSeconds?: number | undefined;
        readonly headsign?: string | undefined;
      }
    | undefined;
}

/** How SIRI names a journey: by the words of a ticket machine, not the ids of a timetable (rules V8 and M11). */
export interface JourneyReference {
  /** In the UK a National Operator Code. */
  readonly operatorRef?: string | undefined;
  /** As published and as referred to, where these differ. */
  readonly lineNames: readonly string[];
  /** Stop ids, where they are; some are postcodes or words. */
  readonly originRef?: string | undefined;
  readonly destinationRef?: string | undefined;
  /** When it was to leave its first stop. */
  readonly originDeparture?: EpochSeconds | undefined;
  /** When it was to come to its last. */
  readonly destinationArrival?: EpochSeconds | undefined;
  /** Its times name no zone: UTC, or what the clock on the wall says. */
  readonly isOfUnknownZone?: true;
}

export interface VehiclePosition {
  readonly trip?: TripDescriptor | undefined;
  /** Instead of a trip. */
  readonly journey?: JourneyReference | undefined;
  readonly vehicle?: VehicleDescriptor | undefined;
  readonly position?: { readonly lat: number; readonly lon: number } | undefined;
  /** Degrees from north, clockwise. UK feeds send -1 and 0 where nobody has measured it: then it is not known. */
  readonly bearing?: number | undefined;
  readonly currentStopSequence?: number | undefined;
  readonly stopId?: string | undefined;
  /** Only when said: the protobuf default is not information. */
  readonly status?: 'INCOMING_AT' | 'STOPPED_AT' | 'IN_TRANSIT_TO' | undefined;
  readonly timestamp?: EpochSeconds | undefined;
  readonly occupancy?: Occupancy | null | undefined;
}

/** What SIRI says an alert concerns: references that are to be found in the timetable first (rule A6). */
export interface MessageSelector extends AlertSelector {
  readonly stopRef?: string;
  readonly operatorRef?: string;
  readonly lineNames?: readonly string[];
  readonly journey?: JourneyReference;
}

export interface MessageAlert extends Omit<Alert, 'source' | 'selectors'> {
  readonly selectors: readonly MessageSelector[];
  /** Days of the week, Monday 0, on which alone it is active in its periods (rule A6). */
  readonly days?: ReadonlySet<number> | undefined;
}

export interface SkippedStop {
  readonly stopRef: string;
  /** When it was to be there: tells the visits of a loop apart. */
  readonly aimed?: EpochSeconds | undefined;
}

/** What a situation says of one journey: that it does not run, or not to some of its stops (rule M11). */
export interface JourneyClosure {
  readonly situationId: string;
  readonly journey: JourneyReference;
  /** undefined: it does not run at all. */
  readonly skipped: readonly SkippedStop[] | undefined;
  /** Runs at other times are not meant; none: all. */
  readonly periods: Alert['activePeriods'];
  /** As of an alert. */
  readonly days?: ReadonlySet<number> | undefined;
  readonly publishedFrom: EpochSeconds | null;
}

export interface RealtimeMessage {
  /** Header timestamp; null where the feed has none (rule B7). */
  readonly timestamp: EpochSeconds | null;
  readonly tripUpdates: readonly TripUpdate[];
  readonly vehicles: readonly VehiclePosition[];
  readonly alerts: readonly MessageAlert[];
  readonly closures: readonly JourneyClosure[];
  /** What the decoder left out: reason → count. */
  readonly discarded: Readonly<Record<string, number>>;
}
