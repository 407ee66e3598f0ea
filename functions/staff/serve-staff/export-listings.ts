import { type ExportPart, exportPage } from '#displays/staff/export-page.tsx';
import type { HttpResponse } from '#functions/runtime/http.ts';
import { eventsIcal } from '#shared/contracts/open-data/events-ical.ts';
import { listingsCsv } from '#shared/contracts/open-data/listings-csv.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { idsAfter } from '#shared/store/all-listings.ts';
import { writeAudit } from '#shared/store/audit-store.ts';
import { openListings } from '#shared/store/open-listing.ts';
import { numberIn } from './query-number.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { staffHtml } from './staff-response.ts';

/** As many as a function answers with in time, and in an answer of 6 MB. */
const PART_LISTINGS = 1_000;
const EVENTS_AT_ONCE = 25;
const MOST_ID = 80;

const file = (name: string, type: string, body: string, next?: string): HttpResponse => ({
  status: 200,
  headers: {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
    ...(next !== undefined && { link: `<${next}>; rel="next"` }),
  },
  body,
});

const partPath = (number: number, after: string) =>
  `/staff/export/listings.csv?${new URLSearchParams({ part: String(number), after })}`;

/** Listings to take away: all as they are at work, or the events that are public. */
export function exportRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { places, audit } = dependencies;

  /** Where each part begins, and which listings are its first and last. */
  async function parts(): Promise<ExportPart[]> {
    const found: ExportPart[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { ids, next } = await idsAfter(after, PART_LISTINGS, dependencies);
      const [first, last] = [ids[0], ids.at(-1)];
      if (first === undefined || last === undefined) break;
      found.push({ href: partPath(found.length + 1, after), count: ids.length, first, last });
      after = next;
    }
    return found;
  }

  const makers: Readonly<Record<string, (request: StaffRequest) => Promise<HttpResponse>>> = {
    'listings.csv': async ({ query }) => {
      const after = (query.get('after') ?? '').slice(0, MOST_ID);
      const number = Math.max(1, numberIn(query, 'part'));
      const { ids, next } = await idsAfter(after, PART_LISTINGS, dependencies);
      const opened = await openListings(ids, dependencies);
      const csv = listingsCsv(opened.map(({ listing: { id, fields } }) => ({ id, fields })));
      const name = number === 1 && next === null ? 'listings.csv' : `listings-${number}.csv`;
      const following = next === null ? undefined : partPath(number + 1, next);
      return file(name, 'text/csv; charset=utf-8', csv, following);
    },
    'events.ics': async ({ step }) => {
      const { places: published } = await places.published();
      const events = published.filter(({ kind }) => kind === 'event');
      const whole: Place[] = [];
      for (let at = 0; at < events.length; at += EVENTS_AT_ONCE)
        whole.push(
          ...(await Promise.all(events.slice(at, at + EVENTS_AT_ONCE).map((event) => places.place(event)))),
        );
      return file('events.ics', 'text/calendar; charset=utf-8', eventsIcal(whole, step.now));
    },
  };
  return {
    'GET /staff/export': async (request) => staffHtml(exportPage(await parts(), request.around)),

    'GET /staff/export/{file}': async (request) => {
      const { file: name = '' } = request.pathParameters;
      const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
      if (!make) throw new DomainError('not-found', 'There is no such export.');
      // It is told to the audit: nobody's link elsewhere makes somebody export.
      if (request.headers['sec-fetch-site'] === 'cross-site')
        throw new DomainError('forbidden', 'Follow the link on the page for export.');
      const { actor, now } = request.step;
      const answer = await make(request);
      await writeAudit(audit, {
        at: now,
        actor,
        action: 'exported',
        listingId: null,
        version: null,
        what: name,
      });
      return answer;
    },
  };
}
