import { lineKey } from './line-key.ts';
import { runsOn } from './service-dates.ts';
import { type EpochSeconds, serviceDayStart } from './service-day.ts';
import type { CallPattern, FrequencyWindow, IndexedTrip, Route, TripIndex } from './timetable.ts';

/** The calls of one trip instance, with absolute times. */
export interface InstanceCalls {
  readonly pattern: CallPattern;
  /** Instant from which the pattern's offsets count: the instance's first departure. */
  readonly origin: EpochSeconds;
}

const startKey = (routeId: string, startMinute: number | null) => `${startMinute ?? 'headway'}|${routeId}`;
const minuteOf = (seconds: number) => Math.floor(seconds / 60);

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** Answers the ingest's questions about one version of a timetable. Built once a version, kept in memory. */
export class TripLookup {
  readonly index: TripIndex;
  private readonly byTripId = new Map<string, number>();
  private readonly byRoute = new Map<string, number[]>();
  /** By route and minute of the first departure; frequency-based trips by route alone. */
  private readonly byStart = new Map<string, number[]>();
  /** By block, in order of their first departures; frequency-based trips left out. */
  private readonly byBlock = new Map<number, number[]>();
  private readonly stopById = new Map<string, number>();
  private readonly routeAreas = new Map<string, ReadonlySet<number>>();
  private readonly routeById = new Map<string, Route>();
  private readonly byLine = new Map<string, Route[]>();
  /** By National Operator Code, and by agency_id for timetables that use codes as ids. */
  private readonly byOperator = new Map<string, Set<Route>>();
  private readonly agencyIds = new Set<string>();

  constructor(index: TripIndex) {
    this.index = index;
    index.trips.forEach((trip, number) => {
      this.byTripId.set(trip.tripId, number);
      const route = index.routes[trip.route]?.routeId ?? '';
      addTo(this.byRoute, route, number);
      const minute = trip.frequencies ? null : minuteOf(trip.firstDepartureSeconds);
      addTo(this.byStart, startKey(route, minute), number);
    });
    index.trips.forEach(({ block, frequencies }, number) => {
      if (block < 0 || frequencies) return;
      const trips = this.byBlock.get(block);
      if (trips) trips.push(number);
      else this.byBlock.set(block, [number]);
    });
    const starts = (number: number) => index.trips[number]?.firstDepartureSeconds ?? 0;
    for (const trips of this.byBlock.values()) trips.sort((a, b) => starts(a) - starts(b));
    index.stops.forEach((stop, number) => {
      this.stopById.set(stop.id, number);
    });
    for (const route of index.routes) {
      this.routeById.set(route.routeId, route);
      addTo(this.byLine, lineKey(route.line), route);
      const operator = (route.operatorCode ?? route.agencyId).toUpperCase();
      this.byOperator.set(operator, (this.byOperator.get(operator) ?? new Set()).add(route));
      this.agencyIds.add(route.agencyId);
    }
  }

  tripNumber(tripId: string): number | undefined {
    return this.byTripId.get(tripId);
  }

  tripsOfRoute(routeId: string): readonly number[] {
    return this.byRoute.get(routeId) ?? [];
  }

  /**
   * The trip that the vehicle of a trip makes next on the same service day, if the timetable says so. undefined where
   * the block is no vehicle's day: its next trip begins before this one ends.
   */
  nextOfBlock(number: number, day: number): number | undefined {
    const trip = this.trip(number);
    const ends = trip.firstDepartureSeconds + (this.pattern(trip).arrivalOffsets.at(-1) ?? 0);
    const trips = this.byBlock.get(trip.block) ?? [];
    const next = trips.slice(trips.indexOf(number) + 1).find((other) => this.runsOn(this.trip(other), day));
    return next !== undefined && this.trip(next).firstDepartureSeconds >= ends ? next : undefined;
  }

  trip(number: number): IndexedTrip {
    const trip = this.index.trips[number];
    if (!trip) throw new RangeError(`no trip ${number} in this version`);
    return trip;
  }

  pattern(trip: IndexedTrip): CallPattern {
    const pattern = this.index.patterns[trip.pattern];
    if (!pattern) throw new RangeError(`no pattern ${trip.pattern} in this version`);
    return pattern;
  }

  route(routeId: string): Route | undefined {
    return this.routeById.get(routeId);
  }

  routeOf(trip: IndexedTrip): Route | undefined {
    return this.index.routes[trip.route];
  }

  stopNumber(stopId: string): number | undefined {
    return this.stopById.get(stopId);
  }

