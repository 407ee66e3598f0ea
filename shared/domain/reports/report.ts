import type { Actor } from '../listings/listing.ts';
import type { FactStatus } from '../places/fact.ts';
import type { FactId } from '../places/fact-dictionary.ts';

/** What a visitor found, compared with what the page says. */
export const FINDINGS = ['there', 'not-there', 'different', 'other'] as const;
export type Finding = (typeof FINDINGS)[number];

/** When the visitor was there: a month, YYYY-MM, or longer ago than the months that can be chosen. */
export type Visited = string;
export const EARLIER = 'earlier';

/** What a visitor says of a place. Nothing of who says so. */
export interface SentReport {
  /** null: the place as a whole. */
  readonly fact: FactId | null;
  readonly finding: Finding;
  readonly words: string | null;
  readonly visited: Visited | null;
}

export const REPORT_STATES = ['waiting', 'with-editors', 'closed'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** What was decided: by moderators, then by editors. */
export const DECISIONS = ['questioned', 'forwarded', 'dismissed', 'confirmed', 'done'] as const;
export type Decision = (typeof DECISIONS)[number];

/** As the audit calls it: a listing is confirmed, too. */
export type ReportAction = `report-${Decision}`;
export const reportAction = (decision: Decision): ReportAction => `report-${decision}`;
export const REPORT_ACTIONS = DECISIONS.map(reportAction);

export interface Decided {
  readonly decision: Decision;
  readonly by: Actor;
  /** ISO 8601. */
  readonly at: string;
  /** Why, of what was not useful. */
  readonly reason: string | null;
}

export interface Report extends SentReport {
  readonly id: string;
  readonly placeId: string;
  /** As it was then: the place may be gone when somebody looks. */
  readonly placeName: string;
  /** What the page said of the fact then; null of a place as a whole. */
  readonly said: { readonly status: FactStatus; readonly value?: number | undefined } | null;
  /** ISO 8601. */
  readonly at: string;
  readonly state: ReportState;
  /** Rises by one with every decision; who decides names the version that was read. */
  readonly version: number;
  readonly decisions: readonly Decided[];
}

const DAY_SECONDS = 86_400;
/** 18 months, and three years. */
const KEPT_CLOSED_DAYS = 547;
const KEPT_DAYS = 1_095;

const seconds = (at: string) => Math.floor(Date.parse(at) / 1000);

/** When a report is deleted, in seconds since 1970: some time after it was closed, and at last whatever became of it. */
export function keptUntil({ at, state, decisions }: Pick<Report, 'at' | 'state' | 'decisions'>): number {
  const last = seconds(at) + KEPT_DAYS * DAY_SECONDS;
  const closedAt = state === 'closed' ? decisions.at(-1)?.at : undefined;
  return closedAt === undefined ? last : Math.min(last, seconds(closedAt) + KEPT_CLOSED_DAYS * DAY_SECONDS);
}

const mayFollow: Readonly<Record<Decision, { from: readonly ReportState[]; to: ReportState }>> = {
  questioned: { from: ['waiting', 'with-editors'], to: 'with-editors' },
  forwarded: { from: ['waiting'], to: 'with-editors' },
  dismissed: { from: ['waiting', 'with-editors'], to: 'closed' },
  confirmed: { from: ['waiting', 'with-editors'], to: 'closed' },
  done: { from: ['with-editors'], to: 'closed' },
};

export const mayDecide = ({ state }: Pick<Report, 'state'>, decision: Decision): boolean =>
  mayFollow[decision].from.includes(state);

/** The report with a decision on it; undefined: not from the state that it is in. */
export function decided(report: Report, decision: Decided): Report | undefined {
  if (!mayDecide(report, decision.decision)) return undefined;
  return {
    ...report,
    state: mayFollow[decision.decision].to,
    version: report.version + 1,
    decisions: [...report.decisions, decision],
  };
}
