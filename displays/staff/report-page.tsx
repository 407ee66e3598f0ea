import { mayDecide, type Report } from '#shared/domain/reports/report.ts';
import type { Choice } from './govuk/input.tsx';
import { SummaryList } from './govuk/lists.tsx';
import { Inset, messagesOf, type PageError } from './govuk/messages.tsx';
import { Radios } from './govuk/radios.tsx';
import { answerText, dayOf, decisionWords, findingWords, subjectOf, visitedText } from './report-words.ts';
import { SignOff } from './sign-off.tsx';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';
import { VisitorWords } from './visitor-words.tsx';

export interface ReportPageView {
  readonly report: Report;
  /** What the public page says of the fact now; null: it says nothing, or there is no such page. */
  readonly saysNow: Report['said'];
  readonly isDisputed: boolean;
  /** Questioning takes the listing over from there; null: it is the council's own. */
  readonly source: string | null;
  /** Address of the listing for staff; null: there is none any more. */
  readonly listingPath: string | null;
  readonly mayAnswer: boolean;
  readonly errors: readonly PageError[];
  readonly typed: { readonly decision: string; readonly reason: string };
}

/** One report, and what to do about it. */
export function reportPage(view: ReportPageView, surroundings: StaffSurroundings): string {
  const { report, errors } = view;
  const { fact } = report;
  return staffPage(surroundings, {
    title: `${subjectOf(fact)} – ${report.placeName}`,
    errors,
    back: { href: '/staff/reports', text: 'All reports' },
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{report.placeName}</span>
          {subjectOf(fact)}
        </h1>
        <SummaryList rows={rowsOf(view, surroundings.timeZone)} />
        <Decisions report={report} timeZone={surroundings.timeZone} />
        {report.state !== 'closed' && <Decide view={view} />}
        {view.listingPath && (
          <p class="govuk-body">
            <a class="govuk-link" href={view.listingPath}>
              The listing
            </a>
          </p>
        )}
        {view.isDisputed && view.mayAnswer && fact && view.listingPath && (
          <p class="govuk-body">
            <a class="govuk-link" href={`${view.listingPath}/facts/${fact}/confirm`}>
              The fact is right
            </a>
          </p>
        )}
      </>
    ),
  });
}

function rowsOf({ report, saysNow, isDisputed }: ReportPageView, timeZone: string) {
  const { fact, said } = report;
  const now = fact && saysNow ? answerText(fact, saysNow) : 'Nothing';
  return [
    { key: 'The visitor found', value: findingWords[report.finding] },
    { key: 'In their words', value: <VisitorWords words={report.words} /> },
    ...(fact
      ? [
          { key: 'The page said', value: said ? answerText(fact, said) : 'Nothing' },
          { key: 'It says now', value: isDisputed ? `${now}, and that it is questioned` : now },
        ]
      : []),
    { key: 'Visited', value: visitedText(report.visited) },
    { key: 'Came on', value: dayOf(report.at, timeZone) },
  ];
}

function Decisions({
  report: { decisions },
  timeZone,
}: {
  readonly report: Report;
  readonly timeZone: string;
}) {
  return (
    <>
      {decisions.map(({ decision, by, at, reason }) => (
        <Inset key={at}>
          {decisionWords[decision]}, {dayOf(at, timeZone)}, by {by.name}
          {reason && `: ${reason}`}
        </Inset>
      ))}
    </>
  );
}

function choicesOf({ report, saysNow, isDisputed }: ReportPageView): Choice[] {
  const isSaid = report.fact !== null && saysNow !== null && saysNow.status !== 'unknown';
  return [
    ...(mayDecide(report, 'questioned') && isSaid
      ? [
          {
            value: 'questioned',
            label: isDisputed ? 'It is questioned already: add this report to it' : 'Question the fact',
            hint: 'The public page says so within seconds, and no longer counts on it. The editors make sure.',
          },
        ]
      : []),
    ...(mayDecide(report, 'forwarded')
      ? [
          {
            value: 'forwarded',
            label: 'Give it to the editors',
            hint: 'They see it with the listing. Visitors notice nothing yet.',
          },
        ]
      : []),
    ...(mayDecide(report, 'dismissed')
      ? [{ value: 'dismissed', label: 'It is not useful', hint: 'Say why below. Nothing is published.' }]
      : []),
  ];
}

function Decide({ view }: { readonly view: ReportPageView }) {
  const { report, typed, errors, source } = view;
  const errorOf = messagesOf(errors);
  return (
    <SignOff
      action={`/staff/reports/${report.id}`}
      version={report.version}
      reason={{
        name: 'reason',
        label: 'Why it is not useful',
        hint: 'Only where you chose that',
        value: typed.reason,
        error: errorOf('reason'),
      }}
      button="Decide"
    >
      <Radios
        name="decision"
        label="What is to be done?"
        legendSize="m"
        value={typed.decision || undefined}
        choices={choicesOf(view)}
        error={errorOf('decision')}
      />
      {source && (
        <p class="govuk-body">
          This listing comes from {source}. Questioning a fact takes it over: what that source changes later
          is then no longer taken in.
        </p>
      )}
    </SignOff>
  );
}
