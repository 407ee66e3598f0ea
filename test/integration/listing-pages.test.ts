import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LISTING_STATES, type Listing } from '#shared/domain/listings/listing.ts';
import { type ListingRow, rowOf } from '#shared/domain/listings/listing-row.ts';
import { calendarOf } from '#shared/feeds/opening-hours/calendar-of.ts';
import { idsAfter } from '#shared/store/all-listings.ts';
import { isAddressTaken, isToCheck, nameKey, reviewKey } from '#shared/store/listing-index.ts';
import { listOfOwner, listOfStates, listToCheck, pageOfListings } from '#shared/store/listing-pages.ts';
import { type ListingStore, writeListing } from '#shared/store/listing-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { auditTable, listingsTable, placesTable } from '#shared/store/tables.ts';
import { listing, publishable } from '#test/builders/listings.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { place } from '#test/builders/places.ts';

/** Lists of listings as they are read a page at a time, in the real engine. */

let engine: LocalStore;
let sources: Parameters<typeof pageOfListings>[1];
let listings: ListingStore;
const open = async () => {
  engine = await openLocalStore(placesTable);
  listings = { ...engine.table(listingsTable), auditTableName: auditTable.name };
  sources = { listings, places: openPlacesReader(engine, 'Europe/London', 0) };
};

/** All of a list, in pages of so many. */
async function whole(list: Parameters<typeof pageOfListings>[0], most = 2): Promise<ListingRow[]> {
  const rows: ListingRow[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page = await pageOfListings(list, sources, { after, most });
    expect(page.rows.length).toBeLessThanOrEqual(most);
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}
const sorted = (rows: readonly ListingRow[], keyOf: (row: ListingRow) => string) =>
  [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

describe('whatever is done to listings', () => {
  beforeAll(open);
  afterAll(() => engine.stop());

  const owners = ['ann@example.org', 'ben@example.org'] as const;
  const days = ['2026-01-01', '2026-11-22', '2027-05-01', 'soon'] as const;
  const written = fc.record({
    number: fc.integer({ min: 0, max: 4 }),
    name: fc.constantFrom('Mill', 'mill', 'Old Mill', 'Èist', '', '水車', 'Mill 2', 'Z'.repeat(300)),
    slug: fc.constantFrom('mill', 'other-mill', 'No slug at all', 'x'.repeat(3_000)),
    state: fc.constantFrom(...LISTING_STATES),
    owners: fc.subarray([...owners]),
    reviewBy: fc.option(fc.constantFrom(...days)),
  });

  it('each stands in the lists that it belongs to, once and in order, and in no other', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 12 }), async (steps) => {
        run++;
        const mine = new Map<string, Listing>();
        const own = owners.map((owner) => `${run}-${owner}`);
        for (const { number, name, slug, state, owners: some, reviewBy } of steps) {
          const id = `run-${run}-${number}`;
          const next = listing(id, {
            version: (mine.get(id)?.version ?? 0) + 1,
            state,
            owners: some.map((owner) => `${run}-${owner}`),
            fields: {
              ...publishable(id),
              name_en: name,
              slug: `${run}-${slug}`,
              ...(reviewBy && { lift: 'yes', lift_review_by: reviewBy }),
            },
          });
          expect(await writeListing(listings, next, 'edited')).toBe('written');
          mine.set(id, next);
        }
        const rows = [...mine.values()].map(rowOf);
        const isMine = ({ id }: ListingRow) => mine.has(id);
        for (const state of LISTING_STATES)
          expect((await whole(listOfStates([state]), 50)).filter(isMine)).toEqual(
            sorted(
              rows.filter((row) => row.state === state),
              nameKey,
            ),
          );
        expect((await whole(listOfStates(), 50)).filter(isMine)).toEqual(sorted(rows, nameKey));
        expect((await whole(listToCheck('2026-12-31'), 50)).filter(isMine)).toEqual(
          sorted(
            rows.filter((row) => isToCheck(row) && (row.reviewBy ?? '') <= '2026-12-31'),
            reviewKey,
          ),
        );
        for (const owner of own)
          expect(await whole(listOfOwner(owner))).toEqual(
            sorted(
              rows.filter((row) => row.owners.includes(owner)),
              nameKey,
            ),
          );
        for (const slug of ['mill', 'other-mill'])
          expect(await isAddressTaken(listings, `${run}-${slug}`)).toBe(
            rows.some((row) => row.slug === `${run}-${slug}`),
          );
        for (const { id } of rows) expect(await isAddressTaken(listings, id)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('nothing of a step that others were faster with', async () => {
    const first = listing('contested');
    await writeListing(listings, first, 'created');
    const step = (name: string) => ({ ...first, version: 2, fields: { ...first.fields, name_en: name } });
    const outcomes = await Promise.all(
      ['A', 'B', 'C'].map((name) => writeListing(listings, step(`Contested ${name}`), 'edited')),
    );
    expect(outcomes.filter((outcome) => outcome === 'written').length).toBe(1);
    const rows = (await whole(listOfStates(), 50)).filter(({ id }) => id === 'contested');
    expect(rows.map(({ version }) => version)).toEqual([2]);
  });
});

describe('what sources have published', () => {
  beforeAll(async () => {
    await open();
    const today = '2026-11-22';
    const by = { origin: 'source', now: Date.parse(today) / 1000, today, calendarOf };
    const put = Array.from({ length: 130 }, (_, i) => {
      const id = `p-${String(i).padStart(3, '0')}`;
      return place(id, { name: { en: `Place ${String(i).padStart(3, '0')}` } });
    });
    await publishPlaces(engine, () => ({ put, remove: [] }), by);
    // Every second one is at work, under another name.
    for (let i = 0; i < 130; i += 2) {
      const id = `p-${String(i).padStart(3, '0')}`;
      await writeListing(
        listings,
        listing(id, { fields: { ...publishable(id), name_en: `A ${i}` } }),
        'created',
      );
    }
  });
  afterAll(() => engine.stop());

  it('is listed among what is at work, each once', async () => {
    const rows = await whole(listOfStates(), 40);
    expect(rows.length).toBe(130);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(130);
    expect(rows).toEqual(sorted(rows, nameKey));
    expect((await whole(listOfStates(['published']), 40)).map(({ version }) => version)).toEqual(
      Array.from({ length: 65 }, () => 0),
    );
    expect((await whole(listOfStates(['draft']), 40)).length).toBe(65);
  });

  it('is read no more than it takes to fill a page', async () => {
    await pageOfListings(listOfStates(), sources, { most: 20 });
    engine.takeCapacity();
    const { onCapacity } = engine;
    const reading = { ...sources, listings: { ...listings, ...(onCapacity && { onCapacity }) } };
    await pageOfListings(listOfStates(), reading, { most: 20 });
    // Five lists, of which one has rows; and fifty of a source, of which nobody knows whether they are at work.
    expect(engine.takeCapacity().read).toBeLessThanOrEqual(5 + 3 + 50);
  });

  it('has an id in one part of all', async () => {
    const ids: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const part = await idsAfter(after, 40, sources);
      ids.push(...part.ids);
      after = part.next;
    }
    expect(ids).toEqual(Array.from({ length: 130 }, (_, i) => `p-${String(i).padStart(3, '0')}`));
  });
});
