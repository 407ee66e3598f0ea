import { ownersPage } from '#displays/staff/owners-page.tsx';
import { reviewPage } from '#displays/staff/review-page.tsx';
import { readForm, type SentForm } from '#functions/runtime/form.ts';
import { disputedAs } from '#shared/domain/listings/dispute.ts';
import {
  approve,
  archive,
  changeOwners,
  isOwnWork,
  reopen,
  type Step,
  sendBack,
  submit,
} from '#shared/domain/listings/editorial.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import { nameOf } from '#shared/domain/listings/listing-row.ts';
import { localInstant } from '#shared/domain/listings/local-instant.ts';
import { isoTime } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { writeListing } from '#shared/store/listing-store.ts';
import { storedListing } from '#shared/store/open-listing.ts';
import { listingPath, opened } from './edit-section.ts';
import { publicVersion, versionAsked } from './open-listing.ts';
import { publishingProblems } from './publishing-problems.ts';
import { saveEdit, versionOf } from './save-edit.ts';
import { settle } from './settle.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';
import { publicFieldsOf } from './take-public-step.ts';

/** Why a step was not taken, for the person who would take it. */
export const REFUSED = {
  unchanged: 'Nothing would change.',
  'wrong-state': 'Somebody else has done something with this listing meanwhile. Look at it again.',
  'own-work': 'You have written a part of it, so somebody else has to approve it.',
  'not-said': 'The listing says nothing about it.',
} as const;

const MOST_COMMENT = 2_000;
const MOST_OWNERS = 20;
const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

