import type { Match, TripInstance } from '../transit/match-instance.ts';
import type { JourneyReference } from '../transit/realtime-message.ts';
import { type EpochSeconds, localDays, utcOffsetSeconds } from '../transit/service-day.ts';
import type { Route } from '../transit/timetable.ts';
import type { TripLookup } from '../transit/trip-lookup.ts';

/** Runs that a journey may be, before its vehicle's place is looked at. */
export interface JourneyCandidates {
  readonly routeIds: readonly string[];
  /** That start when it says; where none does, those that would in another reading of its clock. */
  readonly starting: readonly TripInstance[];
  /** Whether what it says is enough to know the run by. If not, the vehicle must be where the run is. */
  readonly isCertain: boolean;
}

/** Timetables are in minutes, and some machines send the second at which the driver signed on. */
const SAME_MINUTE_SECONDS = 59;

/** Rule V8: the runs that a SIRI journey names by its line, operator, ends and departure. */
export function journeyCandidates(journey: JourneyReference, lookup: TripLookup): JourneyCandidates {
  const { routes, isOperatorKnown } = routesOf(journey, lookup);
  const routeIds = routes.map(({ routeId }) => routeId);
  const { originDeparture } = journey;
  if (originDeparture === undefined) return { routeIds, starting: [], isCertain: false };
  const starting = (departure: EpochSeconds) =>
    routeIds.flatMap((routeId) => runsStarting(routeId, departure, lookup));
  const exact = bestByEnds(starting(originDeparture), journey, lookup);
  if (exact.runs.length > 0)
    return { routeIds, starting: exact.runs, isCertain: isOperatorKnown || exact.agreeing > 0 };
  // Local time called UTC, or UTC called local.
  const ahead = utcOffsetSeconds(originDeparture, lookup.index.timeZone);
  const hourOut = ahead === 0 ? [] : [originDeparture - ahead, originDeparture + ahead].flatMap(starting);
  return { routeIds, starting: bestByEnds(hourOut, journey, lookup).runs, isCertain: false };
}

/**
 * Rule M11: the one run that a situation speaks of. It has no place to go by, so what it says has to be enough: a run
 * that is called off by mistake is worse than one that is not called off.
 */
export function runOfJourney(journey: JourneyReference, lookup: TripLookup): Match {
  const { routeIds, starting, isCertain } = journeyCandidates(journey, lookup);
  if (routeIds.length === 0) return { discarded: 'line-not-in-timetable' };
  if (!isCertain) return { discarded: 'trip-not-identified' };
  const [run, ...others] = endingAt(starting, journey.destinationArrival, lookup);
  if (!run) return { discarded: 'trip-not-identified' };
  return others.length > 0 ? { discarded: 'trip-ambiguous' } : { instance: run };
}

/** Of several runs those that end when the journey does, where any does. */
function endingAt(
  runs: readonly TripInstance[],
  arrival: EpochSeconds | undefined,
  lookup: TripLookup,
): readonly TripInstance[] {
  if (runs.length < 2 || arrival === undefined) return runs;
  const ending = runs.filter(({ trip, day }) => {
    const { pattern, origin } = lookup.instance(trip, day, null);
    return Math.abs(origin + (pattern.arrivalOffsets.at(-1) ?? 0) - arrival) <= SAME_MINUTE_SECONDS;
  });
  return ending.length > 0 ? ending : runs;
}

/** A line of that name; of that operator, unless the timetable does not speak of operators by their codes. */
function routesOf(
  { operatorRef, lineNames }: JourneyReference,
  lookup: TripLookup,
): { readonly routes: readonly Route[]; readonly isOperatorKnown: boolean } {
  const named = lookup.routesNamed(lineNames);
  const own = operatorRef === undefined ? undefined : lookup.routesOfOperator(operatorRef);
  if (own) return { routes: named.filter((route) => own.has(route)), isOperatorKnown: true };
  return { routes: named.filter((route) => route.operatorCode === undefined), isOperatorKnown: false };
}

function runsStarting(routeId: string, departure: EpochSeconds, lookup: TripLookup): TripInstance[] {
  const today = localDays(departure, lookup.index.timeZone);
  const days = [today - 1, today].map((day) => ({ day, start: lookup.dayStart(day) }));
  return lookup.tripsOfRoute(routeId).flatMap((number) => {
    const trip = lookup.trip(number);
    if (trip.frequencies) return [];
    return days.flatMap(({ day, start }) =>
      Math.abs(start + trip.firstDepartureSeconds - departure) <= SAME_MINUTE_SECONDS &&
      lookup.runsOn(trip, day)
        ? [{ number, trip, day, startSeconds: null, unscheduled: false }]
        : [],
    );
  });
}

/**
 * Of runs those that begin and end most nearly where the journey does. A reference that is no stop of the timetable
 * (the depot, a postcode) says nothing. Where both ends are stops and a run has neither, it is another run.
 */
export function bestByEnds(
  runs: readonly TripInstance[],
  { originRef, destinationRef }: JourneyReference,
  lookup: TripLookup,
): { readonly runs: readonly TripInstance[]; readonly agreeing: number } {
  const origin = originRef === undefined ? undefined : lookup.stopIdOf(originRef);
  const destination = destinationRef === undefined ? undefined : lookup.stopIdOf(destinationRef);
  const counts = runs.map(({ trip }) => {
    const pattern = lookup.pattern(trip);
    const isFirst = origin !== undefined && lookup.stopIdAt(pattern, 0) === origin;
    const isLast =
      destination !== undefined && lookup.stopIdAt(pattern, pattern.stops.length - 1) === destination;
    return Number(isFirst) + Number(isLast);
  });
  const agreeing = Math.max(0, ...counts);
  if (agreeing === 0 && origin !== undefined && destination !== undefined) return { runs: [], agreeing };
  return { runs: runs.filter((_, i) => counts[i] === agreeing), agreeing };
}
