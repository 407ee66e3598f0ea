import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { noteField, partField, valueField } from '#shared/domain/listings/listing-fields.ts';
import { localText } from '#shared/domain/listings/local-instant.ts';
import { FACT_STATUSES } from '#shared/domain/places/fact.ts';
import { type FactId, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { enFacts } from '../kit/words/en-facts.ts';
import { CheckControls } from './check-controls.tsx';
import { Button, Hidden } from './govuk/button.tsx';
import { DayInput } from './govuk/day-input.tsx';
import { type Choice, Input, Select, Textarea } from './govuk/input.tsx';
import { Banner, Details, messagesOf, type PageError } from './govuk/messages.tsx';
import { Checkbox, Radios } from './govuk/radios.tsx';
import { labelOf, methodWords, statusWords, unitWords } from './listing-words.ts';
import type { PlainControl, Section } from './sections.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface SectionView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** Names what the source of an untouched listing said; empty for others. */
  readonly seen: string;
  readonly section: Section;
  readonly fields: Fields;
  readonly errors: readonly PageError[];
  /** When this person has typed what the form is filled with, without saving it; null: it shows what is saved. */
  readonly unsavedAt: string | null;
  readonly timeZone: string;
  /** The answers on the page for how and when facts were checked. */
  readonly check: {
    readonly method: string;
    readonly verified: string;
    readonly reviewBy: string;
    readonly isAll: boolean;
  };
}

/** One page of the form of a listing. */
export function sectionPage(view: SectionView, surroundings: StaffSurroundings): string {
  const { id, name, section, version, seen, errors, unsavedAt } = view;
  const listing = `/staff/places/${encodeURIComponent(id)}`;
  const errorOf = messagesOf(errors);
  return staffPage(surroundings, {
    title: `${section.title} – ${name}`,
    errors,
    back: { href: listing, text: 'Back to the listing' },
    children: (
      <>
        {unsavedAt && (
          <Banner title="Not saved yet">
            <p class="govuk-body">
              You typed this on {localText(unsavedAt, view.timeZone)} and did not save it. Save it now, or{' '}
              <a class="govuk-link" href={`${listing}/edit/${section.id}?fresh=1`}>
                go back to what is saved
              </a>
              .
            </p>
          </Banner>
        )}
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{name}</span>
          {section.title}
        </h1>
        <form
          method="post"
          action={`${listing}/edit/${section.id}`}
          noValidate
          data-unsaved={`${listing}/unsaved/${section.id}`}
        >
          <Hidden values={{ version: String(version), ...(seen && { seen }) }} />
          {section.controls.map((control) => (
            <Control control={control} view={view} error={errorOf(control.field)} key={control.field} />
          ))}
          {section.facts.map((fact) => (
            <FactControls fact={fact} fields={view.fields} errorOf={errorOf} key={fact} />
          ))}
          {section.facts.length > 0 && <PageCheck view={view} errorOf={errorOf} />}
          <p class="govuk-body" role="status" data-unsaved-status />
          <Button>Save</Button>
        </form>
      </>
    ),
  });
}

interface ControlProps {
  readonly control: PlainControl;
  readonly view: SectionView;
  readonly error: string | undefined;
}

function Control({ control, view, error }: ControlProps) {
  const { field, label, hint, lang, inputMode, width, choices = [] } = control;
  const value = view.fields[field];
  const common = { name: field, label, error, ...(hint && { hint }), lang };
  if (control.kind === 'text') return <Textarea {...common} value={value} />;
  if (control.kind === 'choice') {
    const isRadios = choices.length <= 3;
    return isRadios ? (
      <Radios {...common} value={value} choices={choices} isInline />
    ) : (
      <Select {...common} value={value} choices={choices} />
    );
  }
  const text = control.kind === 'time' ? value && localText(value, view.timeZone) : value;
  return <Input {...common} value={text} inputMode={inputMode} width={width} />;
}

