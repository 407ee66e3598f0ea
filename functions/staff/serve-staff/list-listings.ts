import {
  type BulkAction,
  LIST_FILTERS,
  type ListFilter,
  listingsPage,
} from '#displays/staff/listings-page.tsx';
import { newListingPage } from '#displays/staff/new-listing-page.tsx';
import { readForm } from '#functions/runtime/form.ts';
import { newListing } from '#shared/domain/listings/editorial.ts';
import type { ListingRow } from '#shared/domain/listings/listing-row.ts';
import { slugOf } from '#shared/domain/listings/slug.ts';
import { PLACE_KINDS } from '#shared/domain/places/place.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { isOwner, reachOf } from '#shared/domain/staff/permissions.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { allRows } from '#shared/store/all-listings.ts';
import { writeListing } from '#shared/store/listing-store.ts';
import { listingPath } from './edit-section.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';

const PAGE_ROWS = 100;
const SOON_DAYS = 30;
const TRIES = 20;

const isFilter = (text: string): text is ListFilter => (LIST_FILTERS as readonly string[]).includes(text);

/** Many drafts come of an import: nobody sends or publishes a thousand one by one. */
function bulkFor(member: StaffMember, filter: ListFilter | null): BulkAction | null {
  if (filter === 'draft' && reachOf(member, 'edit')) return 'submit';
  return filter === 'in-review' && reachOf(member, 'publish') ? 'publish' : null;
}

export function listRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { assets: _, config } = dependencies;

  const dayIn = (now: number, days: number) => wallClockAt(now + days * 86_400, config.timeZone).date;

  /** An address that no other listing has, which is its id as well: one that none has had before. */
  const freeSlug = async (name: string, now: number): Promise<string> => {
    const [rows, published] = await Promise.all([allRows(dependencies), dependencies.places.published()]);
    const gone = (await published.gone()).byId.keys();
    // `new` is the page where listings are added.
    const taken = new Set(['new', ...rows.flatMap(({ id, slug }) => [id, slug]), ...gone]);
    const slug = slugOf(name);
    for (let number = 1; number <= TRIES; number++) {
      const tried = number === 1 ? slug : `${slug}-${number}`;
      if (!taken.has(tried)) return tried;
    }
    return `${slug}-${now.toString(36)}`;
  };

  return {
    'GET /staff': async (request) => {
      const { member, query, now } = request;
      const all = await allRows(dependencies);
      const isAll = reachOf(member, 'view') === 'all';
      const own = isAll ? all : all.filter(({ owners }) => isOwner(member, owners));
      const text = (query.get('q') ?? '').trim().slice(0, 100);
      const state = query.get('state') ?? '';
      const filter = isFilter(state) ? state : null;
      const soon = dayIn(now, SOON_DAYS);
      const isToCheck = (row: ListingRow) =>
        row.reviewBy !== null && row.reviewBy <= soon && row.state !== 'archived';
      const found = own.filter(
        (row) =>
          row.name.toLowerCase().includes(text.toLowerCase()) &&
          (filter === null || (filter === 'to-check' ? isToCheck(row) : row.state === filter)),
      );
      const pages = Math.max(1, Math.ceil(found.length / PAGE_ROWS));
      const page = Math.min(pages, Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1));
      return staffHtml(
        listingsPage(
          {
            rows: found.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS),
            total: found.length,
            page,
            pages,
            text,
            filter,
            toCheck: own.filter(isToCheck).length,
            inReview: own.filter((row) => row.state === 'in-review').length,
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
      staffHtml(newListingPage({ name: '', kind: '', errors: [] }, request.around)),

    'POST /staff/places/new': async (request: StaffRequest) => {
      const form = await readForm(request);
      const [name, kind] = [form.text('name_en').trim(), form.text('kind')];
      const errors = [
        ...(name === '' || name.length > 200
          ? [{ field: 'name_en', message: 'Enter a name of at most 200 letters' }]
          : []),
        ...((PLACE_KINDS as readonly string[]).includes(kind)
          ? []
          : [{ field: 'kind', message: 'Choose what it is' }]),
      ];
      if (errors.length > 0) return staffHtml(newListingPage({ name, kind, errors }, request.around), 400);
      const slug = await freeSlug(name, request.now);
      const listing = newListing(slug, { name_en: name, kind, slug }, request.step);
      if ((await writeListing(dependencies.listings, listing, 'created')) === 'conflict')
        throw new DomainError(
          'conflict',
          'Somebody else has added a listing of this name just now. Try again.',
        );
      return seeOther(`${listingPath(listing.id)}?done=created`);
    },
  };
}
