import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { Textarea } from './govuk/input.tsx';
import type { PageError } from './govuk/messages.tsx';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

interface OwnersView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly typed: string;
  readonly errors: readonly PageError[];
}

/** Who of the venue's own people may write its listing. */
export function ownersPage(view: OwnersView, surroundings: StaffSurroundings): string {
  const address = `/staff/places/${encodeURIComponent(view.id)}`;
  return staffPage(surroundings, {
    title: `Owners of ${view.name}`,
    errors: view.errors,
    back: { href: address, text: 'Back to the listing' },
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{view.name}</span>
          Owners
        </h1>
        <PostForm action={`${address}/owners`}>
          <Hidden values={{ version: String(view.version) }} />
          <Textarea
            name="owners"
            label="Email addresses of the people who may write this listing"
            hint="One in a line. They sign in with this address, need the role venue owner, and see no other listing."
            value={view.typed}
            error={view.errors[0]?.message}
          />
          <Button>Save</Button>
        </PostForm>
      </>
    ),
  });
}
