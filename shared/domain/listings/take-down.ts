import { refuse, type Step, type StepContext } from './editorial.ts';
import type { Listing } from './listing.ts';
import { type Fields, isSame } from './listing-fields.ts';
import { inPublicAndDraft } from './public-step.ts';

/**
 * Takes a picture out of what is public at once, and out of what is at work: that shows less than before, so nobody
 * else has to agree.
 * @param publicFields what the public version says
 */
export function takeDown(
  listing: Listing,
  publicFields: Fields,
  withoutPicture: (fields: Fields) => Fields,
  context: StepContext,
): Step {
  if (listing.publicVersion === null) return refuse('wrong-state');
  if (isSame(withoutPicture(publicFields), publicFields)) return refuse('unchanged');
  return inPublicAndDraft(listing, publicFields, 'picture-taken-down', withoutPicture, context);
}
