import type { ImportRow } from '#shared/domain/listings/import-row.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import type { ListingRow } from '#shared/domain/listings/listing-row.ts';
import { nameIn } from '#shared/domain/listings/match-rows.ts';
import { slugify } from '#shared/domain/listings/slugify.ts';
import { allRows } from './list-listings.ts';
import { type OpenListing, openListing } from './open-listing.ts';
import type { StaffDependencies } from './staff-request.ts';

const READ_AT_ONCE = 25;

/** Opens listings, some at a time; what is gone meanwhile is left out. */
export async function openListings(
  ids: readonly string[],
  dependencies: Pick<StaffDependencies, 'listings' | 'places'>,
): Promise<OpenListing[]> {
  const opened: OpenListing[] = [];
  for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
    const some = ids.slice(at, at + READ_AT_ONCE).map((id) => openListing(id, dependencies));
    for (const open of await Promise.all(some)) if (open) opened.push(open);
  }
  return opened;
}

/** Of a listing that no row can mean, what tells it from others is enough. */
const briefly = ({ name, slug }: ListingRow): Fields => ({
  ...(name !== '' && { name_en: name }),
  ...(slug !== null && { slug }),
});

/** What a planned import is compared with: every listing, and whole where a row may mean it. */
export async function knownListings(
  rows: readonly ImportRow[],
  dependencies: Pick<StaffDependencies, 'listings' | 'places'>,
): Promise<(Pick<Listing, 'id' | 'fields'> & { readonly open: OpenListing | null })[]> {
  const all = await allRows(dependencies);
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
  const opened = new Map(
    (await openListings([...meant], dependencies)).map((open) => [open.listing.id, open]),
  );
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
