import { FACT_PARTS, type FactPart, partField, unitOf } from '#shared/domain/listings/listing-fields.ts';
import { factDefinition, isFactId } from '#shared/domain/places/fact-dictionary.ts';
import { labelOf, unitWords } from './listing-words.ts';

/** What to do about a field that keeps a listing from being published. */
const advice: Readonly<Record<string, string>> = {
  name_en: 'Enter a name of at most 200 letters',
  kind: 'Choose what it is',
  slug: 'Enter the address of its page in small letters, figures and hyphens, such as old-mill',
  latitude: 'Enter the latitude as a number from -90 to 90, such as 56.3958',
  longitude: 'Enter the longitude as a number from -180 to 180, such as -3.4307',
  telephone: 'Enter a telephone number, such as 01738 000000',
  email: 'Enter an email address, such as name@example.org',
  url: 'Enter the whole address of the website, such as https://www.example.org',
  opening_hours: 'Enter opening hours that can be read, such as Mo-Sa 10:00-17:00',
  event_start: 'Enter when the event starts, such as 2026-12-31 19:30',
  event_end: 'Enter when the event ends, after it starts, such as 2026-12-31 22:00',
};

/** What a page of the form asks once, and writes anew for all its answers. */
const partWords: Readonly<Record<FactPart, string>> = {
  method: 'how it is known',
  verified: 'when somebody made sure',
  review_by: 'when somebody should look again',
  disputed: 'whether it is questioned',
  source: 'who says so',
  source_url: 'the address of who says so',
};

/** For the person who can mend it. */
export function problemWords({ field, reason }: { readonly field: string; readonly reason: string | null }) {
  if (field === 'slug' && reason?.startsWith('is the address of'))
    return `The address of its page ${reason}: choose another`;
  const known = advice[field];
  if (known !== undefined) return known;
  const unit = unitOf(field) ?? field;
  const label = labelOf(unit);
  if (!isFactId(unit)) return reason === null ? `Enter: ${label}` : `${label}: ${reason}`;
  if (field.startsWith(`${unit}_note_`)) {
    return reason === null ? `${label}: say what is so and what is not` : `${label}: the note ${reason}`;
  }
  const part = FACT_PARTS.find((each) => field === partField(unit, each));
  if (part)
    return `${label}: ${partWords[part]} cannot be used. Say how you know and when you made sure, of every answer`;
  const { unit: measure, most } = factDefinition(unit);
  if (measure !== undefined) return `${label}: enter a number from 0 to ${most} ${unitWords[measure]}`.trim();
  return reason === null ? label : `${label}: ${reason}`;
}
