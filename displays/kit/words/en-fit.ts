import type { CalendarDate, FactStatus } from '#shared/domain/places/fact.ts';
import { type FactId, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import type { FitReason } from '#shared/domain/places/fit.ts';
import type { VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import { enFacts } from './en-facts.ts';
import { measure, month, sentence } from './en-measures.ts';

/** A reason, and of the fact that it is about what the words need. */
export interface ReasonSaid extends FitReason {
  readonly status: FactStatus;
  readonly verified?: CalendarDate | undefined;
}

/** How the visitor's own measure is said beside the place's; "you need 82 cm" where nothing else is here. */
const comparisons: Readonly<Partial<Record<FactId, (needed: string) => string>>> = {
  entranceStepHeight: (needed) => `you manage ${needed}`,
  entranceStepCount: (needed) => `at most ${needed} with a wheelchair or scooter`,
  scooterMaxWidth: (needed) => `yours is ${needed} wide`,
  scooterMaxLength: (needed) => `yours is ${needed} long`,
};

/** What the place says: its measure, else yes, no or in part. */
function saidOf({ fact, code, status, value }: ReasonSaid): string {
  const { unit } = factDefinition(fact);
  if (value !== undefined && unit) return measure(value, unit);
  if (code === 'not-met') return status === 'not-applicable' ? 'none here' : 'no';
  return status === 'not-applicable' ? 'does not apply here' : 'yes';
}

function answer(reason: ReasonSaid): string {
  switch (reason.code) {
    case 'unknown':
      return 'not known';
    case 'partial':
      return 'in part';
    case 'old':
      return `${saidOf(reason)} when last checked${reason.verified ? ` in ${month(reason.verified)}` : ''}`;
    case 'unchecked':
      return `${saidOf(reason)}, but when that was checked is not known`;
    case 'disputed':
      return `${saidOf(reason)}, but a visitor has said otherwise`;
    case 'met':
    case 'not-met':
      return saidOf(reason);
  }
}

/** "Width of the entrance door: 70 cm; you need 82 cm". */
export function reason(of: ReasonSaid): string {
  const { unit } = factDefinition(of.fact);
  const said = `${sentence(enFacts[of.fact].name)}: ${answer(of)}`;
  if (of.needed === undefined || !unit || of.status === 'not-applicable') return said;
  const needed = measure(of.needed, unit);
  return `${said}; ${comparisons[of.fact]?.(needed) ?? `you need ${needed}`}`;
}

/** What the visitor has said, in the order of the form. */
export function needsInWords({ aid, maxStep, ...needs }: VisitorNeeds): string {
  const parts = [
    aid &&
      `${aid.kind === 'scooter' ? 'mobility scooter' : 'wheelchair'} ${aid.width} cm wide, ${aid.length} cm long, turning in ${aid.turning} cm`,
    (needs.stepFree || maxStep === 0) && 'no steps',
    maxStep !== undefined && maxStep > 0 && `steps up to ${maxStep} cm`,
    needs.toilet === 'accessible' && 'accessible toilet',
    needs.toilet === 'changing-places' && 'Changing Places toilet',
    needs.hearing && 'hearing loop',
    needs.vision && 'audio description',
    needs.quiet && 'quiet space',
    needs.dog && 'assistance dog',
  ];
  return parts.filter(Boolean).join(', ');
}
