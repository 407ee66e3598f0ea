import { type FieldProps, Input } from './input.tsx';

/** A day as people write it: 27 3 2026, 27/3/2026, 2026-03-27. */
export function DayInput({ hint, ...field }: FieldProps & { readonly hint?: string | undefined }) {
  const example = 'Day, month and year, such as 27 3 2026';
  return <Input {...field} width="10" hint={hint ? `${example}. ${hint}` : example} />;
}
