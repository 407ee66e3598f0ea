import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import type { FactId } from '#shared/domain/places/fact-dictionary.ts';
import { CheckControls } from './check-controls.tsx';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { Inset, messagesOf, type PageError } from './govuk/messages.tsx';
import { UnitText } from './lines.tsx';
import { labelOf } from './listing-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface ConfirmFactView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** What the form was made of, where that has no version. */
  readonly seen: string;
  readonly fact: FactId;
  readonly publicFields: Fields;
  readonly errors: readonly PageError[];
  readonly typed: { readonly method: string; readonly verified: string };
}

/** A questioned fact has been looked at again, and is right as the public page has it. */
export function confirmFactPage(view: ConfirmFactView, surroundings: StaffSurroundings): string {
  const { id, name, fact, errors, typed } = view;
  const address = `/staff/places/${encodeURIComponent(id)}`;
  const errorOf = messagesOf(errors);
  return staffPage(surroundings, {
    title: `Confirm: ${labelOf(fact)} – ${name}`,
    errors,
    back: { href: address, text: 'Back to the listing' },
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{name}</span>
          Confirm: {labelOf(fact)}
        </h1>
        <Inset>
          <UnitText unit={fact} fields={view.publicFields} />
        </Inset>
        <p class="govuk-body">
          The public page says so, and that it is questioned. Say how you made sure: the mark goes away within
          seconds, and what you say here is shown beside the fact. A draft is not published by this.
        </p>
        <PostForm action={`${address}/facts/${fact}/confirm`}>
          <Hidden values={{ version: String(view.version), ...(view.seen && { seen: view.seen }) }} />
          <CheckControls {...typed} without={['import', 'visitor-report']} errorOf={errorOf} />
          <Button>It is right</Button>
        </PostForm>
      </>
    ),
  });
}
