import type { PageError } from '#displays/staff/govuk/messages.tsx';
import { labelOf } from '#displays/staff/listing-words.ts';
import type { PlainControl, Section } from '#displays/staff/sections.ts';
import {
  FACT_PARTS,
  type FactPart,
  type Fields,
  fieldsByUnit,
  MOST_TYPED,
  noteField,
  partField,
  tidied,
  unitOf,
  valueField,
} from '#shared/domain/listings/listing-fields.ts';
import { asDay, localText } from '#shared/domain/listings/local-instant.ts';
import { type FactId, isFactId } from '#shared/domain/places/fact-dictionary.ts';

/** The names of a section's controls: what of a form is read, and kept while it is typed. */
export function controlNames({ controls, facts }: Section): string[] {
  const ofFact = (fact: FactId) => [
    fact,
    valueField(fact) ?? '',
    noteField(fact, 'en'),
    noteField(fact, 'gd'),
  ];
  const ofPage = facts.length > 0 ? ['method', 'verified', 'review_by', 'all_checked'] : [];
  return [...controls.map(({ field }) => field), ...facts.flatMap(ofFact), ...ofPage].filter(Boolean);
}

/** How an answer is known is asked once for a page, and written anew beside all answers that were made sure of. */
const checkControls: Readonly<Record<FactPart, string>> = {
  method: 'method',
  verified: 'verified',
  review_by: 'review_by',
  disputed: 'verified',
  source: 'method',
  source_url: 'method',
};

/** The control of a section's page where a problem of a field is mended. */
export function controlFor(section: Section, field: string): string {
  if (controlNames(section).includes(field)) return field;
  const unit = unitOf(field) ?? field;
  if (!isFactId(unit)) return unit;
  const part = FACT_PARTS.find((each) => field === partField(unit, each));
  return part ? checkControls[part] : (valueField(unit) ?? unit);
}

/** How the answers of a page are known: asked once for all of them. */
export interface PageCheck {
  readonly method: string;
  readonly verified: string;
  readonly reviewBy: string;
}

export interface SectionInput {
  /** The listing with this section as it was filled in. */
  readonly fields: Fields;
  readonly errors: readonly PageError[];
}

interface InputContext {
  readonly timeZone: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Who says so. */
  readonly source: { readonly name: string; readonly url?: string | undefined };
}

/** Reads a page of the form on top of what the listing said when the page was made. */
export function sectionInput(
  section: Section,
  texts: ReadonlyMap<string, string>,
  base: Fields,
  context: InputContext,
): SectionInput {
  const fields: Record<string, string> = { ...base };
  for (const control of section.controls) {
    const typed = texts.get(control.field);
    if (typed !== undefined) fields[control.field] = typedValue(control, typed, base, context.timeZone);
  }
  for (const fact of section.facts) Object.assign(fields, answerOf(fact, texts));
  const read = tidied(fields);
  const tooLong = controlNames(section)
    .filter((name) => (read[name] ?? '').length > MOST_TYPED)
    .map((name) => ({ field: name, message: `${labelOf(name)} is too long: at most ${MOST_TYPED} letters` }));
  if (section.facts.length === 0) return { fields: read, errors: tooLong };
  const { check, errors } = pageCheck(texts, context.today);
  const isAllChecked = texts.get('all_checked') === 'yes';
  let checked: Fields = read;
  for (const fact of section.facts) {
    if (!isOtherAnswer(fact, base, read) && !(isAllChecked && fieldsByUnit(read).has(fact))) continue;
    checked = { ...checked, ...provenance(fact, read, check, context) };
  }
  return { fields: tidied(checked), errors: [...tooLong, ...errors] };
}

/** Words about an answer may be mended without making sure of it again. */
const isOtherAnswer = (fact: FactId, before: Fields, after: Fields): boolean =>
  [fact, valueField(fact) ?? fact].some((field) => before[field] !== after[field]);

/** A time that was not touched stays as it is, to the second. */
function typedValue({ field, kind }: PlainControl, typed: string, base: Fields, timeZone: string): string {
  const before = base[field];
  if (kind !== 'time') return typed;
  return before !== undefined && localText(before, timeZone) === typed.trim() ? before : typed;
}

/** What a form says of a fact. What it does not ask stays as it is. */
function answerOf(fact: FactId, texts: ReadonlyMap<string, string>): Fields {
  const answer: Record<string, string> = {};
  for (const name of [noteField(fact, 'en'), noteField(fact, 'gd')]) {
    const typed = texts.get(name);
    if (typed !== undefined) answer[name] = typed;
  }
  const value = valueField(fact);
  const said = texts.get(fact);
  if (value === undefined) return said === undefined ? answer : { ...answer, [fact]: said };
  const measured = texts.get(value);
  if (measured === undefined) return answer;
  const status = measured.trim() !== '' ? 'yes' : said === 'not-applicable' ? said : '';
  return { ...answer, [value]: measured, [fact]: status };
}

function pageCheck(
  texts: ReadonlyMap<string, string>,
  today: string,
): { check: PageCheck; errors: PageError[] } {
  const errors: PageError[] = [];
  const day = (name: string, what: string) => {
    const typed = texts.get(name)?.trim() ?? '';
    const read = asDay(typed);
    if (typed !== '' && read === undefined)
      errors.push({ field: name, message: `${what} must be a date, such as 27 3 2026` });
    return read ?? '';
  };
  const check = {
    method: texts.get('method') ?? '',
    verified: day('verified', 'When you made sure'),
    reviewBy: day('review_by', 'When somebody should look again'),
  };
  if (check.verified > today)
    errors.push({ field: 'verified', message: 'When you made sure must not be in the future' });
  if (texts.get('all_checked') === 'yes' && (texts.get('verified')?.trim() ?? '') === '')
    errors.push({ field: 'verified', message: 'Enter when you made sure of every answer' });
  if (check.verified !== '' && check.method === '')
    errors.push({ field: 'method', message: 'Choose how you know it' });
  if (check.verified !== '' && check.reviewBy !== '' && check.reviewBy <= check.verified)
    errors.push({ field: 'review_by', message: 'Looking again must be later than making sure' });
  return { check, errors };
}

/** Whose word an answer is, is not for a browser to say. */
export function inOwnName(typed: Fields, facts: readonly FactId[], source: InputContext['source']): Fields {
  const ofSaid = (fact: FactId, text = '') => (typed[fact] === undefined ? '' : text);
  const sources = facts.flatMap((fact) => [
    [partField(fact, 'source'), ofSaid(fact, source.name)],
    [partField(fact, 'source_url'), ofSaid(fact, source.url)],
  ]);
  return { ...typed, ...Object.fromEntries(sources) };
}

/** An answer that was changed is no longer questioned, and no longer known the way it was known before. */
function provenance(fact: FactId, fields: Fields, check: PageCheck, { source }: InputContext): Fields {
  const isThere = Object.keys(fields).some(
    (name) => unitOf(name) === fact && (name === fact || name.startsWith(`${fact}_note_`)),
  );
  const said = isThere && fields[fact] !== undefined;
  const kept = (text: string | undefined) => (said ? (text ?? '') : '');
  return {
    [partField(fact, 'method')]: kept(check.method),
    [partField(fact, 'verified')]: kept(check.verified),
    [partField(fact, 'review_by')]: kept(check.reviewBy),
    [partField(fact, 'disputed')]: '',
    [partField(fact, 'source')]: kept(source.name),
    [partField(fact, 'source_url')]: kept(source.url),
  };
}
