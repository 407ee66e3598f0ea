import { type Feed, readFeed } from './realtime-files.ts';

export interface OracleInput {
  /** A zip or a folder. */
  gtfs: string;
  tripUpdates?: string[];
  vehiclePositions?: string[];
  alerts?: string[];
  /** B7: when the content of the files was first seen; else the first instant that is asked for. */
  firstSeen?: number;
}

/** One file, with what it may be used for. */
export interface Source {
  file: string;
  feed: Feed;
  givesTripUpdates: boolean;
  givesVehicles: boolean;
  givesAlerts: boolean;
}

/** Sources in the order in which they are first named. */
export function readSources(input: OracleInput): Source[] {
  const { tripUpdates = [], vehiclePositions = [], alerts = [] } = input;
  const files = [...new Set([...tripUpdates, ...vehiclePositions, ...alerts])];
  return files.map((file) => ({
    file,
    feed: readFeed(file),
    givesTripUpdates: tripUpdates.includes(file),
    givesVehicles: vehiclePositions.includes(file),
    givesAlerts: alerts.includes(file),
  }));
}

/** B7: a feed without a timestamp is dated by when it was first seen. */
export function timestampOf(source: Source, firstSeen: number): number {
  return source.feed.timestamp ?? firstSeen;
}

/** B5: a feed more than 60 s ahead of the clock is as if it were not there. */
export function withoutFuture(sources: Source[], firstSeen: number, now: number): Source[] {
  return sources.filter((source) => timestampOf(source, firstSeen) - now <= 60);
}

/** B5 */
export function freshness(timestamp: number, now: number): 'live' | 'stale' | 'unused' {
  const age = now - timestamp;
  if (age <= 90) return 'live';
  return age <= 300 ? 'stale' : 'unused';
}

export const ALERTS_USED_FOR = 3600;
