import { LISTING_STATES, type ListingState } from '#shared/domain/listings/listing.ts';
import type { ListingRow } from '#shared/domain/listings/listing-row.ts';
import { localText } from '#shared/domain/listings/local-instant.ts';
import { Button, ButtonLink, PostForm } from './govuk/button.tsx';
import { type Choice, Input, Select } from './govuk/input.tsx';
import { Tag } from './govuk/lists.tsx';
import { Banner } from './govuk/messages.tsx';
import { Checkbox } from './govuk/radios.tsx';
import { stateWords } from './listing-words.ts';
import { NoOwnListings } from './no-own-listings.tsx';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export const LIST_FILTERS = [...LISTING_STATES, 'to-check'] as const;
export type ListFilter = ListingState | 'to-check';

export type BulkAction = 'submit' | 'publish';

const bulkWords: Readonly<Record<BulkAction, string>> = {
  submit: 'Send chosen listings for review',
  publish: 'Publish chosen listings',
};

/** How many there are, as far as somebody has counted. */
export interface AtLeast {
  readonly count: number;
  readonly isMore: boolean;
}

export interface ListingsView {
  readonly rows: readonly ListingRow[];
  /** Where this page begins in the list; '' is its beginning. */
  readonly after: string;
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
  readonly text: string;
  readonly filter: ListFilter | null;
  /** Listings whose first fact counts as old, or will within a month. */
  readonly toCheck: AtLeast;
  readonly inReview: AtLeast;
  readonly mayCreate: boolean;
  /** What may be done with several of the rows at once. */
  readonly bulk: BulkAction | null;
  /** Every row of the page is chosen already. */
  readonly isAllChosen: boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly notice: string | null;
}

const filterChoices: readonly Choice[] = [
  { value: '', label: 'All' },
  ...LISTING_STATES.map((state) => ({ value: state, label: stateWords[state].text })),
  { value: 'to-check', label: 'To check again' },
];

/** All listings that this person may see. */
export function listingsPage(view: ListingsView, surroundings: StaffSurroundings): string {
  const { rows, text, filter, mayCreate, today, notice } = view;
  return staffPage(surroundings, {
    title: 'Listings',
    children: (
      <>
        {notice && (
          <Banner title="Done" kind="success">
            <p class="govuk-notification-banner__heading">{notice}</p>
          </Banner>
        )}
        <h1 class="govuk-heading-l">Listings</h1>
        <Waiting view={view} />
        {mayCreate && <ButtonLink href="/staff/places/new">Add a listing</ButtonLink>}
        <search aria-label="Find listings">
          <form method="get" action="/staff">
            <Input name="q" label="Name" value={text} width="20" />
            <Select name="state" label="State" value={filter ?? ''} choices={filterChoices} />
            <Button kind="secondary">Find</Button>
          </form>
        </search>
        <h2 class="govuk-heading-m">{countedRows(view)}</h2>
        {rows.length === 0 && view.after === '' && text === '' && filter === null && (
          <NoOwnListings member={surroundings.member} />
        )}
        {view.bulk && rows.length > 0 ? (
          <PostForm action={`/staff/listings/${view.bulk}`}>
            {!view.isAllChosen && (
              <p class="govuk-body">
                <a class="govuk-link" href={pageHref(view, view.after, true)}>
                  Choose all on this page
                </a>
              </p>
            )}
            <Rows view={view} today={today} timeZone={surroundings.timeZone} />
            <Button>{bulkWords[view.bulk]}</Button>
          </PostForm>
        ) : (
          <Rows view={view} today={today} timeZone={surroundings.timeZone} />
        )}
        <Pages view={view} />
      </>
    ),
  });
}

/** Nobody counts the pages that follow: they say from where to where this one goes. */
function countedRows({ rows, after, next }: ListingsView): string {
  const count = rows.length === 1 ? '1 listing' : `${rows.length} listings`;
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || (after === '' && next === null)) return count;
  return `${count}, from ${first.name || first.id} to ${last.name || last.id}`;
}

function Waiting({ view: { toCheck, inReview } }: { readonly view: ListingsView }) {
  if (toCheck.count === 0 && inReview.count === 0) return null;
  const counted = ({ count, isMore }: AtLeast, one: string, many: string) =>
    count === 1 && !isMore ? `1 listing ${one}` : `${isMore ? 'More than ' : ''}${count} listings ${many}`;
  return (
    <Banner title="Waiting for somebody">
      <ul class="govuk-list">
        {inReview.count > 0 && (
          <li>
            <a class="govuk-link" href="/staff?state=in-review">
              {counted(inReview, 'is in review', 'are in review')}
            </a>
          </li>
        )}
        {toCheck.count > 0 && (
          <li>
            <a class="govuk-link" href="/staff?state=to-check">
              {counted(toCheck, 'has facts to check again', 'have facts to check again')}
            </a>
          </li>
        )}
      </ul>
    </Banner>
  );
}

interface RowsProps {
  readonly view: ListingsView;
  readonly today: string;
  readonly timeZone: string;
}

function Rows({ view, today, timeZone }: RowsProps) {
  const { rows, bulk, isAllChosen } = view;
  return (
    <ul class="staff-list govuk-body">
      {rows.map((row) => (
        <li class="staff-list__item" key={row.id}>
          {bulk && (
            <Checkbox
              name={`chosen.${row.id}`}
              value={String(row.version)}
              label={`Choose ${row.name || row.id}`}
              isLabelHidden
              isChecked={isAllChosen}
            />
          )}
          <Row row={row} today={today} timeZone={timeZone} />
        </li>
      ))}
    </ul>
  );
}

/** What nobody has touched here has no day on which somebody did. */
const changedText = ({ changedAt, changedBy }: ListingRow, timeZone: string) =>
  changedAt === ''
    ? `As its source gives it: ${changedBy}`
    : `Changed ${localText(changedAt, timeZone).slice(0, 10)} by ${changedBy}`;

interface RowProps extends Omit<RowsProps, 'view'> {
  readonly row: ListingRow;
}

function Row({ row, today, timeZone }: RowProps) {
  const state = stateWords[row.state];
  return (
    <>
      <div class="staff-list__text">
        <a class="govuk-link" href={`/staff/places/${encodeURIComponent(row.id)}`} lang={row.nameLanguage}>
          {row.name || row.id}
        </a>
        <div class="govuk-hint govuk-!-margin-bottom-0">
          {changedText(row, timeZone)}
          {row.reviewBy !== null && row.reviewBy <= today && `; facts to check since ${row.reviewBy}`}
        </div>
      </div>
      <div>
        <Tag colour={state.colour}>{state.text}</Tag>{' '}
        {row.state !== 'published' && row.publicVersion !== null && <Tag colour="green">Public</Tag>}
      </div>
    </>
  );
}

function pageHref({ text, filter }: ListingsView, after: string, isAllChosen = false): string {
  const query = { q: text, state: filter ?? '', after, ...(isAllChosen && { all: '1' }) };
  return `/staff?${new URLSearchParams(query)}`;
}

function Pages({ view }: { readonly view: ListingsView }) {
  const { after, next } = view;
  if (after === '' && next === null) return null;
  return (
    <nav aria-label="Pages">
      <p class="govuk-body">
        {after !== '' && (
          <a class="govuk-link" href={pageHref(view, '')}>
            First page
          </a>
        )}{' '}
        {next !== null && (
          <a class="govuk-link" href={pageHref(view, next)}>
            Next page
          </a>
        )}
      </p>
    </nav>
  );
}
