import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import type { Report } from '#shared/domain/reports/report.ts';
import { addReport } from '#shared/store/add-report.ts';
import { listing, publishable } from './listings.ts';
import { report } from './reports.ts';
import type { Sending, StaffDesk } from './staff-desk.ts';

/** A request that does what its route is for, once somebody may send it. */
export interface WorkingRequest {
  /** What the listing has to be like; absent where the route names none. */
  readonly listing?: Partial<Listing>;
  /** What the listing has to say besides the least. */
  readonly says?: Fields;
  /** What the report has to be like; absent where the route names none. */
  readonly report?: Partial<Report>;
  /** With `{id}` where the listing's stands, and `{reportId}` where the report's does. */
  readonly path: string;
  readonly form?: Sending['form'];
}

const onListing = (path: string, state: Listing['state'] = 'draft', form?: Sending['form']) => ({
  listing: { state },
  path: `/staff/places/{id}${path}`,
  ...(form && { form: { version: '1', ...form } }),
});

/** A fact that is questioned in public, by a report that the editors have. */
const questioned = {
  listing: {
    state: 'published',
    publicVersion: 1,
  },
  says: { lift: 'yes', lift_disputed: 'yes' },
  path: '/staff/places/{id}/facts/lift/confirm',
} as const;

/** For every route of the staff that there is. */
export const workingRequests: Readonly<Record<string, WorkingRequest>> = {
  'GET /staff': { path: '/staff' },
  'GET /staff/places/new': { path: '/staff/places/new' },
  'POST /staff/places/new': { path: '/staff/places/new', form: { name_en: 'New mill', kind: 'attraction' } },
  'GET /staff/places/{id}': onListing(''),
  'GET /staff/places/{id}/edit/{section}': onListing('/edit/basics'),
  'POST /staff/places/{id}/edit/{section}': onListing('/edit/basics', 'draft', { name_en: 'Other name' }),
  'POST /staff/places/{id}/unsaved/{section}': onListing('/unsaved/basics', 'draft', { name_en: 'Other' }),
  'POST /staff/places/{id}/merge/{section}': onListing('/merge/basics', 'draft', {
    'choice.name_en': 'mine',
    'mine.name_en': 'Other name',
  }),
  'GET /staff/places/{id}/preview': onListing('/preview'),
  'POST /staff/places/{id}/submit': onListing('/submit', 'draft', {}),
  'GET /staff/places/{id}/review': onListing('/review', 'in-review'),
  'POST /staff/places/{id}/approve': onListing('/approve', 'in-review', {}),
  'POST /staff/places/{id}/send-back': onListing('/send-back', 'in-review', { comment: 'Not yet.' }),
  'POST /staff/places/{id}/archive': onListing('/archive', 'published', {}),
  'POST /staff/places/{id}/reopen': onListing('/reopen', 'archived', {}),
  'GET /staff/places/{id}/history': onListing('/history'),
  'GET /staff/places/{id}/history/{version}': onListing('/history/1'),
  'POST /staff/places/{id}/history/{version}/restore': onListing('/history/1/restore', 'draft', {
    version: '2',
  }),
  'GET /staff/places/{id}/owners': onListing('/owners'),
  'POST /staff/places/{id}/owners': onListing('/owners', 'draft', { owners: 'new@example.org' }),
  'GET /staff/places/{id}/facts/{fact}/confirm': questioned,
  'POST /staff/places/{id}/facts/{fact}/confirm': {
    ...questioned,
    form: { version: '1', method: 'photo', verified: '20 11 2026' },
  },
  'POST /staff/places/{id}/reports/{reportId}/done': {
    ...onListing('/reports/{reportId}/done', 'published', {}),
    report: { state: 'with-editors' },
  },
  'GET /staff/reports': { path: '/staff/reports' },
  'GET /staff/reports/{reportId}': { path: '/staff/reports/{reportId}', report: {} },
  'POST /staff/reports/{reportId}': {
    path: '/staff/reports/{reportId}',
    report: {},
    form: { version: '1', decision: 'dismissed', reason: 'Spam.' },
  },
  'GET /staff/audit': { path: '/staff/audit' },
  'GET /staff/import': { path: '/staff/import' },
  'POST /staff/import': { path: '/staff/import', form: {} },
  'GET /staff/import/{importId}': { path: '/staff/import/1' },
  'POST /staff/import/{importId}': { path: '/staff/import/1', form: {} },
  'GET /staff/export/{file}': { path: '/staff/export/listings.csv' },
};

/** Prepares what the request needs, under an id of its own, and answers where to send it. */
export async function prepared(
  desk: StaffDesk,
  { listing: needed, says, report: reported, path: pattern }: WorkingRequest,
  id: string,
  more: Partial<Listing> = {},
): Promise<string> {
  let path = pattern;
  if (reported) {
    const sent = report({ placeId: id, ...reported });
    await addReport(desk.reports, sent, sent.at.slice(0, 10));
    path = path.replace('{reportId}', sent.id);
  }
  if (!needed) return path;
  const fields = { ...publishable(id), ...says };
  const first = await desk.write(listing(id, { fields, ...needed, ...more }), 'created');
  if (path.endsWith('/restore'))
    await desk.write({ ...first, version: 2, fields: { ...first.fields, telephone: '01738 000000' } });
  return path.replace('{id}', id);
}
