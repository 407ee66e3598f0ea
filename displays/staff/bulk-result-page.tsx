import { Banner } from './govuk/messages.tsx';
import type { BulkAction } from './listings-page.tsx';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface BulkResultView {
  readonly action: BulkAction;
  readonly done: number;
  readonly refused: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
}

const counted = (count: number) => (count === 1 ? '1 listing' : `${count} listings`);

/** What became of each of the listings that were chosen. */
export function bulkResultPage(
  { action, done, refused }: BulkResultView,
  surroundings: StaffSurroundings,
): string {
  const word = action === 'submit' ? 'sent for review' : 'published';
  return staffPage(surroundings, {
    title: `${counted(done)} ${word}`,
    back: { href: `/staff?state=${action === 'submit' ? 'draft' : 'in-review'}`, text: 'Back to the list' },
    children: (
      <>
        {done > 0 && (
          <Banner title="Done" kind="success">
            <p class="govuk-notification-banner__heading">
              {counted(done)} {word}.
            </p>
          </Banner>
        )}
        <h1 class="govuk-heading-l">
          {counted(done)} {word}
        </h1>
        {done + refused.length === 0 && <p class="govuk-body">None was chosen.</p>}
        {refused.length > 0 && (
          <>
            <h2 class="govuk-heading-m">{counted(refused.length)} left as they were</h2>
            <ul class="staff-list govuk-body">
              {refused.map(({ id, name, reason }) => (
                <li class="staff-list__item" key={id}>
                  <a class="govuk-link" href={`/staff/places/${encodeURIComponent(id)}`}>
                    {name}
                  </a>
                  <div class="staff-list__text">{reason}</div>
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}
