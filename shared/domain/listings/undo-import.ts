import { refuse, type Step, type StepContext } from './editorial.ts';
import type { Listing } from './listing.ts';
import { type Fields, tidied } from './listing-fields.ts';

/**
 * Takes back what an import has made of a listing, while that is what it says. A new one is archived: it was never
 * public. Any other says again what it said; what was public then is, without a draft on top of it, and what waited to
 * be looked at is a draft.
 * @param before the version before the import's; undefined: the import has made the listing
 */
export function undoImport(listing: Listing, before: Listing | undefined, context: StepContext): Step {
  const { actor, now } = context;
  if (listing.state !== 'draft') return refuse('wrong-state');
  const next = { version: listing.version + 1, changedBy: actor, changedAt: now };
  const action = 'import-undone';
  if (before) {
    const { fields, editors, comment } = before;
    const isDone = before.state === 'published' || before.state === 'archived';
    const state = isDone ? before.state : 'draft';
    return { action, listing: { ...listing, ...next, fields, editors, comment, state } };
  }
  if (listing.publicVersion !== null) return refuse('wrong-state');
  return { action, listing: { ...listing, ...next, state: 'archived' } };
}

/** A row makes a listing anew whose import was undone: what that said is no reason to say it now. */
export function takeAgain(listing: Listing, fields: Fields, { actor, now }: StepContext): Step {
  if (listing.state !== 'archived' || listing.publicVersion !== null) return refuse('wrong-state');
  const next = { version: listing.version + 1, changedBy: actor, changedAt: now };
  const draft = { state: 'draft', fields: tidied(fields), editors: [actor.subject] } as const;
  return { action: 'imported', listing: { ...listing, ...next, ...draft } };
}
