import type { ListingAction } from '#shared/domain/listings/listing.ts';
import { localText } from '#shared/domain/listings/local-instant.ts';
import { ChangeList, type ComparedVersion } from './change-list.tsx';
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
  readonly importId?: string | undefined;
}

export interface HistoryView {
  readonly id: string;
  readonly name: string;
  readonly entries: readonly HistoryEntry[];
  /** It begins with the latest. */
  readonly isLatest: boolean;
  /** The version before which the next page begins; null: there is none. */
  readonly earlier: number | null;
  readonly maySeeImports: boolean;
}

/** What was done to a listing, latest first. */
export function historyPage(
  { id, name, entries, isLatest, earlier, maySeeImports }: HistoryView,
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
        {entries.length === 0 && isLatest && (
          <p class="govuk-body">Nobody has changed it here: it is as its source gives it.</p>
        )}
        <ol class="staff-list govuk-body">
          {entries.map(({ version, action, by, at, comment, importId }) => (
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
                {importId && maySeeImports && (
                  <a class="govuk-link" href={`/staff/import/${importId}/made`}>
                    All that this import has made
                    <span class="govuk-visually-hidden"> (version {version})</span>
                  </a>
                )}
              </div>
              <div>Version {version}</div>
            </li>
          ))}
        </ol>
        {(!isLatest || earlier !== null) && (
          <nav aria-label="Pages">
            <p class="govuk-body">
              {!isLatest && (
                <a class="govuk-link" href={`${address}/history`}>
                  Latest versions
                </a>
              )}{' '}
              {earlier !== null && (
                <a class="govuk-link" href={`${address}/history?before=${earlier}`}>
                  Earlier versions
                </a>
              )}
            </p>
          </nav>
        )}
      </>
    ),
  });
}

type Version = Omit<ComparedVersion, 'words'>;

export interface VersionView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly currentVersion: number;
  readonly before: Version;
  readonly shown: Version;
  readonly current: Version;
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
          before={{ ...view.before, words: 'Before' }}
          after={{ ...view.shown, words: 'In this version' }}
        />
        {version !== view.currentVersion && (
          <details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">How it differs from what the listing says now</span>
            </summary>
            <div class="govuk-details__text">
              <ChangeList
                before={{ ...view.current, words: 'Now' }}
                after={{ ...view.shown, words: 'In this version' }}
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
