import type { ComponentChildren } from 'preact';
import { type Choice, describedBy, type FieldProps, groupClass, HintAndError } from './input.tsx';

interface RadioChoice extends Omit<Choice, 'hint'> {
  readonly hint?: ComponentChildren;
}

interface GroupProps extends FieldProps {
  readonly choices: readonly RadioChoice[];
  readonly isInline?: boolean;
  readonly legendSize?: 's' | 'm' | 'l';
}

/** One of several. None can be unchosen again, so "not known" has to be among them. */
export function Radios({ choices, isInline, legendSize = 's', ...field }: GroupProps) {
  const { name, label, value, error } = field;
  return (
    <div class={groupClass(error)}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(field)}>
        <legend class={`govuk-fieldset__legend govuk-fieldset__legend--${legendSize}`}>{label}</legend>
        <HintAndError {...field} />
        <div
          class={`govuk-radios govuk-radios--small${isInline ? ' govuk-radios--inline' : ''}`}
          data-module="govuk-radios"
        >
          {choices.map((choice, index) => {
            // The first has the name as its id: links of the error summary lead there.
            const id = index === 0 ? name : `${name}-${choice.value || 'none'}`;
            return (
              <div class="govuk-radios__item" key={choice.value}>
                <input
                  class="govuk-radios__input"
                  id={id}
                  name={name}
                  type="radio"
                  value={choice.value}
                  checked={choice.value === (value ?? '')}
                  aria-describedby={choice.hint ? `${id}-item-hint` : undefined}
                />
                <label class="govuk-label govuk-radios__label" for={id}>
                  {choice.label}
                </label>
                {choice.hint && (
                  <div id={`${id}-item-hint`} class="govuk-hint govuk-radios__hint">
                    {choice.hint}
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}

interface CheckboxProps {
  readonly name: string;
  readonly label: string;
  readonly isChecked?: boolean;
  readonly hint?: string;
  readonly value?: string;
  readonly id?: string;
  /** What stands beside it says it for those who see. */
  readonly isLabelHidden?: boolean;
  /** Said after the label to who does not see what it stands below. */
  readonly about?: string;
}

export function Checkbox(props: CheckboxProps) {
  const { name, label, isChecked = false, hint, value = 'yes', id = name, isLabelHidden, about } = props;
  return (
    <div class="govuk-form-group">
      <div class="govuk-checkboxes govuk-checkboxes--small">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={id}
            name={name}
            type="checkbox"
            value={value}
            checked={isChecked}
            aria-describedby={hint ? `${id}-hint` : undefined}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            {isLabelHidden ? <span class="govuk-visually-hidden">{label}</span> : label}
            {about && <span class="govuk-visually-hidden"> – {about}</span>}
          </label>
          {hint && (
            <div id={`${id}-hint`} class="govuk-hint govuk-checkboxes__hint">
              {hint}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
