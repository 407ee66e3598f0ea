import { randomUUID } from 'node:crypto';
import type { AssetManifest } from '#displays/kit/assets.ts';
import { hrefWith, preferencesOf } from '#displays/kit/preferences.ts';
import { reportNotSentPage, reportSentPage, sentPath } from '#displays/places/report-answers.tsx';
import { reportPage } from '#displays/places/report-page.tsx';
import type { ReportView } from '#displays/places/report-view.ts';
import type { PageSurroundings } from '#displays/welcome/shell.tsx';
import { readForm } from '#functions/runtime/form.ts';
import { type HttpHandler, type HttpRequest, httpLambda } from '#functions/runtime/http.ts';
import type { Logger } from '#functions/runtime/logger.ts';
import { putMetrics } from '#functions/runtime/metrics.ts';
import { isFactId } from '#shared/domain/places/fact-dictionary.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { visitMonths } from '#shared/domain/reports/visit-months.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { type Added, addReport } from '#shared/store/add-report.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';
import { failurePage } from './failure-page.ts';
import { newReport, readReport, typedIn } from './report-form.ts';
import { reportHtml, seeOther } from './report-response.ts';

export interface ReportProblemDependencies {
  readonly places: PlacesReader;
  readonly reports: DataStore;
  readonly clock: Clock;
  readonly assets: AssetManifest;
  /** Whom to tell in another way; null: the words of the catalogue. */
  readonly helpText: string | null;
  /** Where another front stands before the gateway. */
  readonly publicOrigin: string | null;
  readonly logger: Logger;
  readonly writeMetrics?: (line: string) => void;
}

/** A thousand letters of any script, percent-encoded, with all else that the form sends. */
const MOST_BYTES = 20_000;

/** Where visitors say that something is wrong about a place. What they say is told to no log. */
export function reportProblem(dependencies: ReportProblemDependencies) {
  const { places, reports, clock, assets, helpText, publicOrigin, logger, writeMetrics } = dependencies;
  const surroundings = (query: URLSearchParams): PageSurroundings => ({
    preferences: preferencesOf(query),
    assets,
    helpText,
  });

  async function placeAsked({ pathParameters: { slug = '' } }: HttpRequest): Promise<Place> {
    const { bySlug, gone } = await places.published();
    const summary = bySlug.get(slug);
    if (summary) return places.place(summary);
    if ((await gone()).bySlug.has(slug)) throw new DomainError('gone', 'The place is no longer listed.');
    throw new DomainError('not-found', 'There is no such place.');
  }

  const today = () => wallClockAt(clock.now(), places.timeZone).date;

  /** Always with a token of its own, so that what is sent after a mistake counts once as well. */
  const form = (
    place: Place,
    typed: ReportView['typed'],
    problems: ReportView['problems'],
    query: URLSearchParams,
  ) =>
    reportPage(
      { place, token: randomUUID(), typed, problems, months: visitMonths(today()) },
      surroundings(query),
    );

  const count = (added: Added) => {
    const name = added === 'added' ? 'ReportsReceived' : 'ReportsOverLimit';
    if (added !== 'known') putMetrics({}, { [name]: { value: 1, unit: 'Count' } }, writeMetrics);
  };

  const routes: Readonly<Record<string, HttpHandler>> = {
    'GET /places/{slug}/report': async (request) => {
      const place = await placeAsked(request);
      const asked = request.query.get('fact') ?? '';
      const typed = { fact: isFactId(asked) ? asked : '', finding: '', words: '', visited: '' };
      return reportHtml(form(place, typed, [], request.query));
    },

    'POST /places/{slug}/report': async (request) => {
      const { query } = request;
      refuseForeignForm(request, publicOrigin ?? request.origin);
      if (request.body.length > MOST_BYTES) throw new DomainError('invalid-input', 'The form is too long.');
      const sent = await readForm(request);
      const place = await placeAsked(request);
      const typed = typedIn(sent);
      const read = readReport(sent, visitMonths(today()));
      if ('problems' in read) return reportHtml(form(place, typed, read.problems, query), 400);
      const { report: said } = read;
      const report = newReport(sent, said, place, clock.now());
      let added: Added;
      try {
        added = await addReport(reports, report, today());
      } catch (error) {
        // Shown again with what was typed: nobody should have to write it twice.
        logger.error('REPORT_NOT_KEPT', { error: error instanceof Error ? error.name : 'unknown' });
        return reportHtml(form(place, typed, [{ field: 'words', problem: 'not-kept' }], query), 503);
      }
      count(added);
      if (added === 'added' || added === 'known')
        return seeOther(hrefWith(sentPath(place), preferencesOf(query)));
      const why = added === 'enough-today' ? 'today' : 'waiting';
      return reportHtml(reportNotSentPage({ place, why, words: said.words }, surroundings(query)), 429);
    },

    'GET /places/{slug}/report/sent': async (request) =>
      reportHtml(reportSentPage(await placeAsked(request), surroundings(request.query))),
  };
  return httpLambda(routes, { logger, renderError: failurePage(surroundings) });
}

/** So that no other site lets its visitors send in its name. A browser that says nothing of it is believed. */
function refuseForeignForm({ headers }: HttpRequest, origin: string): void {
  if (headers.origin !== undefined && headers.origin !== origin)
    throw new DomainError('forbidden', 'This form was not sent from these pages.');
}
