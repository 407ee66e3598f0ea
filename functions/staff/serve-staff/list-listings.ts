import {
  type BulkAction,
  LIST_FILTERS,
  type ListFilter,
  listingsPage,
} from '#displays/staff/listings-page.tsx';
import { newListingPage } from '#displays/staff/new-listing-page.tsx';
import { readForm } from '#functions/runtime/form.ts';
import { newListing } from '#shared/domain/listings/editorial.ts';
import { LISTING_STATES, type Listing } from '#shared/domain/listings/listing.ts';
import type { ListingRow } from '#shared/domain/listings/listing-row.ts';
import { slugOf } from '#shared/domain/listings/slug.ts';
import { PLACE_KINDS } from '#shared/domain/places/place.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { isOwner, reachOf } from '#shared/domain/staff/permissions.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { isAddressTaken, isToCheck } from '#shared/store/listing-index.ts';
import {
  type ListingPage,
  listOfOwner,
  listOfStates,
  listToCheck,
  pageOfListings,
} from '#shared/store/listing-pages.ts';
import { writeListing } from '#shared/store/listing-store.ts';
import { listingPath } from './edit-section.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';

const PAGE_ROWS = 100;
const SOON_DAYS = 30;
const TRIES = 20;
/** Longer than any place in a list is named by. */
const MOST_KEY = 200;

const isFilter = (text: string): text is ListFilter => (LIST_FILTERS as readonly string[]).includes(text);

/** More than a page has are not counted. */
const countOf = ({ rows, next }: ListingPage) => ({ count: rows.length, isMore: next !== null });

/** Many drafts come of an import: nobody sends or publishes a thousand one by one. */
function bulkFor(member: StaffMember, filter: ListFilter | null): BulkAction | null {
  if (filter === 'draft' && reachOf(member, 'edit')) return 'submit';
  return filter === 'in-review' && reachOf(member, 'publish') ? 'publish' : null;
}

/** What is asked of a new listing. */
type NewFields = Readonly<Record<'name_en' | 'name_gd' | 'kind', string>>;

export function listRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { listings, config } = dependencies;

  const dayIn = (now: number, days: number) => wallClockAt(now + days * 86_400, config.timeZone).date;

  /** Addresses for a name, in the order in which they are tried. `new` is the page where listings are added. */
  async function* freeSlugs(name: string, now: number): AsyncGenerator<string> {
    const { byId, bySlug, gone } = await dependencies.places.published();
    const slug = slugOf(name);
    for (let number = 1; number <= TRIES; number++) {
      const tried = number === 1 ? slug : `${slug}-${number}`;
      const isPublic = byId.has(tried) || bySlug.has(tried) || (await gone()).byId.has(tried);
      if (tried !== 'new' && !isPublic && !(await isAddressTaken(listings, tried))) yield tried;
    }
    yield `${slug}-${now.toString(36)}`;
  }

  /** Its address is its id as well, and what claims it: nobody else can add one of that id. */
  async function added(fields: NewFields, { now, step }: StaffRequest): Promise<Listing> {
    for await (const slug of freeSlugs(fields.name_en, now)) {
      const listing = newListing(slug, { ...fields, slug }, step);
      if ((await writeListing(listings, listing, 'created')) === 'written') return listing;
    }
    throw new DomainError('conflict', 'Many listings of this name are being added just now. Try again.');
  }

  return {
    'GET /staff': async (request) => {
      const { member, query, now } = request;
      const soon = dayIn(now, SOON_DAYS);
      const isIn = (row: ListingRow, filter: ListFilter) =>
        filter === 'to-check' ? isToCheck(row) && (row.reviewBy ?? '') <= soon : row.state === filter;
      const isAll = reachOf(member, 'view') === 'all';
      const listOf = (filter: ListFilter | null) => {
        if (!isAll) return listOfOwner(member.email);
        if (filter === 'to-check') return listToCheck(soon);
        return listOfStates(filter ? [filter] : LISTING_STATES);
      };
      const page = (filter: ListFilter | null, text: string, after?: string) => {
        const isFound = (row: ListingRow) =>
          (isAll || isOwner(member, row.owners)) &&
          (filter === null || isIn(row, filter)) &&
          row.name.toLowerCase().includes(text);
        const matches = isAll && text === '' ? undefined : isFound;
        return pageOfListings(listOf(filter), dependencies, {
          after,
          most: PAGE_ROWS,
          ...(matches && { matches }),
        });
      };
      const text = (query.get('q') ?? '').trim().slice(0, 100);
      const asked = query.get('state') ?? '';
      const filter = isFilter(asked) ? asked : null;
      const after = (query.get('after') ?? '').slice(0, MOST_KEY);
      const [shown, toCheck, inReview] = await Promise.all([
        page(filter, text.toLowerCase(), after),
        page('to-check', ''),
        page('in-review', ''),
      ]);
      return staffHtml(
        listingsPage(
          {
            rows: shown.rows,
            after,
            next: shown.next,
            text,
            filter,
            toCheck: countOf(toCheck),
            inReview: countOf(inReview),
            mayCreate: reachOf(member, 'create') !== undefined,
            bulk: bulkFor(member, filter),
            isAllChosen: query.get('all') === '1',
            today: dayIn(now, 0),
            notice: query.get('done') === 'archived' ? 'The listing is archived.' : null,
          },
          request.around,
        ),
      );
    },

    'GET /staff/places/new': (request) =>
      staffHtml(newListingPage({ name: '', gaelicName: '', kind: '', errors: [] }, request.around)),

    'POST /staff/places/new': async (request: StaffRequest) => {
      const form = await readForm(request);
      const [name, gaelicName] = [form.text('name_en').trim(), form.text('name_gd').trim()];
      const kind = form.text('kind');
      const errors = [
        ...(name === '' || name.length > 200
          ? [{ field: 'name_en', message: 'Enter a name of at most 200 letters' }]
          : []),
        ...(gaelicName.length > 200
          ? [{ field: 'name_gd', message: 'Enter a name of at most 200 letters' }]
          : []),
        ...((PLACE_KINDS as readonly string[]).includes(kind)
          ? []
          : [{ field: 'kind', message: 'Choose what it is' }]),
      ];
      if (errors.length > 0)
        return staffHtml(newListingPage({ name, gaelicName, kind, errors }, request.around), 400);
      const listing = await added({ name_en: name, name_gd: gaelicName, kind }, request);
      return seeOther(`${listingPath(listing.id)}?done=created`);
    },
  };
}
