import type { Board } from '../domain/transit/board.ts';
import type { FoundStop, StopQuery } from '../domain/transit/find-stops.ts';
import type { Alert } from '../domain/transit/live-snapshot.ts';
import type { EpochSeconds } from '../domain/transit/service-day.ts';
import type { SourceState } from '../domain/transit/source-state.ts';
import type { ImportReport, RouteLine, Stop } from '../domain/transit/timetable.ts';

export interface BoardQuery {
  readonly now: EpochSeconds;
  readonly limit: number;
  readonly horizonMinutes: number;
  /** Rule P5, for pages. */
  readonly withOverdue?: boolean;
}

export type { FoundStop, StopQuery };

/**
 * Reads what the import and the ingest have made current, from memory where it can. Ids are the feed's own, or
 * prefixed `feedId:`. Throws DomainError `unavailable` when the store does not answer and memory holds nothing.
 */
export interface TransitReader {
  /** undefined when no feed has the stop. */
  board(stopId: string, query: BoardQuery): Promise<Board | undefined>;
  stop(stopId: string): Promise<Stop | undefined>;
  /** Nearest first, best match first, or by name; at most `limit`. */
  findStops(query: StopQuery, limit: number): Promise<readonly FoundStop[]>;
  /** Where the vehicles of all feeds run, for the ground of a map; none where the feeds have no shapes. */
  routeLines(): Promise<readonly RouteLine[]>;
  alerts(now: EpochSeconds): Promise<{ readonly timeZone: string; readonly alerts: readonly Alert[] }>;
  sources(): Promise<readonly SourceState[]>;
  importReports(): Promise<readonly ImportReport[]>;
  /** Of the first feed that has a timetable; UTC before the first import. */
  timeZone(): Promise<string>;
  /** Asks the store itself. Throws DomainError `unavailable` when it does not answer or no timetable is there. */
  checkHealth(): Promise<void>;
}
