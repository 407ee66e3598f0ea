import { BestOf } from './best-of.ts';
import type { CalendarDate } from './fact.ts';
import { FactTable } from './fact-table.ts';
import {
  distanceMetres,
  type FoundPlace,
  isFitAsked,
  isOver,
  type Moment,
  openState,
  type PlaceQuery,
  type TextScores,
} from './find-places.ts';
import { type Judge, judgeFor, type Verdict } from './fit.ts';
import type { OpenState } from './opening-calendar.ts';
import type { PlaceSummary } from './place-summary.ts';

export interface FoundPlaces {
  /** Best first, and no more than were asked for. */
  readonly best: readonly FoundPlace[];
  /** All that answer. */
  readonly total: number;
}

export interface SearchContext {
  readonly now: Moment;
  /** The time asked about, which is now unless a visitor plans ahead. */
  readonly at: Moment;
  /** Of a text search; undefined where there was none. */
  readonly scores?: TextScores | undefined;
  /** So many of the best are told, with their reasons. */
  readonly limit: number;
}

/** All that a place is ranked by. */
interface Candidate {
  readonly row: number;
  readonly place: PlaceSummary;
  readonly verdict: Verdict;
  readonly score: number;
  readonly distance: number;
  /** Looked up where nothing before it decides. */
  open: OpenState | undefined;
}

/**
 * Finds places, best first: those that are confirmed to suit, then those that may, then those that do not (with the
 * reason); among equals by how well they answer the text, then by distance, then by name.
 */
export class PlaceFinder {
  readonly places: readonly PlaceSummary[];
  private facts: FactTable | undefined;

  constructor(places: readonly PlaceSummary[]) {
    this.places = places;
  }

  find(query: PlaceQuery, context: SearchContext): FoundPlaces {
    const { now, at, limit } = context;
    const { needs, access } = query;
    const judge = isFitAsked(query) ? judgeFor(this.factsOn(now.clock.date), needs ?? {}, access) : null;
    const openOf = (candidate: Candidate) => {
      candidate.open ??= openState(candidate.place, at);
      return candidate.open;
    };
    const best = new BestOf<Candidate>(
      limit,
      (a, b) =>
        verdictRank[a.verdict] - verdictRank[b.verdict] ||
        b.score - a.score ||
        a.distance - b.distance ||
        openRank[openOf(a)] - openRank[openOf(b)] ||
        compareText(nameOf(a), nameOf(b)),
    );
    let total = 0;
    for (const candidate of this.answering(query, context, judge)) {
      best.offer(candidate);
      total++;
    }
    const found = best.inOrder().map((candidate) => ({
      place: candidate.place,
      distanceMetres: query.near ? candidate.distance : null,
      open: openOf(candidate),
      fit: judge?.fitOf(candidate.row) ?? null,
    }));
    return { best: found, total };
  }

  private *answering(
    { kinds, near, radiusMetres = Number.POSITIVE_INFINITY, onlyOpen }: PlaceQuery,
    { now, at, scores }: SearchContext,
    judge: Judge | null,
  ): Generator<Candidate> {
    for (const [row, place] of this.places.entries()) {
      const score = scores ? scores.get(place.id) : 0;
      if (score === undefined) continue;
      if (kinds && !kinds.includes(place.kind)) continue;
      if (isOver(place, now.seconds)) continue;
      const distance = near ? distanceMetres(near, place) : 0;
      if (distance > radiusMetres) continue;
      if (judge?.lacksAny(row)) continue;
      const open = onlyOpen ? openState(place, at) : undefined;
      if (open === 'no') continue;
      yield { row, place, verdict: judge?.verdictOn(row) ?? 'confirmed', score, distance, open };
    }
  }

  private factsOn(today: CalendarDate): FactTable {
    if (this.facts?.today !== today) this.facts = new FactTable(this.places, today);
    return this.facts;
  }
}

const verdictRank: Readonly<Record<Verdict, number>> = { confirmed: 0, unconfirmed: 1, unsuitable: 2 };
const openRank: Readonly<Record<OpenState, number>> = { yes: 0, unknown: 1, no: 1 };
const nameOf = ({ place: { name } }: Candidate) => name.en ?? Object.values(name)[0] ?? '';
const compareText = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
