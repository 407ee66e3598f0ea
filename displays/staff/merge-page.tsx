import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { nameLanguageOf } from '#shared/domain/listings/listing-row.ts';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { Banner, messagesOf, type PageError } from './govuk/messages.tsx';
import { Radios } from './govuk/radios.tsx';
import { UnitText } from './lines.tsx';
import { labelOf } from './listing-words.ts';
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
  /** What has been chosen already. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly errors: readonly PageError[];
}

/** The name of the control that asks which of two texts is right. */
export const choiceField = (unit: string): string => `choice.${unit}`;

/** For each point that somebody has left open. */
export const leftOpen = (units: readonly string[]): PageError[] =>
  units.map((unit) => ({ field: choiceField(unit), message: `Choose which is right: ${labelOf(unit)}` }));

/** Two people have changed the same: nothing is overwritten, somebody chooses. */
export function mergePage(view: MergeView, surroundings: StaffSurroundings): string {
  const { id, name, sectionId, version, changedBy, conflicts, mine, theirs, alone, chosen, errors } = view;
  const errorOf = messagesOf(errors);
  const address = `/staff/places/${encodeURIComponent(id)}`;
  return staffPage(surroundings, {
    title: `Somebody else has changed ${name}`,
    errors,
    back: { href: address, text: 'Back to the listing, without what you typed' },
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l" lang={nameLanguageOf(theirs)}>
            {name}
          </span>
          Somebody else has changed this too
        </h1>
        <Banner title="Nothing is lost">
          <p class="govuk-body">
            While you were writing, {changedBy} has saved something else. Choose for each point which of the
            two is right: nothing is chosen for you. Everything else that either of you has changed is kept.
          </p>
        </Banner>
        <PostForm action={`${address}/merge/${sectionId}`}>
          <Hidden
            values={{ version: String(version), conflicts: conflicts.join(' '), alone: alone.join(' ') }}
          />
          <Hidden values={named('mine', mine)} />
          {conflicts.map((unit) => (
            <Radios
              name={choiceField(unit)}
              label={labelOf(unit)}
              value={chosen.get(choiceField(unit))}
              error={errorOf(choiceField(unit))}
              legendSize="m"
              key={unit}
              choices={[
                { value: 'theirs', label: changedBy, hint: <UnitText unit={unit} fields={theirs} /> },
                { value: 'mine', label: 'You', hint: <UnitText unit={unit} fields={mine} /> },
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
