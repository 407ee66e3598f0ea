/** Of what is public. */
export const PUBLIC_FOLDER = '/images/';

/**
 * Where the pictures of a version of a listing are: staff alone see those of drafts. What nobody has touched here has
 * no version, and is public.
 */
export const pictureFolder = (listingId: string, version: number): string =>
  version > 0 ? `/staff/places/${encodeURIComponent(listingId)}/history/${version}/images/` : PUBLIC_FOLDER;
