import { runOfJourney } from '../prediction/identify-journey.ts';
import { runOf } from './board-sources.ts';
import { closingMost, withEnd } from './closed-calls.ts';
import { ALERTS_USABLE_SECONDS } from './freshness.ts';
import type { LiveCall, LiveTrip } from './live-snapshot.ts';
import type { TripInstance } from './match-instance.ts';
import { periodsOnDays } from './periods-on-days.ts';
import type { JourneyClosure, SkippedStop } from './realtime-message.ts';
import { plain } from './resolve-trip.ts';
import type { EpochSeconds } from './service-day.ts';
import type { Outcome, SourceMessage } from './source-message.ts';
import type { InstanceCalls, TripLookup } from './trip-lookup.ts';

/** Rows of what is over, or days ahead, are on no board. */
const PAST_SECONDS = 7200;
const AHEAD_SECONDS = 2 * 86_400;
/** An aimed time names the visit of a stop that is so near to it. */
const SAME_VISIT_SECONDS = 300;

/**
 * Rule M11: the runs that situations call off, or have leave out stops. Each is kept beside what else is known of its
 * run, by the source that says so: it has an age of its own, and outlasts whatever an update or a vehicle says.
 */
export function closedTrips(
  sources: readonly SourceMessage[],
  outcomes: readonly Outcome[],
  lookup: TripLookup,
  now: EpochSeconds,
): LiveTrip[] {
  return sources.flatMap(({ message, feedTimestamp, kinds }, source) => {
    const outcome = outcomes[source];
    if (!outcome || !kinds.includes('alerts') || now - feedTimestamp > ALERTS_USABLE_SECONDS) return [];
    const closed = new Map<string, LiveTrip>();
    for (const closure of message.closures) {
      const trip = closedTrip(closure, source, lookup, now, outcome.discard);
      if (typeof trip === 'string') {
        outcome.reasons.set(closure, trip);
        continue;
      }
      outcome.matched.add(closure);
      if (!trip) continue;
      const key = runOf(trip);
      const known = closed.get(key);
      const callCount = lookup.pattern(lookup.trip(trip.trip)).stops.length;
      closed.set(key, known ? { ...known, calls: closingMost(known.calls, trip.calls, callCount) } : trip);
    }
    return [...closed.values()];
  });
}

/** The reason why a closure names no run; undefined where it names one, and closes nothing of it now. */
function closedTrip(
  closure: JourneyClosure,
  source: number,
  lookup: TripLookup,
  now: EpochSeconds,
  discard: (reason: string) => void,
): LiveTrip | string | undefined {
  const match = runOfJourney(closure.journey, lookup);
  if ('discarded' in match) return match.discarded;
  const { instance } = match;
  const run = lookup.instance(instance.trip, instance.day, null);
  const ends = run.origin + (run.pattern.arrivalOffsets.at(-1) ?? 0);
  const isNear = ends + PAST_SECONDS >= now && run.origin <= now + AHEAD_SECONDS;
  if (!isNear || !appliesTo(closure, run.origin, ends, now, lookup.index.timeZone)) return undefined;
  const calls = callsOf(closure, run, lookup, discard);
  return calls.length === 0 ? undefined : { ...asTrip(instance), calls, source };
}

function appliesTo(
  { periods, days, publishedFrom }: JourneyClosure,
  begins: EpochSeconds,
  ends: EpochSeconds,
  now: EpochSeconds,
  timeZone: string,
): boolean {
  if (publishedFrom !== null && now < publishedFrom) return false;
  const meets = ({ start, end }: JourneyClosure['periods'][number]) =>
    (start === null || start <= ends) && (end === null || end >= begins);
  if (days) return periodsOnDays(periods, days, now, timeZone).some(meets);
  return periods.length === 0 || periods.some(meets);
}

const asTrip = (instance: TripInstance): LiveTrip => ({
  ...plain(instance),
  kind: 'closed',
  vehicle: null,
  occupancy: null,
  source: null,
  vehicleSource: null,
});

/** Rules S10, and S4 with S12 by the stops alone: how late the bus is says nothing of where it does not go. */
function callsOf(
  { skipped }: JourneyClosure,
  run: InstanceCalls,
  lookup: TripLookup,
  discard: (reason: string) => void,
): LiveCall[] {
  const { stops } = run.pattern;
  const closed = skipped ? new Set(skippedCalls(skipped, run, lookup, discard)) : stops.keys();
  const state = skipped ? 'skipped' : 'cancelled';
  return withEnd(
    [...closed].map((callIndex) => ({ callIndex, state })),
    stops.length,
  );
}

/** Of a stop that is called at twice the visit whose time is given; all visits, where as many are listed. */
function skippedCalls(
  skipped: readonly SkippedStop[],
  { pattern, origin }: InstanceCalls,
  lookup: TripLookup,
  discard: (reason: string) => void,
): number[] {
  const byStop = new Map<string, SkippedStop[]>();
  for (const stop of skipped) {
    const id = lookup.stopIdOf(stop.stopRef) ?? '';
    byStop.set(id, [...(byStop.get(id) ?? []), stop]);
  }
  return [...byStop].flatMap(([stopId, listed]) => {
    const visits = pattern.stops.flatMap((_, i) => (lookup.stopIdAt(pattern, i) === stopId ? [i] : []));
    if (visits.length <= listed.length) {
      if (visits.length === 0) discard('stop-not-on-trip');
      return visits;
    }
    return listed.flatMap(({ aimed }) => {
      const away = (i: number) =>
        aimed === undefined
          ? Number.POSITIVE_INFINITY
          : Math.min(
              Math.abs(origin + (pattern.departureOffsets[i] ?? 0) - aimed),
              Math.abs(origin + (pattern.arrivalOffsets[i] ?? 0) - aimed),
            );
      const nearest = visits.toSorted((a, b) => away(a) - away(b))[0] as number;
      if (away(nearest) <= SAME_VISIT_SECONDS) return [nearest];
      discard('stop-ambiguous');
      return [];
    });
  });
}
