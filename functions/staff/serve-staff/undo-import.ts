import { partOf } from '#displays/staff/govuk/pages.tsx';
import { importMadePage } from '#displays/staff/import-made-page.tsx';
import { undoImport } from '#shared/domain/listings/undo-import.ts';
import { mayDo } from '#shared/domain/staff/permissions.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { KEPT_DAYS, loadImportMarks, type MarkedListing } from '#shared/store/import-marks.ts';
import { loadRows } from '#shared/store/listing-index.ts';
import { loadListing, loadListingVersion, writeListing } from '#shared/store/listing-store.ts';
import { numberIn } from './query-number.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';
import { hasTime } from './working-time.ts';

const PAGE_ROWS = 100;
const UNDONE_AT_ONCE = 12;

/** What an import has made, for everybody who may import; and all of it taken back that nobody has changed since. */
export function undoRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { listings } = dependencies;

  async function marksOf({ pathParameters }: StaffRequest): Promise<MarkedListing[]> {
    const { importId = '' } = pathParameters;
    const marks = /^[\w-]{1,64}$/.test(importId) ? await loadImportMarks(listings, importId) : [];
    if (marks.length === 0)
      throw new DomainError(
        'not-found',
        `This import has taken nothing in, or it was more than ${KEPT_DAYS} days ago. The histories of its listings have what it changed.`,
      );
    return marks;
  }

  /** @returns what became of it; `review`: it waited to be looked at or published, and no longer does */
  async function undoOne(
    mark: MarkedListing,
    { member, step }: StaffRequest,
  ): Promise<'undone' | 'review' | 'left'> {
    const { id, version, before, importId } = mark;
    const listing = await loadListing(listings, id);
    if (listing?.version !== version || !mayDo(member, 'edit', listing.owners)) return 'left';
    const was = before === 0 ? undefined : await loadListingVersion(listings, id, before);
    if (before > 0 && !was) return 'left';
    const undone = undoImport(listing, was, step);
    if ('refused' in undone) return 'left';
    const { isNew, at, by } = mark;
    const written = { mark: { importId, version, before, isNew, at, by, isUndone: true } };
    const outcome = await writeListing(listings, undone.listing, undone.action, written);
    if (outcome === 'conflict') return 'left';
    return was?.state === 'in-review' || was?.state === 'scheduled' ? 'review' : 'undone';
  }

  return {
    'GET /staff/import/{importId}/made': async (request) => {
      const marks = await marksOf(request);
      const { query, pathParameters } = request;
      const part = partOf(marks, PAGE_ROWS, numberIn(query, 'page') || 1);
      const ids = part.shown.map(({ id }) => id);
      return staffHtml(
        importMadePage(
          {
            id: pathParameters.importId ?? '',
            marks,
            part,
            rows: await loadRows(listings, ids),
            done: query.has('undone')
              ? {
                  undone: numberIn(query, 'undone'),
                  review: numberIn(query, 'review'),
                  left: numberIn(query, 'left'),
                  isPart: query.has('part'),
                }
              : null,
          },
          request.around,
        ),
      );
    },

    'POST /staff/import/{importId}/undo': async (request) => {
      const marks = (await marksOf(request)).filter(({ isUndone }) => !isUndone);
      const rows = await loadRows(
        listings,
        marks.map(({ id }) => id),
        { consistent: true },
      );
      const untouched = marks.filter(({ id, version }) => rows.get(id)?.version === version);
      const count = { undone: 0, review: 0, left: 0 };
      let tried = 0;
      while (tried < untouched.length && hasTime(request, dependencies)) {
        const some = untouched.slice(tried, tried + UNDONE_AT_ONCE);
        for (const result of await Promise.all(some.map((mark) => undoOne(mark, request)))) count[result]++;
        tried += some.length;
      }
      // What somebody else has undone meanwhile is not left.
      const waiting = new Set(untouched.slice(tried).map(({ id }) => id));
      const left = (await marksOf(request)).filter(
        ({ id, isUndone }) => !isUndone && !waiting.has(id),
      ).length;
      const { undone, review } = count;
      const result = new URLSearchParams(
        Object.entries({ undone, review, left }).map(([name, number]) => [name, String(number)]),
      );
      if (tried < untouched.length) result.set('part', '1');
      return seeOther(`/staff/import/${request.pathParameters.importId}/made?${result}`);
    },
  };
}
