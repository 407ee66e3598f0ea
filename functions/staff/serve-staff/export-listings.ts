import type { HttpResponse } from '#functions/runtime/http.ts';
import { eventsIcal } from '#shared/contracts/open-data/events-ical.ts';
import { listingsCsv } from '#shared/contracts/open-data/listings-csv.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { allRows } from '#shared/store/all-listings.ts';
import { writeAudit } from '#shared/store/audit-store.ts';
import { openListings } from '#shared/store/open-listing.ts';
import type { StaffDependencies, StaffHandler } from './staff-request.ts';

const file = (name: string, type: string, body: string): HttpResponse => ({
  status: 200,
  headers: {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
  },
  body,
});

/** Listings to take away: all as they are at work, or the events that are public. */
export function exportRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { places, audit } = dependencies;
  const makers: Readonly<Record<string, (now: string) => Promise<HttpResponse>>> = {
    'listings.csv': async () => {
      const ids = (await allRows(dependencies)).map(({ id }) => id);
      const opened = await openListings(ids, dependencies);
      const csv = listingsCsv(opened.map(({ listing: { id, fields } }) => ({ id, fields })));
      return file('listings.csv', 'text/csv; charset=utf-8', csv);
    },
    'events.ics': async (now) => {
      const { places: published } = await places.published();
      const events = published.filter(({ kind }) => kind === 'event');
      const whole = await Promise.all(events.map((event) => places.place(event)));
      return file('events.ics', 'text/calendar; charset=utf-8', eventsIcal(whole, now));
    },
  };
  return {
    'GET /staff/export/{file}': async (request) => {
      const { file: name = '' } = request.pathParameters;
      const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
      if (!make) throw new DomainError('not-found', 'There is no such export.');
      // It is told to the audit: nobody's link elsewhere makes somebody export.
      if (request.headers['sec-fetch-site'] === 'cross-site')
        throw new DomainError('forbidden', 'Follow the link on the page for import and export.');
      const { actor, now } = request.step;
      const answer = await make(now);
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
