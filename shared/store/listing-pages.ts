import { LISTING_STATES, type ListingState } from '../domain/listings/listing.ts';
import type { ListingRow } from '../domain/listings/listing-row.ts';
import { STAFF_ORIGIN } from '../domain/places/place-owner.ts';
import { rowOfSource } from './all-listings.ts';
import {
  isToCheck,
  type KeyedRow,
  listedRows,
  loadRows,
  nameKey,
  ofOwner,
  ofState,
  type RowRange,
  reviewKey,
  TO_CHECK,
} from './listing-index.ts';
import type { ListingSources } from './open-listing.ts';
import type { PublishedPlaces } from './published-places.ts';

/** Listings in one order, as the lists of the table have them. */
interface ListingList {
  readonly lists: readonly string[];
  readonly upTo: string;
  /** Of what nobody has touched here, and so stands in no list: which belong to it; null: none. */
  readonly untouched: 'byName' | 'byReview' | null;
}

/** Follows all letters of keys. */
const END = '~';

export const listOfStates = (states: readonly ListingState[] = LISTING_STATES): ListingList => ({
  lists: states.map(ofState),
  upTo: END,
  untouched: states.includes('published') ? 'byName' : null,
});

/** @param day YYYY-MM-DD: what counts as old by then, the oldest first */
export const listToCheck = (day: string): ListingList => ({
  lists: [TO_CHECK],
  upTo: `${day}#${END}`,
  untouched: 'byReview',
});

/** @param owner null: somebody whose address nobody vouches for owns nothing */
export const listOfOwner = (owner: string | null): ListingList => ({
  lists: owner === null ? [] : [ofOwner(owner)],
  upTo: END,
  untouched: null,
});

export interface ListingPage {
  readonly rows: readonly ListingRow[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

export interface PageWanted {
  readonly after?: string | undefined;
  readonly most: number;
  /** Without: all of the list. */
  readonly matches?: (row: ListingRow) => boolean;
}

/** Of what is left out by hand most is looked at in vain. */
const SEARCHED_AT_ONCE = 500;

/** A page of a list, read no further than it takes to fill it. */
export async function pageOfListings(
  list: ListingList,
  sources: ListingSources,
  { after = '', most, matches }: PageWanted,
): Promise<ListingPage> {
  const range: RowRange = { after, upTo: list.upTo, atOnce: matches ? SEARCHED_AT_ONCE : most + 1 };
  const streams = list.lists.map((name) => listedRows(sources.listings, name, range));
  if (list.untouched) streams.push(untouchedRows(list.untouched, sources, range, matches));
  const found: KeyedRow[] = [];
  const seen = new Set<string>();
  for await (const each of merged(streams)) {
    // Just taken over from its source, a listing may stand in both for a moment.
    if (seen.has(each.row.id) || (matches && !matches(each.row))) continue;
    if (found.length === most) return { rows: found.map(({ row }) => row), next: found.at(-1)?.key ?? null };
    seen.add(each.row.id);
    found.push(each);
  }
  return { rows: found.map(({ row }) => row), next: null };
}

/** Streams that are in order each, as one. */
async function* merged(streams: readonly AsyncGenerator<KeyedRow>[]): AsyncGenerator<KeyedRow> {
  const heads = await Promise.all(streams.map((stream) => stream.next()));
  for (;;) {
    let first = -1;
    heads.forEach((head, i) => {
      const least = heads[first];
      if (!head.done && (!least || least.done || head.value.key < least.value.key)) first = i;
    });
    const [head, stream] = [heads[first], streams[first]];
    if (!head || head.done || !stream) return;
    yield head.value;
    heads[first] = await stream.next();
  }
}

interface UntouchedRows {
  readonly byName: readonly KeyedRow[];
  readonly byReview: readonly KeyedRow[];
}

/** In order, once for each publication. */
const known = new WeakMap<PublishedPlaces, UntouchedRows>();

function inOrder(published: PublishedPlaces): UntouchedRows {
  const before = known.get(published);
  if (before) return before;
  const rows = published.places.filter(({ origin }) => origin !== STAFF_ORIGIN).map(rowOfSource);
  const sorted = (some: readonly ListingRow[], keyOf: (row: ListingRow) => string) =>
    some.map((row) => ({ key: keyOf(row), row })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const ordered = { byName: sorted(rows, nameKey), byReview: sorted(rows.filter(isToCheck), reviewKey) };
  known.set(published, ordered);
  return ordered;
}

const ASKED_AT_ONCE = 50;

/** What sources have published and nobody has touched: of what is at work the lists know better. */
async function* untouchedRows(
  order: keyof UntouchedRows,
  { listings, places }: ListingSources,
  { after, upTo }: RowRange,
  matches: (row: ListingRow) => boolean = () => true,
): AsyncGenerator<KeyedRow> {
  const all = inOrder(await places.published())[order];
  const rows = all.filter(({ key, row }) => key > after && key <= upTo && matches(row));
  for (let at = 0; at < rows.length; at += ASKED_AT_ONCE) {
    const some = rows.slice(at, at + ASKED_AT_ONCE);
    const stored = await loadRows(
      listings,
      some.map(({ row }) => row.id),
    );
    for (const each of some) if (!stored.has(each.row.id)) yield each;
  }
}
