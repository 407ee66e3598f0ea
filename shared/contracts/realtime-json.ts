import { LIVE_SECONDS } from '../domain/transit/freshness.ts';
import { type EpochSeconds, isoWithOffset } from '../domain/transit/service-day.ts';
import type { SourceState } from '../domain/transit/source-state.ts';
import type { RealtimeJson } from './transit-json.ts';

/** failing: the newest attempt failed. stale: it worked, but what it brought is old (rule B5). */
export function stateOfSource(
  source: SourceState,
  now: EpochSeconds,
): 'live' | 'stale' | 'failing' | 'never' {
  const { lastSuccess, lastError, feedTimestamp } = source;
  if (lastError && lastError.at >= (lastSuccess ?? 0) && lastSuccess !== lastError.at) return 'failing';
  if (lastSuccess === null) return 'never';
  return feedTimestamp !== null && now - feedTimestamp <= LIVE_SECONDS ? 'live' : 'stale';
}

export function toRealtimeJson(
  sources: readonly SourceState[],
  now: EpochSeconds,
  timeZone: string,
): RealtimeJson {
  const iso = (instant: EpochSeconds | null) => (instant === null ? null : isoWithOffset(instant, timeZone));
  return {
    sources: sources.map((source) => ({
      id: source.id,
      url: source.url,
      state: stateOfSource(source, now),
      feedTimestamp: iso(source.feedTimestamp),
      ageSeconds: source.feedTimestamp === null ? null : Math.max(0, now - source.feedTimestamp),
      lastSuccess: iso(source.lastSuccess),
      lastError: source.lastError && {
        at: isoWithOffset(source.lastError.at, timeZone),
        message: source.lastError.message,
      },
      entities: source.entities,
      matched: source.matched,
      discarded: source.discarded.map((entry) => ({ ...entry })),
    })),
  };
}
