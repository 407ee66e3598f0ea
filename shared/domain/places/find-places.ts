import type { FactId } from './fact-dictionary.ts';
import { type Fit, fitOf, lacks, type Verdict } from './fit.ts';
import { type OpenState, openAt, type WallClock } from './opening-calendar.ts';
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
const rank: Readonly<Record<Verdict, number>> = { confirmed: 0, unconfirmed: 1, unsuitable: 2 };

/** Near enough for a town: a flat earth of 6,371 km. */
export function distanceMetres(a: Position, b: Position): number {
  const north = (b.lat - a.lat) * METRES_PER_DEGREE;
  const east = (b.lon - a.lon) * METRES_PER_DEGREE * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** Local instants of an event, compared as text would be wrong: they carry offsets. */
function isOver(place: PlaceSummary, nowSeconds: number): boolean {
  return place.event !== undefined && Date.parse(place.event.endDate) / 1000 <= nowSeconds;
}

const DAY_SECONDS = 86_400;

/** An event is on while it runs; one of several days when its opening hours say so. Other places by their calendar. */
export function openState(place: PlaceSummary, { seconds, clock }: Moment): OpenState {
  if (!place.event) return openAt(place.opening, clock);
  if (place.event.cancelled) return 'no';
  const [start, end] = [Date.parse(place.event.startDate) / 1000, Date.parse(place.event.endDate) / 1000];
  if (seconds < start || seconds >= end) return 'no';
  return end - start <= DAY_SECONDS ? 'yes' : openAt(place.opening, clock);
}

/** What was asked for by name counts like a need; null where nothing was. */
export function fitFor(
  place: PlaceSummary,
  query: Pick<PlaceQuery, 'needs' | 'access'>,
  today: string,
): Fit | null {
  const access = query.access ?? [];
  if (!query.needs && access.length === 0) return null;
  return fitOf(place.facts, query.needs ?? {}, today, access);
}

export interface Moment {
  /** POSIX seconds. */
  readonly seconds: number;
  /** The same moment at the place. */
  readonly clock: WallClock;
}

/**
 * Finds places, best first: those that are confirmed to suit, then those that may, then those that do not (with the
 * reason); among equals by how well they answer the text, then by distance, then by name.
 * @param scores of a text search; undefined where there was none
 * @param at the time asked about, which is now unless a visitor plans ahead
 */
export function findPlaces(
  places: Iterable<PlaceSummary>,
  query: PlaceQuery,
  now: Moment,
  at: Moment,
  scores?: TextScores,
): FoundPlace[] {
  const found: (FoundPlace & { readonly score: number })[] = [];
  for (const place of places) {
    const score = scores ? scores.get(place.id) : 0;
    if (score === undefined) continue;
    if (query.kinds && !query.kinds.includes(place.kind)) continue;
    if (isOver(place, now.seconds)) continue;
    const distance = query.near ? distanceMetres(query.near, place) : null;
    if (distance !== null && query.radiusMetres !== undefined && distance > query.radiusMetres) continue;
    const open = openState(place, at);
    if (query.onlyOpen && open === 'no') continue;
    if (query.access?.some((id) => lacks(place.facts, id))) continue;
    found.push({ place, distanceMetres: distance, open, fit: fitFor(place, query, now.clock.date), score });
  }
  return found.sort(byFit).map(({ score: _, ...rest }) => rest);
}

type Ranked = FoundPlace & { readonly score: number };

function byFit(a: Ranked, b: Ranked): number {
  const byVerdict = rank[a.fit?.verdict ?? 'confirmed'] - rank[b.fit?.verdict ?? 'confirmed'];
  if (byVerdict !== 0) return byVerdict;
  if (a.score !== b.score) return b.score - a.score;
  if (a.distanceMetres !== null && b.distanceMetres !== null && a.distanceMetres !== b.distanceMetres)
    return a.distanceMetres - b.distanceMetres;
  return openRank[a.open] - openRank[b.open] || compareText(nameOf(a.place), nameOf(b.place));
}

const openRank: Readonly<Record<OpenState, number>> = { yes: 0, unknown: 1, no: 1 };
const nameOf = ({ name }: PlaceSummary) => name.en ?? Object.values(name)[0] ?? '';
const compareText = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
