import { LISTING_STATES, type ListingState } from '#shared/domain/listings/listing.ts';
import type { ListingRow } from '#shared/domain/listings/listing-row.ts';
import { Button, ButtonLink, PostForm } from './govuk/button.tsx';
import { type Choice, Input, Select } from './govuk/input.tsx';
import { Tag } from './govuk/lists.tsx';
import { Banner } from './govuk/messages.tsx';
import { Checkbox } from './govuk/radios.tsx';
import { stateWords } from './listing-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export const LIST_FILTERS = [...LISTING_STATES, 'to-check'] as const;
export type ListFilter = ListingState | 'to-check';

export type BulkAction = 'submit' | 'publish';

const bulkWords: Readonly<Record<BulkAction, string>> = {
  submit: 'Send chosen listings for review',
  publish: 'Publish chosen listings',
};

export interface ListingsView {
  readonly rows: readonly ListingRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly text: string;
  readonly filter: ListFilter | null;
  /** Listings whose first fact counts as old, or will within a month. */
  readonly toCheck: number;
  readonly inReview: number;
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
  const { rows, total, text, filter, mayCreate, today, notice } = view;
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
        <h2 class="govuk-heading-m">{total === 1 ? '1 listing' : `${total} listings`}</h2>
        {view.bulk && rows.length > 0 ? (
          <PostForm action={`/staff/listings/${view.bulk}`}>
            {!view.isAllChosen && (
              <p class="govuk-body">
                <a class="govuk-link" href={pageHref(view, view.page, true)}>
                  Choose all on this page
                </a>
              </p>
            )}
            <Rows view={view} today={today} />
            <Button>{bulkWords[view.bulk]}</Button>
          </PostForm>
        ) : (
          <Rows view={view} today={today} />
        )}
        <Pages view={view} />
      </>
    ),
  });
}

function Waiting({ view: { toCheck, inReview } }: { readonly view: ListingsView }) {
  if (toCheck === 0 && inReview === 0) return null;
  return (
    <Banner title="Waiting for somebody">
      <ul class="govuk-list">
        {inReview > 0 && (
          <li>
            <a class="govuk-link" href="/staff?state=in-review">
              {inReview === 1 ? '1 listing is in review' : `${inReview} listings are in review`}
            </a>
          </li>
        )}
        {toCheck > 0 && (
          <li>
            <a class="govuk-link" href="/staff?state=to-check">
              {toCheck === 1
                ? '1 listing has facts to check again'
                : `${toCheck} listings have facts to check again`}
            </a>
          </li>
        )}
      </ul>
    </Banner>
  );
}

function Rows({ view, today }: { readonly view: ListingsView; readonly today: string }) {
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
          <Row row={row} today={today} />
        </li>
      ))}
    </ul>
  );
}

function Row({ row, today }: { readonly row: ListingRow; readonly today: string }) {
  const state = stateWords[row.state];
  return (
    <>
      <div class="staff-list__text">
        <a class="govuk-link" href={`/staff/places/${encodeURIComponent(row.id)}`}>
          {row.name || row.id}
        </a>
        <div class="govuk-hint govuk-!-margin-bottom-0">
          Changed {row.changedAt.slice(0, 10)} by {row.changedBy}
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

function pageHref({ text, filter }: ListingsView, page: number, isAllChosen = false): string {
  const query = { q: text, state: filter ?? '', page: String(page), ...(isAllChosen && { all: '1' }) };
  return `/staff?${new URLSearchParams(query)}`;
}

function Pages({ view }: { readonly view: ListingsView }) {
  const { page, pages } = view;
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages">
      <p class="govuk-body">
        Page {page} of {pages}
      </p>
      <p class="govuk-body">
        {page > 1 && (
          <a class="govuk-link" href={pageHref(view, page - 1)}>
            Previous page
          </a>
        )}{' '}
        {page < pages && (
          <a class="govuk-link" href={pageHref(view, page + 1)}>
            Next page
          </a>
        )}
      </p>
    </nav>
  );
}
