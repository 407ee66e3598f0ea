import {
  isUnderAnotherId,
  type Match,
  matchInstance,
  secondsFromTimes,
  type TripInstance,
} from './match-instance.ts';
import { DOUBTED_SECONDS, nearestOf, secondsFromRun } from './nearest-day.ts';
import type { TripDescriptor, TripUpdate } from './realtime-message.ts';
import { daysToServiceDate, type EpochSeconds, localDays, serviceDateToDays } from './service-day.ts';
import type { TripLookup } from './trip-lookup.ts';

/** A run counts as under way so long before and after its time. */
const UNDER_WAY_SECONDS = 1800;

/**
 * Rules M2-M6 for an update: the run that it says, or the same run of the day before or after where that is meant.
 * Feeds date a run after midnight by the clock, or in UTC.
 * @param isNamed whether another update of the source says itself that it is of a run: then this one is not
 */
export function matchUpdate(
  update: TripUpdate,
  feedTimestamp: EpochSeconds,
  lookup: TripLookup,
  isNamed: (run: TripInstance) => boolean,
): Match {
  const { trip, stopTimeUpdates } = update;
  const matchOf = (descriptor: TripDescriptor) =>
    matchInstance(descriptor, stopTimeUpdates, feedTimestamp, lookup);
  const match = matchOf(trip);
  if (isUnderAnotherId(trip, lookup)) {
    const nameless = { ...update, trip: { ...trip, tripId: undefined } };
    const found = matchUpdate(nameless, feedTimestamp, lookup, isNamed);
    return 'instance' in found && !isNamed(found.instance) ? found : match;
  }
  const said = 'instance' in match ? match.instance : undefined;
  if (trip.startDate === undefined || (!said && reasonOf(match) !== 'service-not-running')) return match;

  const awayFromTimes = (run: TripInstance) => secondsFromTimes(run, stopTimeUpdates, lookup);
  const away = (run: TripInstance) => awayFromTimes(run) ?? secondsFromRun(run, feedTimestamp, lookup);
  const isTimed = said !== undefined && awayFromTimes(said) !== undefined;
  if (said && (away(said) <= DOUBTED_SECONDS || !(isTimed || hasDelay(update)))) return match;
  const day = serviceDateToDays(trip.startDate);
  const beside = [day - 1, day + 1].flatMap((other) => {
    const found = matchOf({ ...trip, startDate: daysToServiceDate(other) });
    return 'instance' in found && !isNamed(found.instance) ? [found.instance] : [];
  });
  // Tomorrow's run may have its delay today: only a date that some clock shows while the other run goes is doubted.
  const mayBeMeant = (run: TripInstance) =>
    said && !isTimed
      ? away(run) <= UNDER_WAY_SECONDS && goesOnDate(run, day, lookup)
      : away(run) <= DOUBTED_SECONDS;
  const meant = nearestOf(beside.filter(mayBeMeant), away);
  return meant ? { instance: meant } : match;
}

/** By the agency's clock or in UTC. */
function goesOnDate({ trip, day, startSeconds }: TripInstance, date: number, lookup: TripLookup): boolean {
  const { pattern, origin } = lookup.instance(trip, day, startSeconds);
  const end = origin + (pattern.arrivalOffsets.at(-1) ?? 0);
  return [lookup.index.timeZone, 'UTC'].some(
    (zone) => localDays(origin, zone) <= date && date <= localDays(end, zone),
  );
}

const reasonOf = (match: Match): string | undefined => ('discarded' in match ? match.discarded : undefined);

/** A cancellation's delays say nothing. */
function hasDelay({ trip, delay, stopTimeUpdates }: TripUpdate): boolean {
  if (trip.relationship === 'CANCELED' || trip.relationship === 'DELETED') return false;
  return (
    delay !== undefined ||
    stopTimeUpdates.some(
      ({ arrival, departure }) => arrival?.delay !== undefined || departure?.delay !== undefined,
    )
  );
}
