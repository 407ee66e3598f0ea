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
  /** It is one of these runs or none; but where places are known, its vehicle must be there all the same. */
  readonly isToBeSeen?: true;
}

/** A timetable of another edition may have a run come a little sooner or later. */
const SAME_END_SECONDS = 300;
/** A stance beside the one that the timetable has agrees less than that. */
const OTHER_STANCE = 0.5;

/** Why there are no routes that a journey may be of. */
export const reasonWithoutRoutes = (journey: JourneyReference, lookup: TripLookup): string =>
  routesOf(journey, lookup).ofOthers.length > 0 ? 'operator-not-in-timetable' : 'line-not-in-timetable';

/** Rule V8: the runs that a SIRI journey names by its line, operator, ends and departure. */
export function journeyCandidates(journey: JourneyReference, lookup: TripLookup): JourneyCandidates {
  const { routes, ofOthers, isOperatorKnown } = routesOf(journey, lookup);
  const routeIds = routes.map(({ routeId }) => routeId);
  const { originDeparture } = journey;
  if (originDeparture === undefined) return { routeIds, starting: [], isCertain: false };
  const starting = runsStarting(routes, originDeparture, lookup);
  const fromEndToEnd = runsFromEndToEnd(ofOthers, originDeparture, journey, lookup);
  const exact = bestByEnds([...starting, ...fromEndToEnd], journey, lookup);
  if (exact.runs.length > 0)
    return {
      routeIds: [...routeIds, ...fromEndToEnd.flatMap(({ trip }) => lookup.routeOf(trip)?.routeId ?? [])],
      starting: exact.runs,
      isCertain: isOperatorKnown || exact.agreeing > 0,
      ...(fromEndToEnd.length > 0 && { isToBeSeen: true }),
    };
  return { routeIds, starting: startingAnHourOut(journey, lookup), isCertain: false };
}

/** Runs that start when the journey does where its clock took local time for UTC, or UTC for local time. */
export function startingAnHourOut(journey: JourneyReference, lookup: TripLookup): readonly TripInstance[] {
  const { originDeparture } = journey;
  const ahead = originDeparture === undefined ? 0 : utcOffsetSeconds(originDeparture, lookup.index.timeZone);
  if (originDeparture === undefined || ahead === 0) return [];
  const { routes } = routesOf(journey, lookup);
  const hourOut = [originDeparture - ahead, originDeparture + ahead].flatMap((departure) =>
    runsStarting(routes, departure, lookup),
  );
  return bestByEnds(hourOut, journey, lookup).runs;
}

const runs = new WeakMap<TripLookup, WeakMap<JourneyReference, Match>>();

/**
 * Rule M11: the one run that a situation speaks of. It has no place to go by, so what it says has to be enough: a run
 * that is called off by mistake is worse than one that is not called off.
 */
export function runOfJourney(journey: JourneyReference, lookup: TripLookup): Match {
  const known = runs.get(lookup) ?? new WeakMap<JourneyReference, Match>();
  runs.set(lookup, known);
  const match = known.get(journey) ?? findRunOf(journey, lookup);
  known.set(journey, match);
  return match;
}

function findRunOf(journey: JourneyReference, lookup: TripLookup): Match {
  const { routes, ofOthers, isOperatorKnown } = routesOf(journey, lookup);
  if (routes.length + ofOthers.length === 0) return { discarded: 'line-not-in-timetable' };
  const { operatorRef, originDeparture, isOfUnknownZone } = journey;
  // Of an operator that is named, and not here, the journey is another's.
  if (routes.length === 0 && operatorRef !== undefined) return { discarded: 'operator-not-in-timetable' };
  if (originDeparture === undefined) return { discarded: 'trip-not-identified' };
  if (isOfUnknownZone && utcOffsetSeconds(originDeparture, lookup.index.timeZone) !== 0)
    return { discarded: 'departure-without-zone' };
  const starting = [
    ...runsStarting(routes, originDeparture, lookup),
    ...(operatorRef === undefined ? runsFromEndToEnd(ofOthers, originDeparture, journey, lookup) : []),
  ].filter((run) => endsWhenItSays(run, journey, lookup));
  const ends = starting.map((run) => endsOf(run, journey, lookup));
  // One end that is another's is enough to be another journey.
  const agreeing = Math.max(0, ...ends.map(({ agree, differ }) => (differ > 0 ? 0 : agree)));
  const [run, ...others] = starting.filter((_, i) => ends[i]?.differ === 0 && ends[i]?.agree === agreeing);
  if (!run || !(isOperatorKnown || agreeing > 0))
    return { discarded: routes.length > 0 ? 'trip-not-identified' : 'operator-not-in-timetable' };
  return others.length > 0 ? { discarded: 'trip-ambiguous' } : { instance: run };
}

