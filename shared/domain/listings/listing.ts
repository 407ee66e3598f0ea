import type { Fields } from './listing-fields.ts';

export const LISTING_STATES = ['draft', 'in-review', 'scheduled', 'published', 'archived'] as const;
export type ListingState = (typeof LISTING_STATES)[number];

/** Who did something, as the records keep it. */
export interface Actor {
  readonly subject: string;
  readonly name: string;
}

/**
 * A listing at work. What is public stays public while its next version is written: `published` says that this
 * version is the public one.
 */
export interface Listing {
  readonly id: string;
  /** Rises by one with every change; who changes it names the version that was read. */
  readonly version: number;
  readonly state: ListingState;
  readonly fields: Fields;
  /** The version that is public now; null: none. */
  readonly publicVersion: number | null;
  /** Who has changed what it says since the last publication: they may not approve it where two persons are asked for. */
  readonly editors: readonly string[];
  /** Why it was sent back. */
  readonly comment: string | null;
  /** ISO 8601; when an approved version becomes public. */
  readonly publishAt: string | null;
  /** ISO 8601; when that version is taken out again; null: it stays. */
  readonly publishUntil: string | null;
  /** ISO 8601; when what is public now is taken out; null: it stays. */
  readonly unpublishAt: string | null;
  /** E-mail addresses of venue owners, lower case. */
  readonly owners: readonly string[];
  readonly changedBy: Actor;
  /** ISO 8601. */
  readonly changedAt: string;
}

/** Of a public version: as its source has made it public, and goes on doing. What staff add here begins as a draft. */
export const AS_TAKEN_OVER = 1;

/** What was done to a listing: the words of its history and of the audit. */
export const LISTING_ACTIONS = [
  'taken-over',
  'created',
  'edited',
  'picture-added',
  'picture-removed',
  'picture-taken-down',
  'imported',
  'import-undone',
  'merged',
  'restored',
  'submitted',
  'sent-back',
  'approved',
  'published',
  'unpublished',
  'archived',
  'reopened',
  'owners-changed',
  'disputed',
  'confirmed',
] as const;
export type ListingAction = (typeof LISTING_ACTIONS)[number];
