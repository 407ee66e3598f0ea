import { type StaffSurroundings, staffPage } from './staff-page.tsx';

/** Some of the listings, as one file. */
export interface ExportPart {
  readonly href: string;
  readonly count: number;
  /** Ids of its first and its last listing. */
  readonly first: string;
  readonly last: string;
}

/** Everything that can be taken away as files. */
export function exportPage(parts: readonly ExportPart[], surroundings: StaffSurroundings): string {
  const link = (href: string, text: string) => (
    <li key={href}>
      <a class="govuk-link" href={href}>
        {text}
      </a>
    </li>
  );
  const [only] = parts;
  return staffPage(surroundings, {
    title: 'Export',
    children: (
      <>
        <h1 class="govuk-heading-l">Export</h1>
        <h2 class="govuk-heading-m">All listings as they are at work</h2>
        <p class="govuk-body">
          Spreadsheets (CSV) that can be imported again
          {parts.length > 1 && ', some of the listings in each. Take all parts to have all listings'}.
        </p>
        {parts.length === 0 && <p class="govuk-body">There are no listings yet.</p>}
        <ul class="govuk-list">
          {only && parts.length === 1
            ? link(only.href, only.count === 1 ? '1 listing' : `${only.count} listings`)
            : parts.map(({ href, count, first, last }, index) =>
                link(href, `Part ${index + 1} of ${parts.length}: ${count} listings, ${first} to ${last}`),
              )}
        </ul>
        <h2 class="govuk-heading-m">What is public</h2>
        <ul class="govuk-list">
          {link('/staff/export/events.ics', 'Events (iCalendar)')}
          {link('/open-data/places.a11y.json', 'Places and what is known of their access (A11yJSON)')}
          {link('/open-data', 'Everything (open data)')}
        </ul>
      </>
    ),
  });
}
