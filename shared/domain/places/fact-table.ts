import { type CalendarDate, type Fact, type FactStatus, freshnessOf } from './fact.ts';
import { type FactId, factDefinition, isFactId } from './fact-dictionary.ts';
import type { Place } from './place.ts';

/** Whether what is said can be relied on; 'met' where it can. */
export type Trust = 'met' | 'disputed' | 'old' | 'unchecked';

/** How a fact stands on a day: all that a verdict asks of it. */
export interface Standing {
  readonly status: FactStatus;
  readonly value: number | undefined;
  readonly trust: Trust;
}

const UNKNOWN: Standing = { status: 'unknown', value: undefined, trust: 'met' };

/** How one fact stands at many places: in a few hundred different ways at thousands of them. */
export class FactColumn {
  readonly fact: FactId;
  private readonly isCritical: boolean;
  /** By number. */
  readonly standings = [UNKNOWN];
  private readonly numbers: Uint32Array;
  private readonly byValue = new Map<number | undefined, number[]>();

  constructor(fact: FactId, rowCount: number) {
    this.fact = fact;
    this.isCritical = factDefinition(fact).critical === true;
    this.numbers = new Uint32Array(rowCount);
  }

  put(row: number, fact: Fact, today: CalendarDate): void {
    const { status, value } = fact;
    const trust = this.trustIn(fact, today);
    const same = this.byValue.get(value) ?? [];
    if (same.length === 0) this.byValue.set(value, same);
    for (const number of same) {
      const standing = this.standings[number];
      if (standing?.status !== status || standing.trust !== trust) continue;
      this.numbers[row] = number;
      return;
    }
    const number = this.standings.push({ status, value, trust }) - 1;
    same.push(number);
    this.numbers[row] = number;
  }

  private trustIn(fact: Fact, today: CalendarDate): Trust {
    if (fact.disputed) return 'disputed';
    if (!this.isCritical) return 'met';
    const freshness = freshnessOf(fact, today);
    if (freshness === 'current') return 'met';
    return freshness === 'old' ? 'old' : 'unchecked';
  }

  /** Which of the standings is that of the place in this row. */
  numberAt(row: number): number {
    return this.numbers[row] ?? 0;
  }

  at(row: number): Standing {
    return this.standings[this.numberAt(row)] ?? UNKNOWN;
  }

  /** Puts a question to each standing, once; the answers by row. */
  ask(question: (standing: Standing) => boolean): (row: number) => boolean {
    const answers = this.standings.map(question);
    return (row) => answers[this.numberAt(row)] === true;
  }
}

/**
 * The facts of places as they stand on a day, fact by fact; each place is a row. Who asks thousands of places the same
 * finds what they say side by side, where place by place it would wait for memory most of the time.
 */
export class FactTable {
  readonly today: CalendarDate;
  private readonly rowCount: number;
  private readonly columns = new Map<string, FactColumn>();

  constructor(places: readonly Pick<Place, 'facts'>[], today: CalendarDate) {
    this.today = today;
    this.rowCount = places.length;
    for (const [row, { facts }] of places.entries()) {
      for (const id in facts) {
        const fact = facts[id as FactId];
        // A fact that only a later version of this code knows is nobody's need.
        if (fact && isFactId(id)) this.of(id).put(row, fact, today);
      }
    }
  }

  of(fact: FactId): FactColumn {
    let column = this.columns.get(fact);
    if (!column) {
      column = new FactColumn(fact, this.rowCount);
      this.columns.set(fact, column);
    }
    return column;
  }
}
