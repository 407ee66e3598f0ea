import { bulkResultPage } from '#displays/staff/bulk-result-page.tsx';
import { problemWords } from '#displays/staff/problem-words.ts';
import { readForm } from '#functions/runtime/form.ts';
import { approve, type Step, submit } from '#shared/domain/listings/editorial.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import { nameOf } from '#shared/domain/listings/listing-row.ts';
import { mayDo, type StaffPermission } from '#shared/domain/staff/permissions.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { writeListing } from '#shared/store/listing-store.ts';
import { openListing } from '#shared/store/open-listing.ts';
import { publishingProblems } from './publishing-problems.ts';
import { settle } from './settle.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { staffHtml } from './staff-response.ts';
import { REFUSED } from './take-step.ts';

/** As many as a page of the list has. */
const MOST_AT_ONCE = 100;
const TAKEN_AT_ONCE = 10;

interface Refused {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
}

/** One step for many listings: each is taken or refused for itself, and the page that follows says which and why. */
export function bulkRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { listings, twoPersons } = dependencies;

  async function takeOne(
    id: string,
    version: string,
    permission: StaffPermission,
    stepFrom: (listing: Listing) => Step,
    { member }: StaffRequest,
  ): Promise<Refused | undefined> {
    const open = await openListing(id, dependencies);
    if (!open || !mayDo(member, permission, open.listing.owners))
      return { id, name: id, reason: 'Your role does not let you do this.' };
    const { listing } = open;
    const refuse = (reason: string) => ({ id, name: nameOf(listing.fields) || id, reason });
    if (String(listing.version) !== version || !open.isStored) return refuse(REFUSED['wrong-state']);
    const [problem] = await publishingProblems(listing, dependencies);
    if (problem) return refuse(problemWords(problem));
    const step = stepFrom(listing);
    if ('refused' in step) return refuse(REFUSED[step.refused]);
    const written = await writeListing(listings, step.listing, step.action);
    return written === 'conflict' ? refuse(REFUSED['wrong-state']) : undefined;
  }

  async function takeMany(
    request: StaffRequest,
    permission: StaffPermission,
    stepFrom: (one: Listing) => Step,
  ) {
    const form = await readForm(request);
    const chosen = [...form.texts]
      .filter(([name]) => name.startsWith('chosen.'))
      .map(([name, version]) => [name.slice('chosen.'.length), version] as const);
    if (chosen.length > MOST_AT_ONCE)
      throw new DomainError('invalid-input', `Choose at most ${MOST_AT_ONCE} listings at once.`);
    const refused: Refused[] = [];
    for (let at = 0; at < chosen.length; at += TAKEN_AT_ONCE) {
      const some = chosen.slice(at, at + TAKEN_AT_ONCE);
      const results = await Promise.all(
        some.map(([id, version]) => takeOne(id, version, permission, stepFrom, request)),
      );
      refused.push(...results.filter((result) => result !== undefined));
    }
    const left = new Set(refused.map(({ id }) => id));
    return { done: chosen.map(([id]) => id).filter((id) => !left.has(id)), refused };
  }

  return {
    'POST /staff/listings/submit': async (request) => {
      const result = await takeMany(request, 'edit', (listing) => submit(listing, request.step));
      return staffHtml(
        bulkResultPage(
          { action: 'submit', refused: result.refused, done: result.done.length },
          request.around,
        ),
      );
    },
    'POST /staff/listings/publish': async (request) => {
      const now = { publishAt: null, unpublishAt: null };
      const result = await takeMany(request, 'publish', (listing) =>
        approve(listing, now, twoPersons, request.step),
      );
      const failed = result.done.length > 0 ? await settle(dependencies) : [];
      // What others have left due is told to whoever runs the service.
      const own = failed.filter(({ id }) => result.done.includes(id));
      const refused = [...result.refused, ...own.map(({ id, reason }) => ({ id, name: id, reason }))];
      const done = result.done.length - own.length;
      return staffHtml(bulkResultPage({ action: 'publish', done, refused }, request.around));
    },
  };
}
