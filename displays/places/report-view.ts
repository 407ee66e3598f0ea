import type { Place } from '#shared/domain/places/place.ts';
import type { ReportProblem } from '../kit/words/en-places-report.ts';

export const REPORT_FIELDS = ['fact', 'finding', 'words', 'visited'] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

/** A field that no person sees, and programs that fill in every form do. */
export const EMPTY_FIELD = 'website';

export interface ReportView {
  readonly place: Place;
  /** Of this one form: sent twice, it counts once. */
  readonly token: string;
  /** As typed. */
  readonly typed: Readonly<Record<ReportField, string>>;
  /** In the order of the fields. */
  readonly problems: readonly FieldProblem[];
  /** That can be chosen, YYYY-MM. */
  readonly months: readonly string[];
}

export interface FieldProblem {
  readonly field: ReportField;
  readonly problem: ReportProblem;
  /** How many letters were typed, where that is the problem. */
  readonly letters?: number;
}
