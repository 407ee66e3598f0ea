import { BestOf } from './best-of.ts';
import type { CalendarDate } from './fact.ts';
import { FactTable } from './fact-table.ts';
import {
  distanceMetres,
  type FoundPlace,
  isFitAsked,
  isOver,
  type Moment,
  openDuring,
  type PlaceQuery,
  type TextScores,
} from './find-places.ts';
import { type Judge, judgeFor } from './fit.ts';
import type { OpenState } from './opening-calendar.ts';
import { OpeningTable } from './opening-table.ts';
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
  /** The verdict's place among all. */
  readonly misfit: number;
  readonly score: number;
  readonly distance: number;
  readonly open: OpenState;
}

/**
 * Finds places, best first: those that are confirmed to suit, then those that may, then those that do not (with the
 * reason); among equals by how well they answer the text, then by distance, then by name.
 */
export class PlaceFinder {
  readonly places: readonly PlaceSummary[];
  private readonly openings: OpeningTable;
  /** Of each row, where its name stands among all. */
  private readonly nameRanks: Uint32Array;
  private facts: FactTable | undefined;

  constructor(places: readonly PlaceSummary[]) {
    this.places = places;
    this.openings = new OpeningTable(places.map(({ opening }) => opening));
    this.nameRanks = ranksOf(places.map(nameOf));
  }

  find(query: PlaceQuery, context: SearchContext): FoundPlaces {
    const { now, limit } = context;
    const { needs, access } = query;
    const judge = isFitAsked(query) ? judgeFor(this.factsOn(now.clock.date), needs ?? {}, access) : null;
    const best = new BestOf<Candidate>(
      limit,
      (a, b) =>
        a.misfit - b.misfit ||
        b.score - a.score ||
        a.distance - b.distance ||
        openRank[a.open] - openRank[b.open] ||
        this.nameRankOf(a) - this.nameRankOf(b),
    );
    let total = 0;
    const candidateAt = this.candidates(query, context, judge);
    for (let row = 0; row < this.places.length; row++) {
      const candidate = candidateAt(row);
      if (!candidate) continue;
      best.offer(candidate);
      total++;
    }
    const found = best.inOrder().map(({ row, place, distance, open }) => ({
      place,
      distanceMetres: query.near ? distance : null,
      open,
      fit: judge?.fitOf(row) ?? null,
    }));
    return { best: found, total };
  }

  /** What is in a row, if it answers. */
  private candidates(
    { kinds, near, radiusMetres = Number.POSITIVE_INFINITY, onlyOpen }: PlaceQuery,
    { now, at, scores }: SearchContext,
    judge: Judge | null,
  ): (row: number) => Candidate | undefined {
    const hoursOf = this.openings.at(at.clock);
    return (row) => {
      const place = this.places[row];
      const score = scores && place ? scores.get(place.id) : 0;
      if (!place || score === undefined) return undefined;
      if (kinds && !kinds.includes(place.kind)) return undefined;
      if (isOver(place, now.seconds)) return undefined;
      const distance = near ? distanceMetres(near, place) : 0;
      if (distance > radiusMetres) return undefined;
      if (judge?.lacksAny(row)) return undefined;
      const open = openDuring(place, hoursOf(row), at.seconds);
      if (onlyOpen && open === 'no') return undefined;
      return { row, place, misfit: judge?.misfitOf(row) ?? 0, score, distance, open };
    };
  }

  private nameRankOf({ row }: Candidate): number {
    return this.nameRanks[row] ?? 0;
  }

  private factsOn(today: CalendarDate): FactTable {
    if (this.facts?.today !== today) this.facts = new FactTable(this.places, today);
    return this.facts;
  }
}

const openRank: Readonly<Record<OpenState, number>> = { yes: 0, unknown: 1, no: 1 };
const nameOf = ({ name }: PlaceSummary) => name.en ?? Object.values(name)[0] ?? '';

/** Of each text, how many come before it. */
function ranksOf(texts: readonly string[]): Uint32Array {
  const ranks = new Uint32Array(texts.length);
  const inOrder = [...texts.entries()].sort(([, a], [, b]) => (a === b ? 0 : a < b ? -1 : 1));
  for (const [rank, [at]] of inOrder.entries()) ranks[at] = rank;
  return ranks;
}