function endsWhenItSays(
  { trip, day }: TripInstance,
  { destinationArrival }: JourneyReference,
  lookup: TripLookup,
): boolean {
  if (destinationArrival === undefined) return true;
  const { pattern, origin } = lookup.instance(trip, day, null);
  return Math.abs(origin + (pattern.arrivalOffsets.at(-1) ?? 0) - destinationArrival) <= SAME_END_SECONDS;
}

/** Routes whose line is called as the journey's. */
interface NamedRoutes {
  /** Of its operator; where the timetable does not know that, of those that it knows by no code. */
  readonly routes: readonly Route[];
  /** Where the timetable does not know its operator: of those that have codes, one of which it may be after all. */
  readonly ofOthers: readonly Route[];
  readonly isOperatorKnown: boolean;
}

function routesOf({ operatorRef, lineNames }: JourneyReference, lookup: TripLookup): NamedRoutes {
  const own = operatorRef === undefined ? undefined : lookup.routesOfOperator(operatorRef);
  // The first name is the one on the bus; a line's own id may be what another is called.
  const named = (isMeant: (route: Route) => boolean) =>
    lineNames.map((name) => lookup.routesNamed([name]).filter(isMeant)).find((routes) => routes.length > 0) ??
    [];
  if (own) return { routes: named((route) => own.has(route)), ofOthers: [], isOperatorKnown: true };
  return {
    routes: named(({ operatorCode }) => operatorCode === undefined),
    ofOthers: named(({ operatorCode }) => operatorCode !== undefined),
    isOperatorKnown: false,
  };
}

/** Timetables are in minutes, and some machines send the second at which the driver signed on. */
function runsStarting(routes: readonly Route[], departure: EpochSeconds, lookup: TripLookup): TripInstance[] {
  const today = localDays(departure, lookup.index.timeZone);
  const days = [today - 1, today].map((day) => ({ day, start: lookup.dayStart(day) }));
  return routes.flatMap(({ routeId }) =>
    days.flatMap(({ day, start }) =>
      lookup.tripsStartingAbout(routeId, departure - start).flatMap((number) => {
        const trip = lookup.trip(number);
        return lookup.runsOn(trip, day)
          ? [{ number, trip, day, startSeconds: null, unscheduled: false }]
          : [];
      }),
    ),
  );
}

const runsFromEndToEnd = (
  routes: readonly Route[],
  departure: EpochSeconds,
  journey: JourneyReference,
  lookup: TripLookup,
): TripInstance[] =>
  runsStarting(routes, departure, lookup).filter((run) => endsOf(run, journey, lookup).agree === 2);

/**
 * Of runs those that begin and end most nearly where the journey does. A reference that is no stop of the timetable
 * (the depot, a postcode) says nothing. Where both ends are stops and a run has neither, it is another run.
 */
export function bestByEnds(
  runs: readonly TripInstance[],
  { originRef, destinationRef }: JourneyReference,
  lookup: TripLookup,
): { readonly runs: readonly TripInstance[]; readonly agreeing: number } {
  const counts = runs.map((run) => endsOf(run, { originRef, destinationRef }, lookup));
  const agreeing = Math.max(0, ...counts.map(({ agree }) => agree));
  if (counts.every(({ differ }) => differ === 2)) return { runs: [], agreeing };
  return { runs: runs.filter((_, i) => counts[i]?.agree === agreeing), agreeing };
}

/**
 * How many ends of a run are those of the journey, another stance of the same station counting half, and how many are
 * others. An end that is no stop says nothing.
 */
function endsOf(
  { trip }: TripInstance,
  { originRef, destinationRef }: Pick<JourneyReference, 'originRef' | 'destinationRef'>,
  lookup: TripLookup,
): { readonly agree: number; readonly differ: number } {
  const pattern = lookup.pattern(trip);
  let [agree, differ] = [0, 0];
  for (const [ref, call] of [
    [originRef, 0],
    [destinationRef, pattern.stops.length - 1],
  ] as const) {
    const stop = ref === undefined ? undefined : lookup.stopIdOf(ref);
    if (stop === undefined) continue;
    const end = lookup.stopIdAt(pattern, call);
    if (stop === end) agree++;
    else if (lookup.areOfOneStation(stop, end)) agree += OTHER_STANCE;
    else differ++;
  }
  return { agree, differ };
}
