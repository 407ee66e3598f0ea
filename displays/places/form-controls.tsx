import type { ComponentChildren } from 'preact';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';

type Words = ComponentChildren;

interface OptionProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly children: Words;
}

/** One choice: its whole line is its target. */
export function Option({ type, name, value, checked, children }: OptionProps) {
  return (
    <label class="option">
      <input type={type} name={name} value={value} checked={checked} />
      <span>{children}</span>
    </label>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: Words;
  readonly hint: Words;
  readonly value: string;
  readonly isMisread: boolean;
}

/** Centimetres. A text field: a spinner's arrows change a number unseen. */
export function MeasureField({ name, label, hint, value, isMisread }: FieldProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        value={value}
        inputmode="numeric"
        maxLength={5}
        aria-invalid={isMisread ? 'true' : undefined}
        aria-describedby={isMisread ? `problem ${name}-hint` : `${name}-hint`}
        class="measure"
      />
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    </div>
  );
}

/** An option can hold no markup, so it carries the language of its words itself. */
export function foreign(
  speaker: PlaceSpeaker,
  key: Parameters<PlaceSpeaker['languageOf']>[0],
): string | undefined {
  const language = speaker.languageOf(key);
  return language === speaker.language ? undefined : language;
}
