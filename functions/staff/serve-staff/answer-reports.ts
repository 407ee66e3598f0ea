import { confirmFactPage } from '#displays/staff/confirm-fact-page.tsx';
import type { ListingReport } from '#displays/staff/listing-reports.tsx';
import { readForm, type SentForm } from '#functions/runtime/form.ts';
import { confirm, type FactCheck, isDisputed } from '#shared/domain/listings/dispute.ts';
import { nameOf } from '#shared/domain/listings/listing-row.ts';
import { asDay } from '#shared/domain/listings/local-instant.ts';
import { FACT_METHODS } from '#shared/domain/places/fact.ts';
import { type FactId, isFactId } from '#shared/domain/places/fact-dictionary.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import type { Report } from '#shared/domain/reports/report.ts';
import { reachOf } from '#shared/domain/staff/permissions.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { loadOpenReports, loadReport } from '#shared/store/report-store.ts';
import { closeAll, decide, reportAsked } from './decide-report.ts';
import { listingPath, opened } from './edit-section.ts';
import { seenOf } from './open-listing.ts';
import { versionOf } from './save-edit.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';
import { publicFieldsOf, takePublicStep } from './take-public-step.ts';
import { REFUSED } from './take-step.ts';

/** Nobody would be reminded of the mark any more. */
const STILL_DISPUTED =
  'The public page still says that it is questioned. Confirm it, or publish what is right, and close the report then.';

/** What moderators have given to the editors of a listing. */
async function tasksOf(placeId: string, { reports }: Pick<StaffDependencies, 'reports'>): Promise<Report[]> {
  const open = await loadOpenReports(reports, placeId);
  const tasks = open.filter(({ state }) => state === 'with-editors').sort((a, b) => (a.at < b.at ? -1 : 1));
  const whole = await Promise.all(tasks.map(({ id }) => loadReport(reports, id)));
  return whole.filter((report) => report !== undefined);
}

/** The same, for the page of the listing; nothing for those who may not answer. */
export async function reportsOf(
  request: StaffRequest,
  dependencies: StaffDependencies,
): Promise<ListingReport[]> {
  if (reachOf(request.member, 'answer') === undefined) return [];
  const open = opened(request);
  const tasks = await tasksOf(open.listing.id, dependencies);
  if (tasks.length === 0) return [];
  const fields = await publicFieldsOf(open, dependencies);
  return tasks.map((report) => ({
    report,
    isDisputed: isDisputed(fields, report.fact),
  }));
}

function factAsked({ pathParameters }: StaffRequest): FactId {
  const fact = pathParameters.fact ?? '';
  if (!isFactId(fact)) throw new DomainError('not-found', 'There is no such fact.');
  return fact;
}

/** What editors answer to reports: a fact that is right after all, and what has been dealt with. */
export function answerRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { config } = dependencies;

  async function page(
    request: StaffRequest,
    typed = { method: '', verified: '' },
    errors: { field: string; message: string }[] = [],
  ): Promise<string> {
    const open = opened(request);
    const fact = factAsked(request);
    const publicFields = await publicFieldsOf(open, dependencies);
    if (!isDisputed(publicFields, fact)) throw new DomainError('conflict', 'It is not questioned any more.');
    const { id, version, fields } = open.listing;
    const seen = seenOf(open);
    const view = { id, version, seen, fact, publicFields, name: nameOf(fields), errors, typed };
    return confirmFactPage(view, request.around);
  }

  function checkIn(form: SentForm, now: number) {
    const typed = { method: form.text('method'), verified: form.text('verified').trim() };
    const method = FACT_METHODS.find((each) => each === typed.method);
    const verified = asDay(typed.verified);
    const errors: { field: string; message: string }[] = [];
    if (!method) errors.push({ field: 'method', message: 'Choose how you know it' });
    if (!verified)
      errors.push({ field: 'verified', message: 'When you made sure must be a date, such as 27 3 2026' });
    else if (verified > wallClockAt(now, config.timeZone).date)
      errors.push({ field: 'verified', message: 'When you made sure must not lie in the future' });
    const check: FactCheck | null = method && verified && errors.length === 0 ? { method, verified } : null;
    return { typed, errors, check };
  }

  return {
    'GET /staff/places/{id}/facts/{fact}/confirm': async (request) => staffHtml(await page(request)),

    'POST /staff/places/{id}/facts/{fact}/confirm': async (request) => {
      const open = opened(request);
      const { listing } = open;
      const fact = factAsked(request);
      const form = await readForm(request);
      const { typed, errors, check } = checkIn(form, request.now);
      if (!check) return staffHtml(await page(request, typed, errors), 400);
      // What somebody has changed since is looked at first.
      if (versionOf(form) !== listing.version || form.text('seen') !== seenOf(open))
        throw new DomainError('conflict', REFUSED['wrong-state']);
      const outcome = await takePublicStep(
        request,
        open,
        (current, publicFields) => confirm(current, publicFields, fact, check, request.step),
        dependencies,
      );
      if (outcome !== 'written')
        throw new DomainError('conflict', REFUSED[outcome === 'conflict' ? 'wrong-state' : outcome]);
      const tasks = await tasksOf(listing.id, dependencies);
      await closeAll(
        tasks.filter((report) => report.fact === fact),
        'confirmed',
        request,
        dependencies,
      );
      return seeOther(`${listingPath(listing.id)}?done=confirmed`);
    },

    'POST /staff/places/{id}/reports/{reportId}/done': async (request) => {
      const { id } = opened(request).listing;
      const report = await reportAsked(request, dependencies);
      if (report.placeId !== id) throw new DomainError('not-found', 'The report is about another place.');
      if (isDisputed(await publicFieldsOf(opened(request), dependencies), report.fact))
        throw new DomainError('conflict', STILL_DISPUTED);
      await decide(report, 'done', null, request, dependencies);
      return seeOther(`${listingPath(id)}?done=report-done`);
    },
  };
}
