import type { ImportRow } from '../domain/listings/import-row.ts';
import type { Listing } from '../domain/listings/listing.ts';
import type { Fields } from '../domain/listings/listing-fields.ts';
import type { ListingRow } from '../domain/listings/listing-row.ts';
import { nameIn } from '../domain/listings/match-rows.ts';
import { slugify } from '../domain/listings/slugify.ts';
import { allRows } from './all-listings.ts';
import { type ListingSources, type OpenListing, openListings } from './open-listing.ts';

/** Of a listing that no row can mean, what tells it from others is enough. */
const briefly = ({ name, slug }: ListingRow): Fields => ({
  ...(name !== '' && { name_en: name }),
  ...(slug !== null && { slug }),
});

/** What a planned import is compared with: every listing, and whole where a row may mean it. */
export async function knownListings(
  rows: readonly ImportRow[],
  sources: ListingSources,
): Promise<(Pick<Listing, 'id' | 'fields'> & { readonly open: OpenListing | null })[]> {
  const all = await allRows(sources);
  const named = new Set(rows.flatMap(({ id, fields }) => [id, fields.slug]));
  const starts = rows.map(({ fields }) => slugify(nameIn(fields) ?? '')).filter((start) => start !== '');
  const startSet = new Set(starts);
  const mayBeMeant = ({ id, slug, name }: ListingRow) => {
    if (named.has(id) || (slug !== null && named.has(slug))) return true;
    const own = [slug ?? '', slugify(name)];
    // An address made of a name begins with it; the town or a number may follow.
    return own.some((text) => beginsWithOneOf(text, startSet));
  };
  const meant = new Set(all.filter(mayBeMeant).map(({ id }) => id));
  const opened = new Map((await openListings([...meant], sources)).map((open) => [open.listing.id, open]));
  return all.map((row) => {
    const open = opened.get(row.id) ?? null;
    return { id: row.id, fields: open ? open.listing.fields : briefly(row), open };
  });
}

/** Whether some beginning of the text, up to a hyphen or its end, is one of these. */
function beginsWithOneOf(text: string, starts: ReadonlySet<string>): boolean {
  for (let at = text.length; at > 0; at = text.lastIndexOf('-', at - 1)) {
    if (starts.has(text.slice(0, at))) return true;
  }
  return false;
}
