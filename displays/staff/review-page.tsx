import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { nameLanguageOf, nameOf } from '#shared/domain/listings/listing-row.ts';
import { ChangeList } from './change-list.tsx';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { Input } from './govuk/input.tsx';
import { Inset, messagesOf, type PageError } from './govuk/messages.tsx';
import { PUBLIC_FOLDER, pictureFolder } from './picture-address.ts';
import { SignOff } from './sign-off.tsx';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface ReviewView {
  readonly listing: Listing;
  /** What is public now; nothing for a new one. */
  readonly publicFields: Fields;
  readonly mayApprove: boolean;
  readonly errors: readonly PageError[];
  /** As they were typed. */
  readonly typed: { readonly publishAt: string; readonly unpublishAt: string; readonly comment: string };
}

/** What a publisher decides on: what would change for visitors, and when. */
export function reviewPage(view: ReviewView, surroundings: StaffSurroundings): string {
  const { listing, publicFields, errors, typed } = view;
  const name = nameOf(listing.fields);
  const address = `/staff/places/${encodeURIComponent(listing.id)}`;
  const errorOf = messagesOf(errors);
  const isNew = Object.keys(publicFields).length === 0;
  return staffPage(surroundings, {
    title: `Review ${name}`,
    errors,
    back: { href: address, text: 'Back to the listing' },
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l" lang={nameLanguageOf(listing.fields)}>
            {name}
          </span>
          Review
        </h1>
        <p class="govuk-body">
          <a class="govuk-link" href={`${address}/preview`}>
            See it as visitors would
          </a>{' '}
          or{' '}
          <a class="govuk-link" href={`${address}/preview?lang=gd`}>
            in Gaelic
          </a>
        </p>
        <h2 class="govuk-heading-m">{isNew ? 'What it says' : 'What changes for visitors'}</h2>
        <ChangeList
          before={{
            fields: publicFields,
            words: 'Public now',
            pictures: PUBLIC_FOLDER,
          }}
          after={{
            fields: listing.fields,
            words: 'After publication',
            pictures: pictureFolder(listing.id, listing.version),
          }}
        />
        {view.mayApprove && (
          <>
            <h2 class="govuk-heading-m">Publish</h2>
            <PostForm action={`${address}/approve`}>
              <Hidden values={{ version: String(listing.version) }} />
              <Input
                name="publish_at"
                label="When it becomes public"
                hint="Leave it empty for now, or say a time such as 2026-12-31 09:00"
                value={typed.publishAt}
                error={errorOf('publish_at')}
                width="20"
              />
              <Input
                name="unpublish_at"
                label="When it is taken out again"
                hint="Leave it empty if it stays"
                value={typed.unpublishAt}
                error={errorOf('unpublish_at')}
                width="20"
              />
              <Button>Publish</Button>
            </PostForm>
          </>
        )}
        {!view.mayApprove && listing.state === 'in-review' && (
          <Inset>You have written a part of it, so somebody else has to approve it.</Inset>
        )}
        {(listing.state === 'in-review' || listing.state === 'scheduled') && (
          <>
            <h2 class="govuk-heading-m">Or send it back</h2>
            <SignOff
              action={`${address}/send-back`}
              version={listing.version}
              reason={{
                name: 'comment',
                label: 'What has to be changed',
                value: typed.comment,
                error: errorOf('comment'),
              }}
              button="Send back"
              kind="secondary"
            />
          </>
        )}
      </>
    ),
  });
}
