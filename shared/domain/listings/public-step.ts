import type { Step, StepContext } from './editorial.ts';
import type { Listing, ListingAction } from './listing.ts';
import type { Fields } from './listing-fields.ts';

/** Changes what is public and, where that is something else, what is at work; neither becomes the other. */
export function inPublicAndDraft(
  listing: Listing,
  publicFields: Fields,
  action: ListingAction,
  change: (fields: Fields) => Fields,
  { actor, now }: StepContext,
): Step {
  const publicVersion = listing.version + 1;
  const written = { ...listing, changedBy: actor, changedAt: now, version: publicVersion, publicVersion };
  if (listing.state === 'published') return { action, listing: { ...written, fields: change(publicFields) } };
  return {
    action,
    publicCopy: {
      ...written,
      state: 'published',
      fields: change(publicFields),
      editors: [],
      comment: null,
      publishAt: null,
      publishUntil: null,
    },
    listing: { ...written, version: publicVersion + 1, fields: change(listing.fields) },
  };
}
