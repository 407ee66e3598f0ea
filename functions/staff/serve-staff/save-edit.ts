import type { SentForm } from '#functions/runtime/form.ts';
import { type EditAction, edit } from '#shared/domain/listings/editorial.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import { changedUnits, type Fields } from '#shared/domain/listings/listing-fields.ts';
import { mergeEdits } from '#shared/domain/listings/merge-edits.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { loadListing, writeListing } from '#shared/store/listing-store.ts';
import { type OpenListing, storedListing } from '#shared/store/open-listing.ts';
import { fieldsOfVersion } from './open-listing.ts';
import type { StaffDependencies, StaffRequest } from './staff-request.ts';

const ATTEMPTS = 3;

export type SavedEdit =
  | { readonly listing: Listing; readonly joined: boolean; readonly conflicts?: undefined }
  | {
      readonly current: Listing;
      readonly conflicts: readonly string[];
      /** Changed by this person alone. */
      readonly alone: readonly string[];
    };

/** The version that a form was made from. */
export function versionOf(form: SentForm): number {
  const text = form.text('version');
  if (!/^\d{1,9}$/.test(text)) throw new DomainError('invalid-input', 'The form does not say its version.');
  return Number(text);
}

/**
 * Saves what somebody has written on top of a version. What others have saved since is kept: where both have changed
 * the same, nothing is written, and the answer names it.
 */
export async function saveEdit(
  request: Pick<StaffRequest, 'step'> & { readonly open: OpenListing },
  baseVersion: number,
  mineOn: (base: Fields) => Fields,
  action: EditAction,
  dependencies: Pick<StaffDependencies, 'listings'>,
): Promise<SavedEdit> {
  const { open } = request;
  if (!open.isStored) {
    const base = await fieldsOfVersion(open.listing, baseVersion, dependencies);
    // What changes nothing is no reason to take a listing over from its source.
    if ('refused' in edit(open.listing, mineOn(base), request.step, action))
      return { listing: open.listing, joined: false };
  }
  let current = await storedListing(open, dependencies, request.step);
  // What the source says has become a version now, the one that this builds upon.
  const from = !open.isStored && baseVersion === open.listing.version ? baseVersion + 1 : baseVersion;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const base = await fieldsOfVersion(current, from, dependencies);
    const mine = mineOn(base);
    const { fields, conflicts, theirs } = mergeEdits(base, mine, current.fields);
    if (conflicts.length > 0) {
      const alone = changedUnits(base, mine).filter((unit) => !conflicts.includes(unit));
      return { current, conflicts, alone };
    }
    const step = edit(current, fields, request.step, action);
    if ('refused' in step) {
      if (step.refused === 'unchanged') return { listing: current, joined: false };
      throw new DomainError('conflict', 'The listing is archived. Take it out of the archive first.');
    }
    if ((await writeListing(dependencies.listings, step.listing, step.action)) === 'written')
      return { listing: step.listing, joined: theirs.length > 0 };
    current = (await loadListing(dependencies.listings, current.id)) ?? current;
  }
  throw new DomainError('conflict', 'Others save this listing at the same time. Try again.');
}
