import type { Step, StepContext } from '#shared/domain/listings/editorial.ts';
import type { Actor } from '#shared/domain/listings/listing.ts';

/** When the steps of a test are taken, unless it says otherwise. */
export const NOON = '2026-11-22T12:00:00Z';

export const stepBy = (actor: Actor, now = NOON): StepContext => ({ actor, now });

/** What comes of a step that is taken; throws where it is refused. */
export function taken(step: Step) {
  if ('refused' in step) throw new Error(`refused: ${step.refused}`);
  return step;
}
