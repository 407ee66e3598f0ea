import type { Alert, Occupancy, Vehicle } from './live-snapshot.ts';
import type { EpochSeconds, ServiceDate } from './service-day.ts';
import type { PickupType, Stop, Translations, Tristate } from './timetable.ts';

export type DepartureStatus = 'scheduled' | 'live' | 'cancelled' | 'not-stopping';

/** The call that a row is, under the ids of its feed: for displays that speak SIRI. */
export interface StopVisit {
  readonly stopId: string;
  /** Position of the call in its trip, from 0. */
  readonly callIndex: number;
  readonly directionId: 0 | 1 | null;
  /** Empty: the feed names none. */
  readonly agencyId: string;
  /** National Operator Code, where the feed says it. */
  readonly operatorCode?: string;
}

export interface Departure {
  readonly tripId: string;
  readonly serviceDate: ServiceDate;
  /** HH:MM:SS; only for frequency-based trips. */
  readonly startTime?: string;
  /** null: an extra trip whose feed names no route. */
  readonly routeId: string | null;
  readonly line: string;
  readonly headsign: string;
  readonly headsigns?: Translations;
  readonly operator: string;
  readonly platform: string | null;
  readonly scheduled: EpochSeconds | null;
  readonly expected: EpochSeconds | null;
  readonly delaySeconds: number | null;
  readonly status: DepartureStatus;
  readonly source: 'timetable' | 'trip-update' | 'vehicle-position';
  readonly extra?: true;
  readonly headwaySeconds?: number;
  readonly wheelchair: Tristate;
  readonly occupancy: Occupancy | null;
  readonly vehicle: Vehicle | null;
  /** 2: phone ahead, 3: ask the driver. Not part of the JSON answer; said on the pages. */
  readonly pickupType: PickupType;
  /**
   * Rule P5: under way by the timetable, and nobody sees it (`silent`), or it reports from beside its path, or from one place
   * for long. Not part of the JSON answer; said on the pages.
   */
  readonly untracked?: 'silent' | 'off-route' | 'stuck';
  /** Rule P5: until when it is missed, its time being over. Only where a page has asked for such rows. */
  readonly overdueUntil?: EpochSeconds;
  /** The vehicle reports standing at this stop. */
  readonly standing?: true;
  /** In the facts of pages, where `vehicle` is null: when it was where its time is told from. */
  readonly seenAt?: EpochSeconds;
  /** null in the facts of pages, which do without. */
  readonly visit: StopVisit | null;
}

export interface Board {
  readonly stop: Stop;
  readonly timeZone: string;
  /** The instant for which the board is true. */
  readonly asOf: EpochSeconds;
  readonly realtime: {
    readonly state: 'live' | 'stale' | 'none';
    readonly asOf: EpochSeconds | null;
    /** Rule B6: rows of another feed are worse off. Not part of the JSON answer; said on the pages. */
    readonly isPartial?: true;
  };
  readonly departures: readonly Departure[];
  readonly alerts: readonly Alert[];
  /** The last day of the stop's timetable, where that is over. Not part of the JSON answer; said on the pages. */
  readonly timetableEnded: ServiceDate | null;
}

/** A call as rule B9 compares it with those of another feed. */
export type TwinCall = Pick<Departure, 'line' | 'operator' | 'scheduled'>;

/** What one feed knows of a stop. */
export interface FeedBoard extends Board {
  /** Calls that are not among the rows although more is known of them than their time. */
  readonly unlisted: readonly TwinCall[];
}
