import type { ImportRow } from '../domain/listings/import-row.ts';
import type { Fields } from '../domain/listings/listing-fields.ts';
import type { ListingRow } from '../domain/listings/listing-row.ts';
import { type KnownListing, nameIn } from '../domain/listings/match-rows.ts';
import { slugify } from '../domain/listings/slugify.ts';
import { allRows } from './all-listings.ts';
import { loadLastNotes } from './listing-store.ts';
import { type ListingSources, openListings } from './open-listing.ts';

/** Of a listing that no row can mean, what tells it from others is enough. */
const briefly = ({ name, slug }: ListingRow): Fields => ({
  ...(name !== '' && { name_en: name }),
  ...(slug !== null && { slug }),
});

/** What a planned import is compared with: every listing, and whole where a row may mean it. */
export async function knownListings(
  rows: readonly ImportRow[],
  sources: ListingSources,
): Promise<KnownListing[]> {
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
  const found = await openListings([...meant], sources);
  const opened = new Map(found.map(({ listing }) => [listing.id, listing]));
  const archived = [...opened.values()].filter(({ state, version }) => state === 'archived' && version > 0);
  const notes = await loadLastNotes(sources.listings, archived);
  return all.map((row) => {
    const listing = opened.get(row.id);
    const isUndone = notes.get(row.id)?.action === 'import-undone';
    const { id, state } = listing ?? row;
    return { id, state, fields: listing ? listing.fields : briefly(row), ...(isUndone && { isUndone }) };
  });
}

/** Whether some beginning of the text, up to a hyphen or its end, is one of these. */
function beginsWithOneOf(text: string, starts: ReadonlySet<string>): boolean {
  for (let at = text.length; at > 0; at = text.lastIndexOf('-', at - 1)) {
    if (starts.has(text.slice(0, at))) return true;
  }
  return false;
}
