import type { ListingRow } from '#shared/domain/listings/listing-row.ts';
import { localText } from '#shared/domain/listings/local-instant.ts';
import { Button, PostForm } from './govuk/button.tsx';
import { Tag } from './govuk/lists.tsx';
import { Banner } from './govuk/messages.tsx';
import { PageLinks } from './govuk/pages.tsx';
import { stateWords } from './listing-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

interface MadeView {
  readonly id: string;
  readonly version: number;
  readonly isNew: boolean;
  readonly at: string;
  readonly by: string;
  readonly isUndone: boolean;
}

export interface ImportMadeView {
  readonly id: string;
  /** All that it has made; at least one. */
  readonly marks: readonly MadeView[];
  readonly part: { readonly shown: readonly MadeView[]; readonly page: number; readonly pages: number };
  /** Of those that are shown, as they are now. */
  readonly rows: ReadonlyMap<string, ListingRow>;
  /** What has been taken back just now. */
  readonly done: {
    readonly undone: number;
    /** Say again what they said, but wait for no reviewer and for no date any more. */
    readonly review: number;
    readonly left: number;
    readonly isPart: boolean;
  } | null;
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What an import has made of which listings, and a way to take it back. */
export function importMadePage(view: ImportMadeView, surroundings: StaffSurroundings): string {
  const { id, marks, part, rows, done } = view;
  const standing = marks.filter(({ isUndone }) => !isUndone);
  const [created, undone] = [marks.filter(({ isNew }) => isNew).length, marks.length - standing.length];
  const path = `/staff/import/${id}`;
  const last = marks.reduce((a, b) => (a.at < b.at ? b : a), marks[0] as MadeView);
  return staffPage(surroundings, {
    title: 'What the import has made',
    back: { href: '/staff/import', text: 'Import' },
    children: (
      <>
        {done && (
          <Banner title="Undone" kind="success">
            <p class="govuk-notification-banner__heading">
              {counted(done.undone, 'listing is', 'listings are')} as before the import.
              {done.review > 0 &&
                ` ${counted(done.review, 'says', 'say')} again what ${done.review === 1 ? 'it' : 'they'} said before, and ${done.review === 1 ? 'has' : 'have'} to be sent for review again.`}
              {done.left > 0 &&
                ` ${counted(done.left, 'was', 'were')} left, because somebody has changed the listing since.`}
              {done.isPart && ' That is a part of them: go on below.'}
            </p>
          </Banner>
        )}
        <h1 class="govuk-heading-l">What the import has made</h1>
        <p class="govuk-body">
          Taken in {localText(last.at, surroundings.timeZone)} by {last.by}.
        </p>
        <ul class="govuk-list govuk-list--bullet">
          <li>{counted(created, 'new listing', 'new listings')}</li>
          <li>{counted(marks.length - created, 'listing changed', 'listings changed')}</li>
          {undone > 0 && <li>{undone} of them undone</li>}
        </ul>
        {standing.length > 0 && (
          <PostForm action={`${path}/undo`}>
            <p class="govuk-body">
              New listings are archived, the others say again what they said before. What somebody has changed
              since stays as it is. What waited for review or for its date is a draft, and has to be sent for
              review again.
            </p>
            <Button kind="warning">Undo what nobody has changed since</Button>
          </PostForm>
        )}
        <ol class="staff-list govuk-body">
          {part.shown.map((made) => (
            <Made made={made} row={rows.get(made.id)} key={made.id} />
          ))}
        </ol>
        <PageLinks page={part.page} pages={part.pages} path={`${path}/made`} />
      </>
    ),
  });
}

function Made({ made, row }: { readonly made: MadeView; readonly row: ListingRow | undefined }) {
  const address = `/staff/places/${encodeURIComponent(made.id)}`;
  const isChanged = !made.isUndone && row !== undefined && row.version !== made.version;
  return (
    <li class="staff-list__item">
      <div class="staff-list__text">
        <a class="govuk-link" href={address}>
          {row?.name || made.id}
        </a>
        <div class="govuk-hint govuk-!-margin-bottom-0">
          {made.isNew ? 'New' : 'Changed'}
          {made.isUndone && ', undone'}
          {isChanged && `, changed since by ${row.changedBy}`}
          {!made.isNew && ': '}
          {!made.isNew && (
            <a class="govuk-link" href={`${address}/history/${made.version}`}>
              what it changed<span class="govuk-visually-hidden"> of {row?.name || made.id}</span>
            </a>
          )}
        </div>
      </div>
      <div>{row && <Tag colour={stateWords[row.state].colour}>{stateWords[row.state].text}</Tag>}</div>
    </li>
  );
}
