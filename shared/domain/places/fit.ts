import { allDemands, type Demand, lacks } from './demands.ts';
import type { CalendarDate } from './fact.ts';
import type { FactId } from './fact-dictionary.ts';
import { FactTable, type Standing } from './fact-table.ts';
import type { Place } from './place.ts';
import type { VisitorNeeds } from './visitor-needs.ts';

export const VERDICTS = ['confirmed', 'unconfirmed', 'unsuitable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why a fact stands in the way, or does not. */
export const REASON_CODES = [
  /** It is said to be so. */
  'met',
  /** It is said not to be so, or to be too small. */
  'not-met',
  /** Nobody has said. */
  'unknown',
  /** So in part; the note says where. */
  'partial',
  /** It was so when somebody last looked, long ago. */
  'old',
  /** It is said to be so, and nobody has said when that was checked. */
  'unchecked',
  /** A visitor has said otherwise. */
  'disputed',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export interface FitReason {
  readonly fact: FactId;
  readonly code: ReasonCode;
  /** The place's measure, in the unit of the fact. */
  readonly value?: number;
  /** The visitor's. */
  readonly needed?: number;
}

export interface Fit {
  readonly verdict: Verdict;
  /** Worst first. */
  readonly reasons: readonly FitReason[];
}

/** What the answer is worth, given how old it is and whether anybody disputes it; undefined where nothing is asked. */
function codeOf({ answer }: Demand, standing: Standing): ReasonCode | undefined {
  const given = answer(standing);
  return given === 'met' || given === 'not-applicable' ? standing.trust : given;
}

const rank: Readonly<Record<ReasonCode, number>> = {
  'not-met': 0,
  disputed: 1,
  unknown: 2,
  partial: 3,
  unchecked: 4,
  old: 5,
  met: 6,
};

/** How much it is in the way: the place of the verdict among all. */
const misfitOf = (code: ReasonCode | undefined): number =>
  code === undefined || code === 'met' ? 0 : code === 'not-met' ? 2 : 1;

/** Whether places suit a visitor: each is a row of a table. */
export interface Judge {
  /** The verdict's place among all: 0 is confirmed. */
  misfitOf(row: number): number;
  /** The verdict with its reasons. */
  fitOf(row: number): Fit;
  /** Whether the place is without something that was asked for by name. */
  lacksAny(row: number): boolean;
}

/**
 * A place is unsuitable when a fact says that it does not suit; confirmed when facts say of every need that it does;
 * else unconfirmed. A larger aid never gets a better verdict, and what is unknown never counts for a place.
 * @param access facts that are asked for by name
 */
export function judgeFor(facts: FactTable, needs: VisitorNeeds, access: readonly FactId[] = []): Judge {
  const questions = allDemands(facts, needs, access).map((demand) => {
    // By number of the standing: asked once of all places that say the same.
    const codes = demand.column.standings.map((standing) => codeOf(demand, standing));
    return { ...demand, codes, misfits: Uint8Array.from(codes, misfitOf) };
  });
  const lacking = access.map((id) => facts.of(id).ask((standing) => lacks(id, standing)));

  function worstAt(row: number): number {
    let worst = 0;
    for (const { column, misfits, arises } of questions) {
      if (arises?.(row) === false) continue;
      const misfit = misfits[column.numberAt(row)] ?? 0;
      if (misfit > worst) worst = misfit;
      if (worst === 2) break;
    }
    return worst;
  }

  function reasonsFor(row: number): FitReason[] {
    const reasons: FitReason[] = [];
    for (const { column, codes, arises, needed } of questions) {
      const code = arises?.(row) === false ? undefined : codes[column.numberAt(row)];
      if (code === undefined) continue;
      const { value } = column.at(row);
      reasons.push({
        fact: column.fact,
        code,
        ...(value !== undefined && { value }),
        ...(needed !== undefined && { needed }),
      });
    }
    return reasons.sort((a, b) => rank[a.code] - rank[b.code]);
  }

  return {
    misfitOf: worstAt,
    fitOf: (row) => ({ verdict: VERDICTS[worstAt(row)] ?? 'unsuitable', reasons: reasonsFor(row) }),
    lacksAny: (row) => lacking.some((isLacking) => isLacking(row)),
  };
}

/** Whether one place suits a visitor, and why. */
export function fitOf(
  facts: Place['facts'],
  needs: VisitorNeeds,
  today: CalendarDate,
  access: readonly FactId[] = [],
): Fit {
  return judgeFor(new FactTable([{ facts }], today), needs, access).fitOf(0);
}
