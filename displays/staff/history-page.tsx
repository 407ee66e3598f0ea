import type { ListingAction } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { localText } from '#shared/domain/listings/local-instant.ts';
import { ChangeList } from './change-list.tsx';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { actionWords } from './listing-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface HistoryEntry {
  readonly version: number;
  readonly action: ListingAction;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly comment: string | null;
}

/** Everything that was ever done to a listing, latest first. */
export function historyPage(
  { id, name, entries }: { id: string; name: string; entries: readonly HistoryEntry[] },
  surroundings: StaffSurroundings,
): string {
  const address = `/staff/places/${encodeURIComponent(id)}`;
  return staffPage(surroundings, {
    title: `History of ${name}`,
    back: { href: address, text: 'Back to the listing' },
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{name}</span>
          History
        </h1>
        {entries.length === 0 && (
          <p class="govuk-body">Nobody has changed it here: it is as its source gives it.</p>
        )}
        <ol class="staff-list govuk-body">
          {entries.map(({ version, action, by, at, comment }) => (
            <li class="staff-list__item" key={version}>
              <div>
                <a class="govuk-link" href={`${address}/history/${version}`}>
                  {actionWords[action]}
                  <span class="govuk-visually-hidden"> (version {version})</span>
                </a>
                <div class="govuk-hint govuk-!-margin-bottom-0">
                  {localText(at, surroundings.timeZone)} by {by}
                  {comment && `: ${comment}`}
                </div>
              </div>
              <div>Version {version}</div>
            </li>
          ))}
        </ol>
      </>
    ),
  });
}

export interface VersionView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly currentVersion: number;
  readonly before: Fields;
  readonly fields: Fields;
  readonly current: Fields;
  readonly mayRestore: boolean;
}

/** One version: what it changed, and how it differs from what the listing says now. */
export function versionPage(view: VersionView, surroundings: StaffSurroundings): string {
  const { id, name, version } = view;
  const address = `/staff/places/${encodeURIComponent(id)}`;
  return staffPage(surroundings, {
    title: `Version ${version} of ${name}`,
    back: { href: `${address}/history`, text: 'Back to the history' },
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{name}</span>
          Version {version}
        </h1>
        <h2 class="govuk-heading-m">What it changed</h2>
        <ChangeList
          before={view.before}
          after={view.fields}
          words={{ before: 'Before', after: 'In this version' }}
        />
        {version !== view.currentVersion && (
          <details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">How it differs from what the listing says now</span>
            </summary>
            <div class="govuk-details__text">
              <ChangeList
                before={view.current}
                after={view.fields}
                words={{ before: 'Now', after: 'In this version' }}
              />
            </div>
          </details>
        )}
        {view.mayRestore && version !== view.currentVersion && (
          <PostForm action={`${address}/history/${version}/restore`}>
            <Hidden values={{ version: String(view.currentVersion) }} />
            <Button kind="secondary">Set the listing back to this version</Button>
          </PostForm>
        )}
      </>
    ),
  });
}
