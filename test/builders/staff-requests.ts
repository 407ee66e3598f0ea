import { imagesText } from '#shared/domain/listings/fields-of-place.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import type { Report } from '#shared/domain/reports/report.ts';
import { addReport } from '#shared/store/add-report.ts';
import { contentTypeOf } from '#shared/store/image-store.ts';
import { writeListing } from '#shared/store/listing-store.ts';
import { type WaitingImport, writeWaitingImport } from '#shared/store/waiting-import-store.ts';
import { listing, publishable } from './listings.ts';
import { jpegFile, quarters } from './picture-files.ts';
import { picture } from './places.ts';
import { report } from './reports.ts';
import type { Sending, StaffDesk } from './staff-desk.ts';

/** A request that does what its route is for, once somebody may send it. */
export interface WorkingRequest {
  /** What the listing has to be like; absent where the route names none. */
  readonly listing?: Partial<Listing>;
  /** What the listing has to say besides the least. */
  readonly says?: Fields;
  /** Its second version is the public one: the first is what a source may have said. */
  readonly isPublished?: true;
  /** What the report has to be like; absent where the route names none. */
  readonly report?: Partial<Report>;
  /** With `{id}` where the listing's stands, `{reportId}` where the report's does, `{importId}` where the file's, `{madeId}` where that of an import which was taken in. */
  readonly path: string;
  /** With `{id}` in names of fields, too. */
  readonly form?: Sending['form'];
  /** Sent with the form. */
  readonly file?: () => File | Promise<File>;
  /** Its form names listings one by one, and each is taken or refused for itself. */
  readonly isBulk?: true;
}

/** What a browser has to send, and where. */
export interface PreparedRequest extends Pick<Sending, 'form' | 'body'> {
  readonly path: string;
}

const onListing = (path: string, state: Listing['state'] = 'draft', form?: Sending['form']) => ({
  listing: { state },
  path: `/staff/places/{id}${path}`,
  ...(form && { form: { version: '1', ...form } }),
});

/** A fact that is questioned in public, by a report that the editors have. */
const questioned = {
  listing: { state: 'in-review' },
  isPublished: true,
  says: { lift: 'yes', lift_disputed: 'yes' },
  path: '/staff/places/{id}/facts/lift/confirm',
} as const;

const bulk = (step: string, state: Listing['state']): WorkingRequest => ({
  listing: { state },
  path: `/staff/listings/${step}`,
  form: { 'chosen.{id}': '1' },
  isBulk: true,
});

const pictured = {
  listing: {
    fields: { ...publishable('pictured'), images: imagesText([{ ...picture, alt: { en: 'The door' } }]) },
  },
};
const list = () => new File(['name_en,kind,latitude,longitude\nNew barn,eat,56.4,-3.4\n'], '../../list.csv');

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
  'GET /staff/places/{id}/pictures': { ...pictured, path: '/staff/places/{id}/pictures' },
  'POST /staff/places/{id}/pictures': {
    ...onListing('/pictures', 'draft', { alt_en: 'Four colours' }),
    file: async () =>
      new File([new Uint8Array(await jpegFile(quarters(640, 480)))], 'C:\\pictures\\four.jpg'),
  },
  'POST /staff/places/{id}/pictures/{imageId}': {
    ...pictured,
    path: `/staff/places/{id}/pictures/${picture.id}`,
    form: { version: '1', [`${picture.id}-alt_en`]: 'Other words' },
  },
  'POST /staff/places/{id}/pictures/{imageId}/take-down': {
    ...pictured,
    isPublished: true,
    path: `/staff/places/{id}/pictures/${picture.id}/take-down`,
    form: { version: '2' },
  },
  'GET /staff/places/{id}/preview': onListing('/preview'),
  'POST /staff/places/{id}/submit': onListing('/submit', 'draft', {}),
  'GET /staff/places/{id}/review': onListing('/review', 'in-review'),
  'POST /staff/places/{id}/approve': onListing('/approve', 'in-review', {}),
  'POST /staff/places/{id}/send-back': onListing('/send-back', 'in-review', { comment: 'Not yet.' }),
  'POST /staff/places/{id}/archive': onListing('/archive', 'published', {}),
  'POST /staff/places/{id}/reopen': onListing('/reopen', 'archived', {}),
  'GET /staff/places/{id}/history': onListing('/history'),
  'GET /staff/places/{id}/history/{version}': onListing('/history/1'),
  'GET /staff/places/{id}/history/{version}/images/{file}': {
    ...pictured,
    path: `/staff/places/{id}/history/1/images/${picture.id}-320.webp`,
  },
  'POST /staff/places/{id}/history/{version}/restore': onListing('/history/1/restore', 'draft', {
    version: '2',
  }),
  'GET /staff/places/{id}/owners': onListing('/owners'),
  'POST /staff/places/{id}/owners': onListing('/owners', 'draft', { owners: 'new@example.org' }),
  'GET /staff/places/{id}/facts/{fact}/confirm': questioned,
  'POST /staff/places/{id}/facts/{fact}/confirm': {
    ...questioned,
    form: { version: '2', method: 'photo', verified: '20 11 2026' },
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
  'GET /staff/people': { path: '/staff/people' },
  'POST /staff/people/sign-out': { path: '/staff/people/sign-out', form: { everybody: '1' } },
  'GET /staff/audit': { path: '/staff/audit' },
  'POST /staff/listings/submit': bulk('submit', 'draft'),
  'POST /staff/listings/publish': bulk('publish', 'in-review'),
  'GET /staff/import': { path: '/staff/import' },
  'POST /staff/import': { path: '/staff/import', file: list },
  'GET /staff/import/{importId}': { path: '/staff/import/{importId}' },
  'POST /staff/import/{importId}': { path: '/staff/import/{importId}', form: {} },
  'GET /staff/import/{importId}/made': { path: '/staff/import/{madeId}/made' },
  'POST /staff/import/{importId}/undo': { path: '/staff/import/{madeId}/undo', form: {} },
  'GET /staff/export': { path: '/staff/export' },
  'GET /staff/export/{file}': { path: '/staff/export/listings.csv' },
};

