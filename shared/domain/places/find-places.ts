import type { CalendarDate } from './fact.ts';
import type { FactId } from './fact-dictionary.ts';
import { type Fit, fitOf } from './fit.ts';
import type { OpenState, WallClock } from './opening-calendar.ts';
import { openAt } from './opening-table.ts';
import type { PlaceKind } from './place.ts';
import type { PlaceSummary } from './place-summary.ts';
import type { VisitorNeeds } from './visitor-needs.ts';

export interface Position {
  readonly lat: number;
  readonly lon: number;
}

export interface PlaceQuery {
  readonly kinds?: readonly PlaceKind[] | undefined;
  readonly near?: Position | undefined;
  readonly radiusMetres?: number | undefined;
  /** Only places that are open at the time asked about, or may be. */
  readonly onlyOpen?: boolean | undefined;
  /** Facts that must not be 'no'; where they are not known, a place may suit. */
  readonly access?: readonly FactId[] | undefined;
  readonly needs?: VisitorNeeds | null | undefined;
}

export interface FoundPlace {
  readonly place: PlaceSummary;
  /** From `near`. */
  readonly distanceMetres: number | null;
  /** At the time asked for, else now. */
  readonly open: OpenState;
  /** null where nothing was needed. */
  readonly fit: Fit | null;
}

/** How well a place answers the text that was searched for; none where it does not. */
export type TextScores = ReadonlyMap<string, number>;

const METRES_PER_DEGREE = 111_195;

/** Near enough for a town: a flat earth of 6,371 km. */
export function distanceMetres(a: Position, b: Position): number {
  const north = (b.lat - a.lat) * METRES_PER_DEGREE;
  const east = (b.lon - a.lon) * METRES_PER_DEGREE * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** Local instants of an event, compared as text would be wrong: they carry offsets. */
export function isOver(place: PlaceSummary, nowSeconds: number): boolean {
  return place.event !== undefined && Date.parse(place.event.endDate) / 1000 <= nowSeconds;
}

const DAY_SECONDS = 86_400;

/**
 * An event is on while it runs; one of several days when its opening hours say so. Other places by their hours.
 * @param hours what the calendar of the place says of that time
 */
export function openDuring({ event }: PlaceSummary, hours: OpenState, seconds: number): OpenState {
  if (!event) return hours;
  if (event.cancelled) return 'no';
  const [start, end] = [Date.parse(event.startDate) / 1000, Date.parse(event.endDate) / 1000];
  if (seconds < start || seconds >= end) return 'no';
  return end - start <= DAY_SECONDS ? 'yes' : hours;
}

export const openState = (place: PlaceSummary, { seconds, clock }: Moment): OpenState =>
  openDuring(place, openAt(place.opening, clock), seconds);

type FitQuery = Pick<PlaceQuery, 'needs' | 'access'>;

export const isFitAsked = ({ needs, access = [] }: FitQuery) => Boolean(needs) || access.length > 0;

/** What was asked for by name counts like a need; null where nothing was. */
export function fitFor(place: PlaceSummary, query: FitQuery, today: CalendarDate): Fit | null {
  return isFitAsked(query) ? fitOf(place.facts, query.needs ?? {}, today, query.access) : null;
}

export interface Moment {
  /** POSIX seconds. */
  readonly seconds: number;
  /** The same moment at the place. */
  readonly clock: WallClock;
}