  /** Routes whose line is called one of these, whoever runs them. */
  routesNamed(lineNames: readonly string[]): readonly Route[] {
    return [...new Set(lineNames.flatMap((name) => this.byLine.get(lineKey(name)) ?? []))];
  }

  /** Routes of the operator with this National Operator Code; undefined where the timetable knows none of it. */
  routesOfOperator(code: string): ReadonlySet<Route> | undefined {
    return this.byOperator.get(code.toUpperCase());
  }

  /** The agency that an alert means: the UK's alerts name "49" what its timetables call "OP49". */
  agencyIdOf(ref: string): string {
    const other = ref.startsWith('OP') ? ref.slice(2) : `OP${ref}`;
    return !this.agencyIds.has(ref) && this.agencyIds.has(other) ? other : ref;
  }

  /** The stop that a reference means: upper case is lost on some machines, and so is a leading zero. */
  stopIdOf(ref: string): string | undefined {
    const upper = ref.toUpperCase();
    return [ref, upper, `0${upper}`].find((id) => this.stopById.has(id));
  }

  /** Whether two stops are one, stances of one station, or one is the station of the other. */
  areOfOneStation(a: string, b: string): boolean {
    return a === b || this.stationOf(a) === b || this.stationOf(b) === a || this.areSiblings(a, b);
  }

  /** Whether two stops are stances of one station. */
  areSiblings(a: string, b: string): boolean {
    const station = this.stationOf(a);
    return station !== null && station === this.stationOf(b);
  }

  private stationOf(stopId: string): string | null {
    return this.index.stops[this.stopById.get(stopId) ?? -1]?.parentStation ?? null;
  }

  stopIdAt(pattern: CallPattern, callIndex: number): string {
    return this.index.stops[pattern.stops[callIndex] ?? -1]?.id ?? '';
  }

  area(stopId: string): number | undefined {
    const number = this.stopById.get(stopId);
    return number === undefined ? undefined : this.index.stops[number]?.area;
  }

  /** Areas in which a route's trips call; empty for a route that is not in this version. */
  areasOfRoute(routeId: string): ReadonlySet<number> {
    const known = this.routeAreas.get(routeId);
    if (known) return known;
    const areas = new Set<number>();
    const patterns = new Set((this.byRoute.get(routeId) ?? []).map((number) => this.trip(number).pattern));
    for (const pattern of patterns) {
      for (const stop of this.index.patterns[pattern]?.stops ?? [])
        areas.add(this.index.stops[stop]?.area ?? 0);
    }
    if (patterns.size > 0) this.routeAreas.set(routeId, areas);
    return areas;
  }

  runsOn(trip: IndexedTrip, day: number): boolean {
    return runsOn(this.index.services[trip.service], day);
  }

  dayStart(day: number): EpochSeconds {
    return serviceDayStart(day, this.index.timeZone);
  }

  /** `startSeconds` only for frequency-based trips. */
  instance(trip: IndexedTrip, day: number, startSeconds: number | null): InstanceCalls {
    return {
      pattern: this.pattern(trip),
      origin: this.dayStart(day) + (startSeconds ?? trip.firstDepartureSeconds),
    };
  }

  /** The trips of a route, but for frequency-based ones, whose first departure is less than a minute from then. */
  tripsStartingAbout(routeId: string, startSeconds: number): readonly number[] {
    const minute = minuteOf(startSeconds);
    return [minute - 1, minute, minute + 1]
      .flatMap((each) => this.byStart.get(startKey(routeId, each)) ?? [])
      .filter((number) => Math.abs(this.trip(number).firstDepartureSeconds - startSeconds) < 60);
  }

  /** Rule M5: the trips of a route that start then and run that day. */
  tripsStarting(
    routeId: string,
    directionId: 0 | 1 | undefined,
    startSeconds: number,
    day: number,
  ): readonly number[] {
    const candidates = [minuteOf(startSeconds), null].flatMap(
      (minute) => this.byStart.get(startKey(routeId, minute)) ?? [],
    );
    return candidates.filter((number) => {
      const trip = this.trip(number);
      if (directionId !== undefined && trip.directionId !== directionId) return false;
      if (!this.runsOn(trip, day)) return false;
      if (!trip.frequencies) return trip.firstDepartureSeconds === startSeconds;
      return trip.frequencies.some((window) => window.exactTimes && isRunOf(window, startSeconds));
    });
  }
}

/** Rule T7: whether an exact_times window has a run starting then. */
export function isRunOf(window: FrequencyWindow, startSeconds: number): boolean {
  return (
    startSeconds >= window.startSeconds &&
    startSeconds < window.endSeconds &&
    (startSeconds - window.startSeconds) % window.headwaySeconds === 0
  );
}
