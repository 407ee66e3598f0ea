import type { ResolvedTrip } from './extra-trip.ts';
import { FUTURE_SECONDS } from './freshness.ts';
import type { TripInstance } from './match-instance.ts';
import type { TripRelationship, TripUpdate } from './realtime-message.ts';
import { plain, resolveTrip } from './resolve-trip.ts';
import type { EpochSeconds } from './service-day.ts';
import type { MatchedEntity, Outcome, SourceMessage } from './source-message.ts';
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

const extra: ReadonlySet<TripRelationship> = new Set(['NEW', 'ADDED', 'DUPLICATED']);

/** Keys of the runs that updates name by trip_id and start_date, whether these run or not. */
function namedRuns(updates: readonly TripUpdate[], lookup: TripLookup): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { trip } of updates) {
    const { tripId, startDate, startSeconds, relationship } = trip;
    const number = tripId === undefined ? undefined : lookup.tripNumber(tripId);
    if (number === undefined || startDate === undefined || extra.has(relationship)) continue;
    keys.add(`${number}|${startDate}|${lookup.trip(number).frequencies ? (startSeconds ?? '') : ''}`);
  }
  return keys;
}

/** Rules M1-M7. */
export function claimTrips(
  sources: readonly SourceMessage[],
  outcomes: readonly Outcome[],
  lookup: TripLookup,
  taken: ReadonlySet<MatchedEntity>,
): Map<string, Claim> {
  const claims = new Map<string, Claim>();
  sources.forEach(({ message, feedTimestamp, kinds }, source) => {
    const outcome = outcomes[source];
    if (!outcome || !kinds.includes('trip-updates')) return;
    const named = namedRuns(message.tripUpdates, lookup);
    const isNamed = (run: TripInstance) => named.has(keyOf(plain(run)));
    for (const update of message.tripUpdates) {
      if (taken.has(update)) continue;
      const resolved = guarded(() => resolveTrip(update, feedTimestamp, lookup, outcome.discard, isNamed));
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