const statusChoices: readonly Choice[] = (
  ['unknown', ...FACT_STATUSES.filter((s) => s !== 'unknown')] as const
).map((status) => ({ value: status === 'unknown' ? '' : status, label: statusWords[status] }));

interface FactProps {
  readonly fact: FactId;
  readonly fields: Fields;
  readonly errorOf: (field: string) => string | undefined;
}

function FactControls({ fact, fields, errorOf }: FactProps) {
  const { meaning } = enFacts[fact];
  const value = valueField(fact);
  const note = noteField(fact, 'en');
  const gaelic = noteField(fact, 'gd');
  return (
    <div class="staff-fact">
      {value ? (
        <Measure fact={fact} value={value} fields={fields} errorOf={errorOf} />
      ) : (
        <Radios
          name={fact}
          label={labelOf(fact)}
          hint={meaning}
          value={fields[fact]}
          choices={statusChoices}
          error={errorOf(fact)}
          isInline
        />
      )}
      <Input
        name={note}
        label="What visitors should know about it"
        about={labelOf(fact)}
        value={fields[note]}
        error={errorOf(note)}
        hint={value ? undefined : 'Needed where the answer is Partly'}
      />
      <Input
        name={gaelic}
        label="The same in Gaelic"
        about={labelOf(fact)}
        value={fields[gaelic]}
        error={errorOf(gaelic)}
        lang="gd"
      />
      <Provenance fact={fact} fields={fields} />
    </div>
  );
}

function Measure({ fact, value, fields, errorOf }: FactProps & { readonly value: string }) {
  const { unit = 'count' } = factDefinition(fact);
  return (
    <>
      <Input
        name={value}
        label={labelOf(fact)}
        isStrong
        hint={`${enFacts[fact].meaning}. Leave it empty if it is not known.`}
        value={fields[value]}
        error={errorOf(value) ?? errorOf(fact)}
        suffix={unitWords[unit] || undefined}
        inputMode="decimal"
        width="5"
      />
      <Checkbox
        name={fact}
        value="not-applicable"
        label="There is nothing to measure"
        about={labelOf(fact)}
        isChecked={fields[fact] === 'not-applicable'}
      />
    </>
  );
}

/** Where the present answer comes from. */
function Provenance({ fact, fields }: Omit<FactProps, 'errorOf'>) {
  const part = (name: Parameters<typeof partField>[1]) => fields[partField(fact, name)];
  const [method, verified, reviewBy, source] = [
    part('method'),
    part('verified'),
    part('review_by'),
    part('source'),
  ];
  const said = [
    method && methodWords[method as keyof typeof methodWords],
    verified ? `checked on ${verified}` : 'never checked',
    reviewBy && `to be checked again by ${reviewBy}`,
    source && `source: ${source}`,
    part('disputed') && 'questioned by a visitor',
  ].filter(Boolean);
  if (fields[fact] === undefined) return null;
  return (
    <Details summary="Where this answer comes from">
      <p class="govuk-body">{said.join('; ')}.</p>
    </Details>
  );
}

/** Asked once for a page: nobody answers for each of ten facts how they know it. */
function PageCheck({ view, errorOf }: { view: SectionView; errorOf: (field: string) => string | undefined }) {
  const { check } = view;
  return (
    <div class="staff-fact">
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">How you know</legend>
        <p class="govuk-body">This is written beside every answer that you have changed on this page.</p>
        <CheckControls
          method={check.method}
          verified={check.verified}
          without={['import']}
          dayHint="Leave it empty if nobody has made sure."
          errorOf={errorOf}
        />
        <DayInput
          name="review_by"
          label="When somebody should look again"
          hint="Leave it empty for three years from then."
          value={check.reviewBy}
          error={errorOf('review_by')}
        />
        <Checkbox
          name="all_checked"
          isChecked={check.isAll}
          label="I have made sure of every answer on this page"
          hint="The date is then written beside those that you have not changed, too"
        />
      </fieldset>
    </div>
  );
}
