import type { RefusedStep, Step } from '#shared/domain/listings/editorial.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { writeListing } from '#shared/store/listing-store.ts';
import { type OpenListing, storedListing } from '#shared/store/open-listing.ts';
import { publicVersion } from './open-listing.ts';
import { settle } from './settle.ts';
import type { StaffDependencies, StaffRequest } from './staff-request.ts';

/** What is public of an open listing: of one that nobody has touched, all that it says. */
export const publicFieldsOf = async (
  { listing, isStored }: OpenListing,
  dependencies: Pick<StaffDependencies, 'listings' | 'places'>,
): Promise<Fields> => (isStored ? publicVersion(listing, dependencies) : listing.fields);

/**
 * Takes a step that changes what is public at once, beside what is at work. 'conflict': somebody else has changed the
 * listing meanwhile, and nothing was written.
 */
export async function takePublicStep(
  request: StaffRequest,
  open: OpenListing,
  stepFrom: (listing: Listing, publicFields: Fields) => Step,
  dependencies: StaffDependencies,
): Promise<'written' | 'conflict' | RefusedStep> {
  // What is refused takes no listing over from its source.
  const tried = stepFrom(open.listing, await publicFieldsOf(open, dependencies));
  if ('refused' in tried) return tried.refused;
  const stored = await storedListing(open, dependencies, request.step);
  const step = stepFrom(stored, await publicVersion(stored, dependencies));
  if ('refused' in step) return step.refused;
  const { listing, action, publicCopy } = step;
  const outcome = await writeListing(dependencies.listings, listing, action, { publicCopy });
  if (outcome === 'conflict') return outcome;
  const failed = (await settle(dependencies)).find(({ id }) => id === listing.id);
  if (failed)
    throw new DomainError('conflict', `It is decided, but the page cannot be public so: ${failed.reason}.`);
  return outcome;
}
