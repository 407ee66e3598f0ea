import type { Fit, FitReason } from '#shared/domain/places/fit.ts';
import { factOf, type Place } from '#shared/domain/places/place.ts';
import type { SummaryFact } from '#shared/domain/places/place-summary.ts';
import type { ReasonSaid } from '../kit/words/en-fit.ts';

type Facts = Readonly<Partial<Record<keyof Place['facts'], SummaryFact>>>;

/** A reason with what its words need of the fact. */
export function reasonSaid(reason: FitReason, facts: Facts): ReasonSaid {
  const { status, verified } = factOf(facts, reason.fact);
  return { ...reason, status, ...(verified !== undefined && { verified }) };
}

/** What stands in the way in a list: why not, where something says no; else all that is not certain. */
export function obstacles({ verdict, reasons }: Fit): readonly FitReason[] {
  return reasons.filter(({ code }) => (verdict === 'unsuitable' ? code === 'not-met' : code !== 'met'));
}
