import type { Actor, Listing, ListingAction } from './listing.ts';
import { changedUnits, type Fields, tidied } from './listing-fields.ts';

/** A step of a listing's way, or why it cannot be taken. */
export type Step =
  | {
      readonly listing: Listing;
      readonly action: ListingAction;
      /** Becomes public although the listing is at work: a version of its own, just before the listing's. */
      readonly publicCopy?: Listing;
    }
  | { readonly refused: RefusedStep };

export type RefusedStep =
  /** Nothing has changed: there is nothing to store. */
  | 'unchanged'
  /** Not from the state that it is in. */
  | 'wrong-state'
  /** Whoever approves may not have written it. */
  | 'own-work'
  /** Of a fact of which nothing is said, nothing can be questioned. */
  | 'not-said';

export interface StepContext {
  readonly actor: Actor;
  /** ISO 8601. */
  readonly now: string;
}

export const refuse = (refused: RefusedStep): Step => ({ refused });

function step(
  listing: Listing,
  action: ListingAction,
  change: Partial<Listing>,
  { actor, now }: StepContext,
): Step {
  return {
    action,
    listing: { ...listing, ...change, version: listing.version + 1, changedBy: actor, changedAt: now },
  };
}

/** What was to become public no longer is; when what is public ends is another plan. */
const UNPLANNED = { publishAt: null, publishUntil: null } as const;

/** A listing that nobody has seen yet. */
export function newListing(
  id: string,
  fields: Fields,
  { actor, now }: StepContext,
  owners: readonly string[] = [],
): Listing {
  return {
    id,
    version: 1,
    state: 'draft',
    fields: tidied(fields),
    publicVersion: null,
    editors: [actor.subject],
    comment: null,
    publishAt: null,
    publishUntil: null,
    unpublishAt: null,
    owners,
    changedBy: actor,
    changedAt: now,
  };
}

/** How what a listing says came to be changed. */
export type EditAction = Extract<
  ListingAction,
  'edited' | 'picture-added' | 'picture-removed' | 'imported' | 'merged' | 'restored'
>;

/** Writes what a listing says. What was submitted or approved is a draft again: somebody has to look once more. */
export function edit(
  listing: Listing,
  fields: Fields,
  context: StepContext,
  action: EditAction = 'edited',
): Step {
  if (listing.state === 'archived') return refuse('wrong-state');
  const next = tidied(fields);
  if (changedUnits(listing.fields, next).length === 0) return refuse('unchanged');
  const editors = [...new Set([...listing.editors, context.actor.subject])];
  return step(listing, action, { fields: next, state: 'draft', editors, ...UNPLANNED }, context);
}

export function submit(listing: Listing, context: StepContext): Step {
  if (listing.state !== 'draft') return refuse('wrong-state');
  return step(listing, 'submitted', { state: 'in-review', comment: null }, context);
}

export function sendBack(listing: Listing, comment: string, context: StepContext): Step {
  if (listing.state !== 'in-review' && listing.state !== 'scheduled') return refuse('wrong-state');
  return step(listing, 'sent-back', { state: 'draft', comment, ...UNPLANNED }, context);
}

export interface Approval {
  /** ISO 8601; null: at once. */
  readonly publishAt: string | null;
  /** ISO 8601; null: for good. */
  readonly unpublishAt: string | null;
}

/** Whether this person may approve what the listing says now. */
export const isOwnWork = (listing: Listing, actor: Actor): boolean => listing.editors.includes(actor.subject);

/**
 * Lets a version out, at once or later. Where two persons are asked for, nobody approves what they have written a part
 * of; where one is enough, a draft need not be submitted first.
 */
export function approve(
  listing: Listing,
  { publishAt, unpublishAt }: Approval,
  twoPersons: boolean,
  context: StepContext,
): Step {
  const isReady = listing.state === 'in-review' || (!twoPersons && listing.state === 'draft');
  if (!isReady) return refuse('wrong-state');
  if (twoPersons && isOwnWork(listing, context.actor)) return refuse('own-work');
  const isLater = publishAt !== null && publishAt > context.now;
  if (isLater) {
    const plan = { publishAt, publishUntil: unpublishAt };
    return step(listing, 'approved', { state: 'scheduled', comment: null, ...plan }, context);
  }
  return step(listing, 'published', asPublished(listing, unpublishAt), context);
}

/** Of the version that is written next: it is the public one. */
const asPublished = (listing: Listing, unpublishAt: string | null): Partial<Listing> => ({
  state: 'published',
  publicVersion: listing.version + 1,
  editors: [],
  comment: null,
  ...UNPLANNED,
  unpublishAt,
});

/** The hour has come for what was approved before. */
export function publishScheduled(listing: Listing, context: StepContext): Step {
  if (listing.state !== 'scheduled' || listing.publishAt === null || listing.publishAt > context.now)
    return refuse('wrong-state');
  return step(listing, 'published', asPublished(listing, listing.publishUntil), context);
}

/** The hour has come at which it was to be taken out. A draft that is being written stays a draft. */
export function unpublishScheduled(listing: Listing, context: StepContext): Step {
  if (listing.publicVersion === null || listing.unpublishAt === null || listing.unpublishAt > context.now)
    return refuse('wrong-state');
  const state = listing.state === 'published' ? 'archived' : listing.state;
  return step(listing, 'unpublished', { state, publicVersion: null, unpublishAt: null }, context);
}

export function archive(listing: Listing, context: StepContext): Step {
  if (listing.state === 'archived') return refuse('wrong-state');
  const change = { state: 'archived', publicVersion: null, ...UNPLANNED, unpublishAt: null } as const;
  return step(listing, 'archived', change, context);
}

export function reopen(listing: Listing, context: StepContext): Step {
  if (listing.state !== 'archived') return refuse('wrong-state');
  return step(listing, 'reopened', { state: 'draft' }, context);
}

export function changeOwners(listing: Listing, owners: readonly string[], context: StepContext): Step {
  const next = [...new Set(owners)].sort();
  if (next.join() === [...listing.owners].sort().join()) return refuse('unchanged');
  return step(listing, 'owners-changed', { owners: next }, context);
}
