import { createHash } from 'node:crypto';
import {
  EMPTY_FIELD,
  type FieldProblem,
  REPORT_FIELDS,
  type ReportView,
} from '#displays/places/report-view.ts';
import type { SentForm } from '#functions/runtime/form.ts';
import { isFactId } from '#shared/domain/places/fact-dictionary.ts';
import { factOf, type Place } from '#shared/domain/places/place.ts';
import {
  EARLIER,
  FINDINGS,
  type Finding,
  type Report,
  type SentReport,
} from '#shared/domain/reports/report.ts';
import { lettersOf, MOST_LETTERS, sentWords } from '#shared/domain/reports/sent-words.ts';
import { isoTime } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';

type Typed = ReportView['typed'];

export const typedIn = (form: SentForm): Typed =>
  Object.fromEntries(REPORT_FIELDS.map((field) => [field, form.text(field)])) as Typed;

const isFinding = (text: string): text is Finding => (FINDINGS as readonly string[]).includes(text);

/** What a visitor has sent; or what of it has to be looked at again. */
export function readReport(
  form: SentForm,
  months: readonly string[],
): { readonly report: SentReport } | { readonly problems: readonly FieldProblem[] } {
  const { fact, finding, words: typedWords, visited } = typedIn(form);
  const problems: FieldProblem[] = [];
  const words = sentWords(typedWords);
  const letters = lettersOf(words ?? '');
  if (fact !== '' && !isFactId(fact)) problems.push({ field: 'fact', problem: 'fact-unknown' });
  if (!isFinding(finding)) problems.push({ field: 'finding', problem: 'finding-missing' });
  // Of a place as a whole, "it is not there" says nothing.
  else if (words === null && (finding === 'other' || fact === ''))
    problems.push({ field: 'words', problem: 'words-missing' });
  if (letters > MOST_LETTERS) problems.push({ field: 'words', problem: 'words-too-long', letters });
  if (visited !== '' && visited !== EARLIER && !months.includes(visited))
    problems.push({ field: 'visited', problem: 'visited-unknown' });
  // Never taken for sent: it may have been a person's browser.
  if (form.text(EMPTY_FIELD) !== '') problems.push({ field: 'words', problem: 'filled-in' });
  if (problems.length > 0 || !isFinding(finding)) return { problems };
  return {
    report: { fact: isFactId(fact) ? fact : null, finding, words, visited: visited || null },
  };
}

const TOKEN = /^[0-9a-f-]{36}$/;

/** Of a form and what it says: loaded again it is the same report; changed and sent again it is another. */
function idOf(form: SentForm, placeId: string, { fact, finding, words, visited }: SentReport): string {
  const token = form.text('token');
  if (!TOKEN.test(token)) throw new DomainError('invalid-input', 'The form is not whole. Load it again.');
  const content = JSON.stringify([token, placeId, fact, finding, words, visited]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

/** @param now seconds since 1970 */
export function newReport(form: SentForm, sent: SentReport, place: Place, now: number): Report {
  const { status, value } = sent.fact === null ? { status: null } : factOf(place.facts, sent.fact);
  return {
    ...sent,
    id: idOf(form, place.id, sent),
    placeId: place.id,
    placeName: place.name.en ?? Object.values(place.name)[0] ?? place.id,
    said: status && { status, ...(value !== undefined && { value }) },
    at: isoTime(now),
    state: 'waiting',
    version: 1,
    decisions: [],
  };
}
