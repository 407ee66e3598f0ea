import { reportPage } from '#displays/staff/report-page.tsx';
import { reportsPage } from '#displays/staff/reports-page.tsx';
import { readForm } from '#functions/runtime/form.ts';
import { putMetrics } from '#functions/runtime/metrics.ts';
import { dispute } from '#shared/domain/listings/dispute.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { factOf } from '#shared/domain/places/place.ts';
import { STAFF_ORIGIN } from '#shared/domain/places/place-owner.ts';
import { grouped, type OpenReport } from '#shared/domain/reports/group-reports.ts';
import { type Decision, mayDecide, type Report } from '#shared/domain/reports/report.ts';
import { reachOf } from '#shared/domain/staff/permissions.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { openListing } from '#shared/store/open-listing.ts';
import { loadOpenReports } from '#shared/store/report-store.ts';
import { decide, reportAsked } from './decide-report.ts';
import { listingPath } from './edit-section.ts';
import { versionOf } from './save-edit.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';
import { takePublicStep } from './take-public-step.ts';

const MODERATED: readonly Decision[] = ['questioned', 'forwarded', 'dismissed'];
const MOST_REASON = 500;
const ATTEMPTS = 3;

const NOT_SAID =
  'The public page says nothing about it any more, so there is nothing to question. You can give the report to the editors.';
const NOT_PUBLIC =
  'The place is not public any more, so there is nothing to question. You can give the report to the editors.';

const notices: ReadonlyMap<string, string> = new Map(
  Object.entries({
    questioned: 'The fact is questioned. Visitors see it within seconds.',
    forwarded: 'The editors see it with the listing.',
    dismissed: 'The report is closed. Nothing was published.',
  }),
);

/** What moderators do with what visitors say. */
export function moderationRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { reports, places, writeMetrics } = dependencies;

  /** How many wait, and how long the first has: measured whenever somebody looks. */
  function measure(waiting: readonly OpenReport[], now: number): void {
    const oldest = Math.min(...waiting.map(({ at }) => Date.parse(at) / 1000), now);
    const metrics = {
      ReportsWaiting: { value: waiting.length, unit: 'Count' },
      OldestReportSeconds: { value: now - oldest, unit: 'Seconds' },
    } as const;
    putMetrics({}, metrics, writeMetrics);
  }

  async function shown(
    request: StaffRequest,
    report: Report,
    typed = { decision: '', reason: '' },
    errors: { field: string; message: string }[] = [],
  ): Promise<string> {
    const [{ byId }, open] = await Promise.all([
      places.published(),
      openListing(report.placeId, dependencies),
    ]);
    const summary = byId.get(report.placeId);
    const fact = report.fact && summary && factOf(summary.facts, report.fact);
    return reportPage(
      {
        report,
        saysNow: fact ? { status: fact.status, value: fact.value } : null,
        isDisputed: Boolean(fact?.disputed),
        source:
          open && !open.isStored && summary?.origin !== STAFF_ORIGIN ? open.listing.changedBy.name : null,
        listingPath: open ? listingPath(report.placeId) : null,
        mayAnswer: reachOf(request.member, 'answer') !== undefined,
        errors,
        typed,
      },
      request.around,
    );
  }

  /** The fact first, then the report: who dies between them does both again, and the first changes nothing then. */
  async function question(request: StaffRequest, { fact, placeId }: Report): Promise<void> {
    if (fact === null) throw new DomainError('invalid-input', 'The report is about no single fact.');
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const open = await openListing(placeId, dependencies);
      if (!open) throw new DomainError('conflict', NOT_PUBLIC);
      const stepFrom = (listing: Listing, publicFields: Fields) =>
        dispute(listing, publicFields, fact, request.step);
      const outcome = await takePublicStep(request, open, stepFrom, dependencies);
      if (outcome === 'written' || outcome === 'unchanged') return;
      if (outcome !== 'conflict')
        throw new DomainError('conflict', outcome === 'not-said' ? NOT_SAID : NOT_PUBLIC);
    }
    throw new DomainError('conflict', 'Others change this listing at the same time. Try again.');
  }

  return {
    'GET /staff/reports': async (request) => {
      const open = await loadOpenReports(reports);
      const waiting = open.filter(({ state }) => state === 'waiting');
      measure(waiting, request.now);
      const view = {
        groups: grouped(waiting),
        withEditors: open.length - waiting.length,
        notice: notices.get(request.query.get('done') ?? '') ?? null,
      };
      return staffHtml(reportsPage(view, request.around));
    },

    'GET /staff/reports/{reportId}': async (request) =>
      staffHtml(await shown(request, await reportAsked(request, dependencies))),

    'POST /staff/reports/{reportId}': async (request) => {
      const report = await reportAsked(request, dependencies);
      const form = await readForm(request);
      const typed = { decision: form.text('decision'), reason: form.text('reason').trim() };
      if (versionOf(form) !== report.version)
        throw new DomainError('conflict', 'Somebody else has decided about this report meanwhile.');
      const decision = MODERATED.find((each) => each === typed.decision);
      const errors: { field: string; message: string }[] = [];
      if (!decision || !mayDecide(report, decision))
        errors.push({ field: 'decision', message: 'Choose what is to be done' });
      if (decision === 'dismissed' && typed.reason === '')
        errors.push({ field: 'reason', message: 'Say why it is not useful' });
      if (typed.reason.length > MOST_REASON)
        errors.push({ field: 'reason', message: `The reason can have ${MOST_REASON} letters at most` });
      if (errors.length > 0 || !decision) return staffHtml(await shown(request, report, typed, errors), 400);
      if (decision === 'questioned') await question(request, report);
      const reason = decision === 'dismissed' ? typed.reason : null;
      await decide(report, decision, reason, request, dependencies);
      return seeOther(`/staff/reports?done=${decision}`);
    },
  };
}
