import type { Report } from '#shared/domain/reports/report.ts';
import { Button, PostForm } from './govuk/button.tsx';
import { SummaryList } from './govuk/lists.tsx';
import { dayOf, decisionWords, findingWords, subjectOf, visitedText } from './report-words.ts';
import { sectionWith } from './sections.ts';
import { VisitorWords } from './visitor-words.tsx';

export interface ListingReport {
  readonly report: Report;
  /** The public page says that the fact is questioned. */
  readonly isDisputed: boolean;
}

interface ListingReportsProps {
  readonly listingPath: string;
  readonly reports: readonly ListingReport[];
  readonly timeZone: string;
}

/** What moderators have given to the editors: each to be put right, confirmed, or closed. */
export function ListingReports({ listingPath, reports, timeZone }: ListingReportsProps) {
  if (reports.length === 0) return null;
  return (
    <section aria-labelledby="reports">
      <h2 class="govuk-heading-m" id="reports">
        What visitors report
      </h2>
      {reports.map((each) => (
        <Task listingPath={listingPath} each={each} timeZone={timeZone} key={each.report.id} />
      ))}
    </section>
  );
}

interface TaskProps extends Omit<ListingReportsProps, 'reports'> {
  readonly each: ListingReport;
}

function Task({ listingPath, each, timeZone }: TaskProps) {
  const { report, isDisputed } = each;
  const { id, fact } = report;
  const subject = subjectOf(fact);
  const section = fact && sectionWith(fact);
  const last = report.decisions.at(-1);
  return (
    <section class="staff-fact" aria-labelledby={`report-${id}`}>
      <h3 class="govuk-heading-s" id={`report-${id}`}>
        {subject}: {findingWords[report.finding]}
      </h3>
      <SummaryList
        rows={[
          { key: 'In their words', value: <VisitorWords words={report.words} /> },
          { key: 'Visited', value: visitedText(report.visited) },
          { key: 'Came on', value: dayOf(report.at, timeZone) },
          ...(last
            ? [
                {
                  key: 'Decided',
                  value: `${decisionWords[last.decision]}, ${dayOf(last.at, timeZone)}, by ${last.by.name}`,
                },
              ]
            : []),
        ]}
      />
      <div class="staff-buttons">
        {fact && isDisputed && (
          <p class="govuk-body">
            <a class="govuk-link" href={`${listingPath}/facts/${fact}/confirm`}>
              It is right<span class="govuk-visually-hidden"> ({subject})</span>
            </a>
          </p>
        )}
        {section && (
          <p class="govuk-body">
            <a class="govuk-link" href={`${listingPath}/edit/${section.id}`}>
              Put it right<span class="govuk-visually-hidden"> ({subject})</span>
            </a>
          </p>
        )}
        {!isDisputed && (
          <PostForm action={`${listingPath}/reports/${id}/done`}>
            <Button kind="secondary">
              It is dealt with<span class="govuk-visually-hidden"> ({subject})</span>
            </Button>
          </PostForm>
        )}
      </div>
    </section>
  );
}
