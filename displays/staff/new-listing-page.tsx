import { Button, PostForm } from './govuk/button.tsx';
import { Input } from './govuk/input.tsx';
import { messagesOf, type PageError } from './govuk/messages.tsx';
import { Radios } from './govuk/radios.tsx';
import { kindChoices } from './sections.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

interface NewListingView {
  readonly name: string;
  readonly gaelicName: string;
  readonly kind: string;
  readonly errors: readonly PageError[];
}

/** The least that a draft needs. */
export function newListingPage(
  { name, gaelicName, kind, errors }: NewListingView,
  surroundings: StaffSurroundings,
): string {
  const errorOf = messagesOf(errors);
  return staffPage(surroundings, {
    title: 'Add a listing',
    errors,
    back: { href: '/staff', text: 'All listings' },
    children: (
      <>
        <h1 class="govuk-heading-l">Add a listing</h1>
        <PostForm action="/staff/places/new">
          <Input name="name_en" label="Name" value={name} error={errorOf('name_en')} />
          <Input
            name="name_gd"
            label="Name in Gaelic"
            hint="If there is one in use"
            value={gaelicName}
            error={errorOf('name_gd')}
            lang="gd"
          />
          <Radios name="kind" label="What it is" value={kind} choices={kindChoices} error={errorOf('kind')} />
          <Button>Add</Button>
        </PostForm>
      </>
    ),
  });
}
