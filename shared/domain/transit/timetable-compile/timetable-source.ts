import type { FrequencyWindow, Route, RouteLine, ServiceDates, Stop } from '../timetable.ts';
import { IntColumn } from './int-column.ts';
import { LineMap } from './line-map.ts';
import type { HeadsignTable } from './text-table.ts';

/** A stop, platform or station: what has a board. */
export interface SourceStop {
  readonly stop: Stop;
  readonly locationType: 0 | 1;
  /** Index of the parent station among the source's stops, -1 without. */
  readonly parent: number;
}

export interface SourceTrip {
  readonly tripId: string;
  /** Line in trips.txt. */
  readonly line: number;
  /** Indexes into the source's routes and services. */
  readonly route: number;
  readonly service: number;
  /** -1 where the feed does not say. */
  readonly direction: -1 | 0 | 1;
  /** Number in the headsign table; 0 without. */
  readonly headsign: number;
  /** As packTristate gives it. */
  readonly wheelchair: number;
  /** Index into the source's shapes, -1 without. */
  readonly shape: number;
  /** Trips of one number are made by one vehicle, one after the other (GTFS block_id); -1 without. */
  readonly block: number;
}

/** Rows of stop_times.txt that could be read, in the file's order, in columns. */
export class StopTimeRows {
  readonly trips = new IntColumn();
  readonly stops = new IntColumn();
  readonly sequences = new IntColumn();
  /** Seconds of the service day or NO_TIME. */
  readonly arrivals = new IntColumn();
  readonly departures = new IntColumn();
  /** As packFlags makes them. */
  readonly flags = new IntColumn();
  readonly lines = new LineMap();

  get length(): number {
    return this.trips.length;
  }

  /** Once the trips are compiled, this is most of the import's memory, and of no more use. */
  release(): void {
    const { trips, stops, sequences, arrivals, departures, flags } = this;
    for (const column of [trips, stops, sequences, arrivals, departures, flags]) column.release();
  }
}

export interface SourceShape extends RouteLine {
  readonly shapeId: string;
}

/** A feed as its files say, every reference resolved to an index. What does not fit has been left out and noted. */
export interface TimetableSource {
  readonly timeZone: string;
  readonly stops: readonly SourceStop[];
  readonly routes: readonly Route[];
  readonly services: readonly ServiceDates[];
  readonly trips: readonly SourceTrip[];
  /** By trip, in order of start. */
  readonly windows: ReadonlyMap<number, readonly FrequencyWindow[]>;
  readonly headsigns: HeadsignTable;
  readonly stopTimes: StopTimeRows;
}
