import type { ComponentChildren } from 'preact';

export interface FieldProps {
  /** Name of the field and id of its control. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly value?: string | undefined;
  /** Said after the label to who does not see what it stands below. */
  readonly about?: string;
  /** The label heads several controls. */
  readonly isStrong?: boolean;
  /** Of the text that is typed, where it is not the page's. */
  readonly lang?: string | undefined;
}

export const describedBy = ({ name, hint, error }: FieldProps): string | undefined =>
  [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined;

export const groupClass = (error: string | undefined): string =>
  error ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group';

export function HintAndError({ name, hint, error }: FieldProps) {
  return (
    <>
      {hint && (
        <div id={`${name}-hint`} class="govuk-hint">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${name}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      )}
    </>
  );
}

export function Label({ name, label, isStrong, about }: FieldProps) {
  return (
    <label class={`govuk-label${isStrong ? ' govuk-label--s' : ''}`} for={name}>
      {label}
      {about && <span class="govuk-visually-hidden"> – {about}</span>}
    </label>
  );
}

interface InputProps extends FieldProps {
  readonly suffix?: string | undefined;
  readonly width?: '3' | '5' | '10' | '20' | undefined;
  readonly inputMode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | undefined;
  readonly autocomplete?: string | undefined;
}

/** One line of text. Numbers too: a number field loses what it does not understand. */
export function Input({ suffix, width, inputMode, autocomplete, ...field }: InputProps) {
  const { name, value, error, lang } = field;
  const input = (
    <input
      class={`govuk-input${error ? ' govuk-input--error' : ''}${width ? ` govuk-input--width-${width}` : ''}`}
      id={name}
      name={name}
      type="text"
      value={value ?? ''}
      inputMode={inputMode}
      autocomplete={autocomplete}
      spellcheck={inputMode ? false : undefined}
      lang={lang}
      aria-describedby={describedBy(field)}
    />
  );
  return (
    <div class={groupClass(error)}>
      <Label {...field} />
      <HintAndError {...field} />
      {suffix ? (
        <div class="govuk-input__wrapper">
          {input}
          <div class="govuk-input__suffix" aria-hidden="true">
            {suffix}
          </div>
        </div>
      ) : (
        input
      )}
    </div>
  );
}

export function Textarea({ rows = 5, ...field }: FieldProps & { readonly rows?: number }) {
  const { name, value, error, lang } = field;
  return (
    <div class={groupClass(error)}>
      <Label {...field} />
      <HintAndError {...field} />
      <textarea
        class={`govuk-textarea${error ? ' govuk-textarea--error' : ''}`}
        id={name}
        name={name}
        rows={rows}
        lang={lang}
        aria-describedby={describedBy(field)}
      >
        {value ?? ''}
      </textarea>
    </div>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export function Select({ choices, ...field }: FieldProps & { readonly choices: readonly Choice[] }) {
  const { name, value, error } = field;
  return (
    <div class={groupClass(error)}>
      <Label {...field} />
      <HintAndError {...field} />
      <select class="govuk-select" id={name} name={name} aria-describedby={describedBy(field)}>
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === (value ?? '')} key={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
