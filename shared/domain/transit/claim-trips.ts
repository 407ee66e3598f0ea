import type { ResolvedTrip } from './extra-trip.ts';
import { FUTURE_SECONDS } from './freshness.ts';
import type { TripUpdate, VehiclePosition } from './realtime-message.ts';
import { resolveTrip } from './resolve-trip.ts';
import type { EpochSeconds } from './service-day.ts';
import type { Outcome, SourceMessage } from './source-message.ts';
import type { TripLookup } from './trip-lookup.ts';

/** Who speaks for a trip instance. */
export interface Claim {
  readonly resolved: ResolvedTrip;
  readonly update: TripUpdate | null;
  readonly source: number | null;
  readonly timestamp: EpochSeconds;
}

export const keyOf = (trip: ResolvedTrip) =>
  trip.kind === 'extra'
    ? `extra|${trip.tripId}|${trip.serviceDate}`
    : `${trip.trip}|${trip.serviceDate}|${trip.startSeconds ?? ''}`;

/** What is wrong with one entity costs that entity alone, whatever it is. */
function guarded(resolve: () => ResolvedTrip | string): ResolvedTrip | string {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof RangeError) return 'entity-unusable';
    throw error;
  }
}

/** A statement from after its own feed (a clock in milliseconds, a wrong clock) would win over all others. */
function statedAt(
  update: TripUpdate,
  feedTimestamp: EpochSeconds,
  discard: (reason: string) => void,
): EpochSeconds {
  if (update.timestamp === undefined) return feedTimestamp;
  if (update.timestamp <= feedTimestamp + FUTURE_SECONDS) return update.timestamp;
  discard('update-timestamp-in-future');
  return feedTimestamp;
}

/** Rules M1-M7. */
export function claimTrips(
  sources: readonly SourceMessage[],
  outcomes: readonly Outcome[],
  lookup: TripLookup,
  taken: ReadonlySet<TripUpdate | VehiclePosition>,
): Map<string, Claim> {
  const claims = new Map<string, Claim>();
  sources.forEach(({ message, feedTimestamp, kinds }, source) => {
    const outcome = outcomes[source];
    if (!outcome || !kinds.includes('trip-updates')) return;
    for (const update of message.tripUpdates) {
      if (taken.has(update)) continue;
      const resolved = guarded(() => resolveTrip(update, feedTimestamp, lookup, outcome.discard));
      if (typeof resolved === 'string') {
        outcome.reasons.set(update, resolved);
        continue;
      }
      outcome.matched.add(update);
      const key = keyOf(resolved);
      const timestamp = statedAt(update, feedTimestamp, outcome.discard);
      const rival = claims.get(key);
      if (rival) outcome.discard('duplicate-trip-update');
      const wins =
        !rival || timestamp > rival.timestamp || (timestamp === rival.timestamp && rival.source === source);
      if (wins) claims.set(key, { resolved, update, source, timestamp });
    }
  });
  return claims;
}
