/** Texts by BCP 47 language. */
export type Texts = Readonly<Record<string, string>>;

/** A day of the calendar, YYYY-MM-DD. */
export type CalendarDate = string;

/** Unknown is what is not said. It never turns into yes or no. */
export const FACT_STATUSES = ['yes', 'no', 'partial', 'unknown', 'not-applicable'] as const;
export type FactStatus = (typeof FACT_STATUSES)[number];

/** How a fact came to be known. */
export const FACT_METHODS = [
  'on-site-survey',
  'operator-statement',
  'visitor-report',
  'photo',
  'import',
] as const;
export type FactMethod = (typeof FACT_METHODS)[number];

export interface FactSource {
  readonly name: string;
  readonly url?: string | undefined;
}

/**
 * One thing known about a place, with where it comes from. A measure is 'yes' with its value; where there is nothing
 * to measure it is 'not-applicable'.
 */
export interface Fact {
  readonly status: FactStatus;
  /** In the unit that the dictionary gives for the fact. */
  readonly value?: number | undefined;
  readonly note?: Texts | undefined;
  readonly source?: FactSource | undefined;
  readonly method?: FactMethod | undefined;
  /** When somebody last made sure. */
  readonly verified?: CalendarDate | undefined;
  /** From this day on it counts as old. */
  readonly reviewBy?: CalendarDate | undefined;
  /** A visitor has said otherwise, and nobody has looked yet. */
  readonly disputed?: boolean | undefined;
}

export type Freshness = 'current' | 'old' | 'never-verified';

/** Where nobody has said when to look again: so long is a door believed to be as it was. */
const OLD_AFTER_YEARS = 3;

export function freshnessOf({ verified, reviewBy }: Fact, today: CalendarDate): Freshness {
  if (reviewBy !== undefined && reviewBy <= today) return 'old';
  if (verified === undefined) return 'never-verified';
  const oldFrom = `${Number(today.slice(0, 4)) - OLD_AFTER_YEARS}${today.slice(4)}`;
  return reviewBy === undefined && verified <= oldFrom ? 'old' : 'current';
}