/** What moves a listing on its way. */
export function stepRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { listings, config, twoPersons } = dependencies;

  /** Takes a step from the version that the form was made of; anything newer is looked at first. */
  async function take(
    request: StaffRequest,
    form: SentForm,
    stepFrom: (listing: Listing) => Step,
  ): Promise<Listing> {
    const open = opened(request);
    if (versionOf(form) !== open.listing.version) throw new DomainError('conflict', REFUSED['wrong-state']);
    const allowed = (step: Step) => {
      if ('refused' in step) throw new DomainError('conflict', REFUSED[step.refused]);
      return step;
    };
    // A listing is not taken over from its source for a step that cannot be taken.
    allowed(stepFrom(open.listing));
    const step = allowed(stepFrom(await storedListing(open, dependencies, request.step)));
    if ((await writeListing(listings, step.listing, step.action)) === 'conflict')
      throw new DomainError('conflict', REFUSED['wrong-state']);
    return step.listing;
  }

  async function refuseProblems(listing: Listing): Promise<void> {
    const problems = await publishingProblems(listing, dependencies);
    if (problems.length > 0)
      throw new DomainError(
        'conflict',
        'Something keeps it from being published. Look at the listing again.',
      );
  }

  const reviewed = async (
    request: StaffRequest,
    errors: { field: string; message: string }[],
    form?: SentForm,
  ) => {
    const open = opened(request);
    const { listing } = open;
    return reviewPage(
      {
        listing,
        publicFields: await publicFieldsOf(open, dependencies),
        mayApprove:
          (listing.state === 'in-review' || (!twoPersons && listing.state === 'draft')) &&
          !(twoPersons && isOwnWork(listing, request.step.actor)),
        errors,
        typed: {
          publishAt: form?.text('publish_at') ?? '',
          unpublishAt: form?.text('unpublish_at') ?? '',
          comment: form?.text('comment') ?? '',
        },
      },
      request.around,
    );
  };

  /** A time of the form in UTC; null where it is empty, undefined where it is none. */
  const timeOf = (form: SentForm, field: string): string | null | undefined => {
    const typed = form.text(field).trim();
    if (typed === '') return null;
    const local = localInstant(typed, config.timeZone);
    return local && isoTime(Date.parse(local) / 1000);
  };

  const ownersShown = (
    request: StaffRequest,
    typed: string,
    errors: { field: string; message: string }[],
  ) => {
    const { listing } = opened(request);
    const view = { id: listing.id, name: nameOf(listing.fields), version: listing.version, typed, errors };
    return ownersPage(view, request.around);
  };

  return {
    'POST /staff/places/{id}/submit': async (request) => {
      const form = await readForm(request);
      await refuseProblems(opened(request).listing);
      const { id } = await take(request, form, (listing) => submit(listing, request.step));
      return seeOther(`${listingPath(id)}?done=submitted`);
    },

    'GET /staff/places/{id}/review': async (request) => staffHtml(await reviewed(request, [])),

    'POST /staff/places/{id}/approve': async (request) => {
      const form = await readForm(request);
      const [publishAt, unpublishAt] = [timeOf(form, 'publish_at'), timeOf(form, 'unpublish_at')];
      const errors: { field: string; message: string }[] = [];
      const wrong = 'Enter a time such as 2026-12-31 09:00';
      if (publishAt === undefined) errors.push({ field: 'publish_at', message: wrong });
      if (unpublishAt === undefined) errors.push({ field: 'unpublish_at', message: wrong });
      const { now } = request.step;
      const from = publishAt && publishAt > now ? publishAt : now;
      if (unpublishAt && unpublishAt <= from)
        errors.push({ field: 'unpublish_at', message: 'It must be later than when it becomes public' });
      if (errors.length > 0 || publishAt === undefined || unpublishAt === undefined)
        return staffHtml(await reviewed(request, errors, form), 400);
      await refuseProblems(opened(request).listing);
      const approval = { publishAt, unpublishAt };
      const listing = await take(request, form, (from_) =>
        approve(from_, approval, twoPersons, request.step),
      );
      if (listing.state === 'scheduled') return seeOther(`${listingPath(listing.id)}?done=scheduled`);
      const failed = (await settle(dependencies)).find(({ id }) => id === listing.id);
      if (failed)
        throw new DomainError('conflict', `It is approved, but cannot be public: ${failed.reason}.`);
      return seeOther(`${listingPath(listing.id)}?done=published`);
    },

    'POST /staff/places/{id}/send-back': async (request) => {
      const form = await readForm(request);
      const comment = form.text('comment').trim();
      if (comment === '' || comment.length > MOST_COMMENT) {
        const message = `Say what has to be changed, in at most ${MOST_COMMENT} letters`;
        const errors = [{ field: 'comment', message }];
        return staffHtml(await reviewed(request, errors, form), 400);
      }
      const { id } = await take(request, form, (listing) => sendBack(listing, comment, request.step));
      return seeOther(`${listingPath(id)}?done=sent-back`);
    },

    'POST /staff/places/{id}/archive': async (request) => {
      const { id } = await take(request, await readForm(request), (listing) =>
        archive(listing, request.step),
      );
      await settle(dependencies);
      return seeOther(`${listingPath(id)}?done=archived`);
    },

    'POST /staff/places/{id}/reopen': async (request) => {
      const { id } = await take(request, await readForm(request), (listing) => reopen(listing, request.step));
      return seeOther(`${listingPath(id)}?done=reopened`);
    },

    'POST /staff/places/{id}/history/{version}/restore': async (request) => {
      const open = opened(request);
      const form = await readForm(request);
      if (versionOf(form) !== open.listing.version) throw new DomainError('conflict', REFUSED['wrong-state']);
      const old = await versionAsked(request, dependencies);
      const fields = disputedAs(await publicVersion(open.listing, dependencies), old.fields);
      const saved = await saveEdit(
        { ...request, open },
        open.listing.version,
        () => fields,
        'restored',
        dependencies,
      );
      if (saved.conflicts) throw new DomainError('conflict', REFUSED['wrong-state']);
      return seeOther(`${listingPath(open.listing.id)}?done=restored`);
    },

    'GET /staff/places/{id}/owners': (request) =>
      staffHtml(ownersShown(request, opened(request).listing.owners.join('\n'), [])),

    'POST /staff/places/{id}/owners': async (request) => {
      const form = await readForm(request);
      const typed = form.text('owners');
      const owners = typed
        .split(/[\s,;]+/)
        .map((address) => address.toLowerCase())
        .filter((address) => address !== '');
      const wrong = owners.find((address) => !EMAIL.test(address) || address.length > 254);
      const message =
        wrong !== undefined
          ? `Enter an email address, such as name@example.org, in place of ${wrong.slice(0, 60)}`
          : owners.length > MOST_OWNERS
            ? `Enter at most ${MOST_OWNERS} addresses`
            : undefined;
      if (message) return staffHtml(ownersShown(request, typed, [{ field: 'owners', message }]), 400);
      const { id } = await take(request, form, (listing) => changeOwners(listing, owners, request.step));
      return seeOther(`${listingPath(id)}?done=owners`);
    },
  };
}
