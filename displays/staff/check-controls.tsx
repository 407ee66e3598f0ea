import { FACT_METHODS, type FactMethod } from '#shared/domain/places/fact.ts';
import { DayInput } from './govuk/day-input.tsx';
import { Select } from './govuk/input.tsx';
import { methodWords } from './listing-words.ts';

interface CheckControlsProps {
  readonly method: string;
  readonly verified: string;
  /** Ways to know that cannot be chosen here. */
  readonly without: readonly FactMethod[];
  readonly dayHint?: string;
  readonly errorOf: (field: string) => string | undefined;
}

/** How somebody knows what is said, and when they made sure. */
export function CheckControls({ method, verified, without, dayHint, errorOf }: CheckControlsProps) {
  const methods = FACT_METHODS.filter((each) => !without.includes(each));
  return (
    <>
      <Select
        name="method"
        label="How you know it"
        value={method}
        choices={[
          { value: '', label: 'Choose' },
          ...methods.map((each) => ({ value: each, label: methodWords[each] })),
        ]}
        error={errorOf('method')}
      />
      <DayInput
        name="verified"
        label="When you made sure"
        hint={dayHint}
        value={verified}
        error={errorOf('verified')}
      />
    </>
  );
}