const waiting = (subject: string, name: string): WaitingImport => ({
  subject,
  fileName: 'list.csv',
  format: 'csv',
  encoding: 'utf-8',
  leftOut: [],
  rows: [{ line: 2, fields: { name_en: `The ${name}`, kind: 'eat', latitude: '56.4', longitude: '-3.4' } }],
  rejected: [],
  unknownColumns: [],
});

/** What an import has made: one new listing. */
async function writeMade({ listings }: StaffDesk, importId: string, id: string): Promise<void> {
  const made = listing(id);
  const { version, changedAt: at, changedBy } = made;
  const mark = { importId, version, before: 0, isNew: true, at, by: changedBy.name, isUndone: false };
  await writeListing(listings, made, 'imported', { mark });
}

interface Preparation {
  /** What is to be different with the listing. */
  readonly listing?: Partial<Listing>;
  /** Who has sent the file that waits. */
  readonly subject?: string;
}

/** Prepares what the request needs, under an id of its own, and answers what to send. */
export async function prepared(
  desk: StaffDesk,
  { listing: needed, says, isPublished, report: reported, path: pattern, form, file }: WorkingRequest,
  id: string,
  { listing: more, subject = '' }: Preparation = {},
): Promise<PreparedRequest> {
  let path = pattern.replace('{id}', id);
  if (reported) {
    const sent = report({ placeId: id, ...reported });
    await addReport(desk.reports, sent, sent.at.slice(0, 10));
    path = path.replace('{reportId}', sent.id);
  }
  if (path.includes('{importId}')) {
    await writeWaitingImport(desk.listings, `import-${id}`, waiting(subject, id), desk.now);
    path = path.replace('{importId}', `import-${id}`);
  }
  if (path.includes('{madeId}')) {
    await writeMade(desk, `made-${id}`, `new-${id}`);
    path = path.replace('{madeId}', `made-${id}`);
  }
  const pictureFile = path.split('/images/')[1];
  if (pictureFile) await desk.images.put(pictureFile, Uint8Array.of(0), contentTypeOf(pictureFile));
  if (needed) {
    // Two places have never one address.
    const fields = { ...publishable(id), ...needed.fields, ...says, slug: id };
    const first = await desk.write(listing(id, { ...needed, fields, ...more }), 'created');
    if (isPublished)
      await desk.write({ ...first, version: 2, state: 'published', publicVersion: 2 }, 'published');
    if (path.endsWith('/restore'))
      await desk.write({ ...first, version: 2, fields: { ...first.fields, telephone: '01738 000000' } });
  }
  const typed = Object.entries(form ?? {}).map(([name, text]) => [name.replace('{id}', id), text] as const);
  if (!file) return { path, ...(form && { form: Object.fromEntries(typed) }) };
  const body = new FormData();
  for (const [name, text] of typed) body.set(name, text);
  body.set('file', await file());
  return { path, body };
}
