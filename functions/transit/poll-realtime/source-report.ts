import { publicUrl, type RealtimeSource } from '#shared/contracts/network.ts';
import type { TripUpdate, VehiclePosition } from '#shared/domain/transit/realtime-message.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { MatchedEntity, SourceMessage, SourceOutcome } from '#shared/domain/transit/source-message.ts';
import type { SourceState } from '#shared/domain/transit/source-state.ts';
import type { SourceAnswer } from './source-memory.ts';

const declaredExtra = new Set(['NEW', 'ADDED', 'DUPLICATED']);

/** A vehicle counts as matchable when it says which trip it is on (rules M5, M6 and V8), and not of an extra trip. */
export function namesTrip({ trip, journey }: VehiclePosition): boolean {
  if (journey) return journey.lineNames.length > 0 && journey.originDeparture !== undefined;
  if (!trip || declaredExtra.has(trip.relationship)) return false;
  if (trip.tripId !== undefined) return true;
  return trip.routeId !== undefined && trip.startDate !== undefined && trip.startSeconds !== undefined;
}

export const isScheduled = ({ trip }: TripUpdate): boolean => !declaredExtra.has(trip.relationship);

function shareOf(entities: readonly MatchedEntity[], outcomes: readonly SourceOutcome[]): number | null {
  if (entities.length === 0) return null;
  const matched = entities.filter((entity) => outcomes.some((outcome) => outcome.matched.has(entity)));
  return matched.length / entities.length;
}

/** A situation that only calls journeys off is no alert, and is one entity all the same. */
function countSituations({ alerts, closures }: SourceMessage['message']): number {
  const told = new Set(alerts.map(({ id }) => id));
  const bare = new Set(closures.flatMap(({ situationId }) => (told.has(situationId) ? [] : situationId)));
  return alerts.length + bare.size;
}

/** What GET /v1/realtime says of a message that has met the timetables of all feeds. */
export function reportMessage(
  { message, kinds }: SourceMessage,
  outcomes: readonly SourceOutcome[],
): Pick<SourceState, 'entities' | 'matched' | 'discarded'> {
  const counts = new Map<string, number>();
  const add = (reason: string, count: number) => {
    if (count > 0) counts.set(reason, (counts.get(reason) ?? 0) + count);
  };
  for (const [reason, count] of Object.entries(message.discarded)) add(reason, count);
  for (const outcome of outcomes) {
    for (const [reason, count] of Object.entries(outcome.discarded)) add(reason, count);
  }
  for (const entity of [...message.tripUpdates, ...message.vehicles, ...message.closures]) {
    if (outcomes.some((outcome) => outcome.matched.has(entity))) continue;
    // With several timetables the most telling reason: all of them not knowing the trip says least.
    const reasons = outcomes.flatMap((outcome) => outcome.reasons.get(entity) ?? []);
    const reason = reasons.find((candidate) => candidate !== 'trip-not-in-timetable') ?? reasons[0];
    if (reason) add(reason, 1);
  }
  const wants = (kind: SourceMessage['kinds'][number]) => kinds.includes(kind);
  if (!wants('trip-updates')) add('trip-update-not-asked-for', message.tripUpdates.length);
  if (!wants('vehicle-positions')) add('vehicle-not-asked-for', message.vehicles.length);
  const situations = countSituations(message);
  if (!wants('alerts')) add('alert-not-asked-for', situations);
  return {
    entities: {
      tripUpdates: message.tripUpdates.length,
      vehicles: message.vehicles.length,
      alerts: situations,
    },
    matched: {
      tripUpdates: wants('trip-updates') ? shareOf(message.tripUpdates.filter(isScheduled), outcomes) : null,
      vehicles: wants('vehicle-positions') ? shareOf(message.vehicles.filter(namesTrip), outcomes) : null,
    },
    discarded: [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
  };
}

const nothing = {
  entities: { tripUpdates: 0, vehicles: 0, alerts: 0 },
  matched: { tripUpdates: null, vehicles: null },
  discarded: [],
};

const OLDER = 'message-older-than-current';

/**
 * The state of a source after a poll, whatever its answer was.
 * @param message none when it brings nothing that `previous` does not say
 */
export function stateAfter(
  source: RealtimeSource,
  message: SourceMessage | undefined,
  digest: string | null,
  answer: SourceAnswer | undefined,
  previous: SourceState | undefined,
  outcomes: readonly SourceOutcome[],
  now: EpochSeconds,
): SourceState {
  const failed = answer?.outcome === 'failed' ? answer.error : undefined;
  const { entities, matched, discarded } = message ? reportMessage(message, outcomes) : (previous ?? nothing);
  return {
    id: source.id,
    url: publicUrl(source.url),
    feedTimestamp: message?.feedTimestamp ?? previous?.feedTimestamp ?? null,
    digest: message ? digest : (previous?.digest ?? null),
    lastSuccess: failed === undefined ? now : (previous?.lastSuccess ?? null),
    lastError: failed === undefined ? (previous?.lastError ?? null) : { at: now, message: failed },
    entities,
    matched,
    discarded: [
      ...discarded.filter(({ reason }) => reason !== OLDER),
      ...(answer?.outcome === 'older' ? [{ reason: OLDER, count: 1 }] : []),
    ],
  };
}
