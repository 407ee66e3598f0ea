import { problemWords } from '#displays/staff/problem-words.ts';
import { sectionPage } from '#displays/staff/section-page.tsx';
import { type Section, sectionOf } from '#displays/staff/sections.ts';
import { readForm } from '#functions/runtime/form.ts';
import type { HttpResponse } from '#functions/runtime/http.ts';
import { type Fields, tidied, type Unit, unitOf } from '#shared/domain/listings/listing-fields.ts';
import { nameOf } from '#shared/domain/listings/listing-row.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { reachOf } from '#shared/domain/staff/permissions.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { OpenListing } from '#shared/store/open-listing.ts';
import { loadUnsaved, removeUnsaved, writeUnsaved } from '#shared/store/unsaved-store.ts';
import { conflictPage } from './conflict-page.ts';
import { isAsSeen, seenOf } from './open-listing.ts';
import { publishingProblems } from './publishing-problems.ts';
import { type SavedEdit, saveEdit, versionOf } from './save-edit.ts';
import { controlFor, controlNames, sectionInput } from './section-input.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { noContent, seeOther, staffHtml } from './staff-response.ts';

export const listingPath = (id: string) => `/staff/places/${encodeURIComponent(id)}`;

/** The listing that the guard has opened for a route that names one. */
export function opened({ open }: StaffRequest): OpenListing {
  if (!open) throw new DomainError('not-found', 'There is no such listing.');
  return open;
}

export function sectionAsked({ pathParameters }: StaffRequest): Section {
  const section = sectionOf(pathParameters.section ?? '');
  if (!section) throw new DomainError('not-found', 'There is no such page of the form.');
  return section;
}

const SOURCE_CHANGED =
  'The source of this listing has changed it since you opened the form. Open it again, and write on top of that.';

const NO_CHECK = { method: '', verified: '', reviewBy: '', isAll: false };
const checkOf = (typed: Fields) => ({
  method: typed.method ?? '',
  verified: typed.verified ?? '',
  reviewBy: typed.review_by ?? '',
  isAll: typed.all_checked === 'yes',
});

export const unitsOf = ({ controls, facts }: Section): ReadonlySet<Unit> =>
  new Set([...controls.map(({ field }) => field), ...facts]);

/** A venue owner speaks for the venue, others for the council. */
export const sourceFor = (request: StaffRequest, { publisher }: StaffDependencies['config']) =>
  reachOf(request.member, 'edit') === 'own'
    ? { name: nameOf(opened(request).listing.fields) || publisher.name }
    : { name: publisher.name, url: publisher.url };

/** What was typed is saved now, and the page says whose changes it was joined with. */
export async function afterSaving(
  request: StaffRequest,
  saved: SavedEdit,
  { listings }: Pick<StaffDependencies, 'listings'>,
): Promise<HttpResponse> {
  const { listing } = opened(request);
  await removeUnsaved(listings, listing.id, request.member.subject, sectionAsked(request).id);
  const done = !saved.conflicts && saved.joined ? 'joined' : 'saved';
  return seeOther(`${listingPath(listing.id)}?done=${done}`);
}

/** The pages of the form of a listing. */
export function editRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { listings, config } = dependencies;
  const { timeZone } = config;

  const errorsOf = async (open: OpenListing, section: Section) => {
    const units = unitsOf(section);
    const problems = await publishingProblems(open.listing, dependencies);
    return problems
      .filter(({ field }) => units.has(unitOf(field) ?? field))
      .map((problem) => ({ field: controlFor(section, problem.field), message: problemWords(problem) }));
  };

  return {
    'GET /staff/places/{id}/edit/{section}': async (request) => {
      const open = opened(request);
      const { listing } = open;
      const section = sectionAsked(request);
      const { subject } = request.member;
      // Shows what is saved; a link that others could send deletes nothing.
      const isFresh = request.query.get('fresh') === '1';
      const unsaved = isFresh ? undefined : await loadUnsaved(listings, listing.id, subject, section.id);
      const name = nameOf(listing.fields) || 'New listing';
      const view = { id: listing.id, name, section, timeZone };
      const page = unsaved
        ? sectionPage(
            {
              ...view,
              version: unsaved.version,
              seen: unsaved.fields.seen ?? '',
              fields: tidied({ ...listing.fields, ...unsaved.fields }),
              errors: [],
              unsavedAt: unsaved.at,
              check: checkOf(unsaved.fields),
            },
            request.around,
          )
        : sectionPage(
            {
              ...view,
              version: listing.version,
              seen: seenOf(open),
              fields: listing.fields,
              errors: request.query.get('check') === '1' ? await errorsOf(open, section) : [],
              unsavedAt: null,
              check: NO_CHECK,
            },
            request.around,
          );
      return staffHtml(page);
    },

    'POST /staff/places/{id}/edit/{section}': async (request) => {
      const open = opened(request);
      const section = sectionAsked(request);
      const form = await readForm(request);
      const version = versionOf(form);
      const seen = form.text('seen');
      const context = {
        timeZone,
        today: wallClockAt(request.now, timeZone).date,
        source: sourceFor(request, config),
      };
      const inputOn = (base: Fields) => sectionInput(section, form.texts, base, context);
      const { errors } = inputOn({});
      if (errors.length > 0) {
        const typed = Object.fromEntries(form.texts);
        const { listing } = open;
        const name = nameOf(listing.fields);
        const view = { id: listing.id, name, version, seen, section, timeZone, errors };
        const fields = tidied({ ...listing.fields, ...typed });
        const page = sectionPage({ ...view, fields, unsavedAt: null, check: checkOf(typed) }, request.around);
        return staffHtml(page, 400);
      }
      let mine: Fields = {};
      const saved = await saveEdit(
        { ...request, open },
        version,
        (base) => {
          if (!isAsSeen(open, { version, seen, base })) throw new DomainError('conflict', SOURCE_CHANGED);
          mine = inputOn(base).fields;
          return mine;
        },
        'edited',
        dependencies,
      );
      if (saved.conflicts) return staffHtml(conflictPage(section, saved, mine, request.around), 409);
      return afterSaving(request, saved, dependencies);
    },

    'POST /staff/places/{id}/unsaved/{section}': async (request) => {
      const { listing } = opened(request);
      const section = sectionAsked(request);
      const form = await readForm(request);
      const texts = ['seen', ...controlNames(section)].flatMap((name) => {
        const typed = form.texts.get(name);
        return typed === undefined ? [] : [[name, typed] as const];
      });
      await writeUnsaved(listings, listing.id, request.member.subject, {
        version: versionOf(form),
        section: section.id,
        fields: Object.fromEntries(texts),
        at: request.step.now,
      });
      return noContent;
    },
  };
}
