import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { Banner } from './govuk/messages.tsx';
import { Radios } from './govuk/radios.tsx';
import { labelOf, unitText } from './listing-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface MergeView {
  readonly id: string;
  readonly name: string;
  readonly sectionId: string;
  /** The version that is stored now. */
  readonly version: number;
  readonly changedBy: string;
  /** Changed by both, and differently. */
  readonly conflicts: readonly string[];
  /** Changed by me alone: saved whatever is chosen. */
  readonly alone: readonly string[];
  /** What I typed, of these units. */
  readonly mine: Fields;
  readonly theirs: Fields;
}

/** Two people have changed the same: nothing is overwritten, somebody chooses. */
export function mergePage(view: MergeView, surroundings: StaffSurroundings): string {
  const { id, name, sectionId, version, changedBy, conflicts, mine, theirs, alone } = view;
  const address = `/staff/places/${encodeURIComponent(id)}`;
  return staffPage(surroundings, {
    title: `Somebody else has changed ${name}`,
    back: { href: address, text: 'Back to the listing, without what you typed' },
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{name}</span>
          Somebody else has changed this too
        </h1>
        <Banner title="Nothing is lost">
          <p class="govuk-body">
            While you were writing, {changedBy} has saved something else. Choose for each point which of the
            two is right. Everything else that either of you has changed is kept.
          </p>
        </Banner>
        <PostForm action={`${address}/merge/${sectionId}`}>
          <Hidden values={{ version: String(version), alone: alone.join(' ') }} />
          <Hidden values={named('mine', mine)} />
          {conflicts.map((unit) => (
            <Radios
              name={`choice.${unit}`}
              label={labelOf(unit)}
              value="theirs"
              legendSize="m"
              key={unit}
              choices={[
                { value: 'theirs', label: changedBy, hint: unitText(unit, theirs) || 'Nothing' },
                { value: 'mine', label: 'You', hint: unitText(unit, mine) || 'Nothing' },
              ]}
            />
          ))}
          <Button>Save</Button>
        </PostForm>
      </>
    ),
  });
}

const named = (prefix: string, fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value]));
