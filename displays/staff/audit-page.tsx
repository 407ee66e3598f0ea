import type { ListingAction } from '#shared/domain/listings/listing.ts';
import { localText } from '#shared/domain/listings/local-instant.ts';
import { Button } from './govuk/button.tsx';
import { Input } from './govuk/input.tsx';
import { actionWords } from './listing-words.ts';
import { reportActionWords } from './report-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface AuditView {
  /** YYYY-MM. */
  readonly month: string;
  readonly events: readonly {
    readonly at: string;
    readonly actor: { readonly name: string };
    readonly action: string;
    readonly listingId: string | null;
    readonly version: number | null;
    readonly what: string;
  }[];
  readonly next: string | null;
}

const others: Readonly<Record<string, string>> = {
  'signed-in': 'Signed in as',
  'signed-out': 'Signed out',
  'sign-in-refused': 'Was not let in:',
  'signed-out-everywhere': 'Signed out everywhere:',
  exported: 'Exported',
  ...reportActionWords,
};

const wordOf = (action: string) => others[action] ?? actionWords[action as ListingAction] ?? action;

const addressOf = (listingId: string, version: number | null) =>
  `/staff/places/${encodeURIComponent(listingId)}${version === null ? '' : `/history/${version}`}`;

/** Who did what, latest first. Nothing here can be changed. */
export function auditPage({ month, events, next }: AuditView, surroundings: StaffSurroundings): string {
  return staffPage(surroundings, {
    title: `Audit of ${month}`,
    children: (
      <>
        <h1 class="govuk-heading-l">Audit</h1>
        <form method="get" action="/staff/audit">
          <Input name="month" label="Month" hint="Such as 2026-11" value={month} width="10" />
          <Button kind="secondary">Show</Button>
        </form>
        {events.length === 0 && <p class="govuk-body">Nothing was done in this month.</p>}
        <ol class="staff-list govuk-body">
          {events.map(({ at, actor, action, listingId, version, what }) => (
            <li class="staff-list__item" key={`${at} ${listingId} ${version} ${action}`}>
              <div>
                {wordOf(action)}{' '}
                {listingId === null ? (
                  what
                ) : (
                  <a class="govuk-link" href={addressOf(listingId, version)}>
                    {what || listingId}
                  </a>
                )}
                <div class="govuk-hint govuk-!-margin-bottom-0">
                  {localText(at, surroundings.timeZone)}, {actor.name}
                </div>
              </div>
            </li>
          ))}
        </ol>
        {next && (
          <p class="govuk-body">
            <a class="govuk-link" href={`/staff/audit?${new URLSearchParams({ month, before: next })}`}>
              Earlier
            </a>
          </p>
        )}
      </>
    ),
  });
}
