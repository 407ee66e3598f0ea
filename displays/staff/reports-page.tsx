import type { ReportGroup } from '#shared/domain/reports/group-reports.ts';
import { Tag } from './govuk/lists.tsx';
import { Banner } from './govuk/messages.tsx';
import { dayOf, findingWords, subjectOf } from './report-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface ReportsView {
  /** That nobody has looked at yet; what has waited longest first. */
  readonly groups: readonly ReportGroup[];
  /** How many the editors have. */
  readonly withEditors: number;
  readonly notice: string | null;
}

/** What visitors have said is wrong, for moderators to look at. */
export function reportsPage(
  { groups, withEditors, notice }: ReportsView,
  surroundings: StaffSurroundings,
): string {
  const waiting = groups.reduce((sum, { reports }) => sum + reports.length, 0);
  return staffPage(surroundings, {
    title: 'Reports',
    children: (
      <>
        {notice && (
          <Banner title="Done" kind="success">
            <p class="govuk-notification-banner__heading">{notice}</p>
          </Banner>
        )}
        <h1 class="govuk-heading-l">Reports</h1>
        <p class="govuk-body">
          {waiting === 0
            ? 'No report waits to be looked at.'
            : waiting === 1
              ? '1 report waits to be looked at.'
              : `${waiting} reports wait to be looked at.`}{' '}
          {withEditors > 0 && `The editors have ${withEditors}.`}
        </p>
        {groups.map((group) => (
          <Group group={group} timeZone={surroundings.timeZone} key={`${group.placeId} ${group.fact}`} />
        ))}
      </>
    ),
  });
}

interface GroupProps {
  readonly group: ReportGroup;
  readonly timeZone: string;
}

function Group({ group: { placeId, placeName, fact, reports }, timeZone }: GroupProps) {
  const id = `group-${placeId}-${fact ?? 'place'}`;
  return (
    <section aria-labelledby={id}>
      <h2 class="govuk-heading-m" id={id}>
        <span class="govuk-caption-m">{placeName}</span>
        {subjectOf(fact)}
      </h2>
      <ul class="staff-list">
        {reports.map((report) => (
          <li class="staff-list__item" key={report.id}>
            <div>
              <a class="govuk-link" href={`/staff/reports/${report.id}`}>
                {findingWords[report.finding]}
                <span class="govuk-visually-hidden">
                  {' '}
                  ({subjectOf(fact)}, {placeName})
                </span>
              </a>
              <div class="govuk-hint govuk-!-margin-bottom-0">Came on {dayOf(report.at, timeZone)}</div>
            </div>
            <div>
              <Tag colour="yellow">Waiting</Tag>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
