import type { LiveSource } from './live-snapshot.ts';
import type { EpochSeconds } from './service-day.ts';

/** Rule B1, in seconds after a row's instant. */
export const LIVE_LEAVES_AFTER_SECONDS = 30;
export const OTHERS_LEAVE_AFTER_SECONDS = 60;
/** Rule B5, in seconds after the feed's timestamp. GTFS-realtime best practices: trip updates at most 90 s old. */
export const LIVE_SECONDS = 90;
export const USABLE_SECONDS = 300;
export const ALERTS_USABLE_SECONDS = 3600;
/** Rule P3: a vehicle that has not reported for longer is not known to be getting on. */
export const SILENT_AFTER_SECONDS = 90;
/** And is told to be at least so far away: nearer is "due" on boards. */
export const SILENT_AWAY_SECONDS = 60;
/** Rule P5: a bus that has fallen silent is missed for so long after it was expected. */
export const OVERDUE_SECONDS = 600;
/** Clocks differ; a feed further ahead than this cannot be believed about anything (validator rule E050). */
export const FUTURE_SECONDS = 60;

export function isUsable(
  source: LiveSource | undefined,
  now: EpochSeconds,
  limitSeconds = USABLE_SECONDS,
): boolean {
  if (source?.feedTimestamp == null) return false;
  const age = now - source.feedTimestamp;
  return age >= -FUTURE_SECONDS && age <= limitSeconds;
}

/** Rule B6. */
export function realtimeState(
  sources: readonly LiveSource[],
  now: EpochSeconds,
): { readonly state: 'live' | 'stale' | 'none'; readonly asOf: EpochSeconds | null } {
  let newest: EpochSeconds | null = null;
  for (const source of sources) {
    if (!(source.tripUpdates || source.vehicles) || !isUsable(source, now)) continue;
    if (source.feedTimestamp !== null && (newest === null || source.feedTimestamp > newest)) {
      newest = source.feedTimestamp;
    }
  }
  if (newest === null) return { state: 'none', asOf: null };
  return { state: now - newest <= LIVE_SECONDS ? 'live' : 'stale', asOf: newest };
}
