import type { Alert, LiveSource, LiveTrip } from './live-snapshot.ts';
import type { EpochSeconds } from './service-day.ts';
import type { TripIndex } from './timetable.ts';

/** What is known live of a whole feed, for those who pass it on. */
export interface LiveTimes {
  readonly sources: readonly LiveSource[];
  /** When the snapshot that is current was last changed. */
  readonly writtenAt: EpochSeconds;
}

export interface LiveTripFeed extends LiveTimes {
  readonly trips: readonly LiveTrip[];
  /** Of the version that the trips were matched to. */
  readonly index: TripIndex;
}

export interface LiveAlertFeed extends LiveTimes {
  readonly alerts: readonly Alert[];
}
