import { isFactId } from '../places/fact-dictionary.ts';
import type { Listing } from './listing.ts';
import type { Fields } from './listing-fields.ts';

/** What the list of all listings knows of each. */
export interface ListingRow
  extends Pick<
    Listing,
    'id' | 'version' | 'state' | 'publicVersion' | 'owners' | 'publishAt' | 'unpublishAt' | 'changedAt'
  > {
  readonly name: string;
  /** Of the name, where that is not English. */
  readonly nameLanguage?: string | undefined;
  readonly kind: string | null;
  readonly slug: string | null;
  readonly changedBy: string;
  /** The day from which the first of its facts counts as old, YYYY-MM-DD; null: none says. */
  readonly reviewBy: string | null;
}

const NAME = 'name_';
const nameField = (fields: Fields): string | undefined =>
  fields.name_en === undefined ? Object.keys(fields).find((field) => field.startsWith(NAME)) : 'name_en';

/** In English where it has a name there. */
export function nameOf(fields: Fields): string {
  const field = nameField(fields);
  return (field && fields[field]) ?? '';
}

/** The language of that name; undefined where it is English, or there is none. */
export function nameLanguageOf(fields: Fields): string | undefined {
  const language = nameField(fields)?.slice(NAME.length);
  return language === 'en' ? undefined : language;
}

/** As much of a name as a list shows; more cannot be published. */
const MOST_NAME = 200;

/** Where nobody has said when to look again, a door is believed for so long. */
const OLD_AFTER_YEARS = 3;

/** The first day on which one of its facts counts as old (see freshnessOf). */
export function firstReview(fields: Fields): string | null {
  let first: string | null = null;
  for (const fact of Object.keys(fields).filter(isFactId)) {
    const verified = fields[`${fact}_verified`];
    const implied =
      verified && /^\d{4}-/.test(verified)
        ? `${Number(verified.slice(0, 4)) + OLD_AFTER_YEARS}${verified.slice(4)}`
        : undefined;
    const day = fields[`${fact}_review_by`] ?? implied;
    if (day !== undefined && (first === null || day < first)) first = day;
  }
  return first;
}

export const rowOf = (listing: Listing): ListingRow => ({
  id: listing.id,
  version: listing.version,
  state: listing.state,
  publicVersion: listing.publicVersion,
  owners: listing.owners,
  publishAt: listing.publishAt,
  unpublishAt: listing.unpublishAt,
  changedAt: listing.changedAt,
  name: Array.from(nameOf(listing.fields)).slice(0, MOST_NAME).join(''),
  ...(nameLanguageOf(listing.fields) && { nameLanguage: nameLanguageOf(listing.fields) }),
  kind: listing.fields.kind ?? null,
  slug: listing.fields.slug ?? null,
  changedBy: listing.changedBy.name,
  reviewBy: firstReview(listing.fields),
});
