import { imagesOf } from '#shared/contracts/listing-images.ts';
import type { ListingAction, ListingState } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { unitOf, valueField } from '#shared/domain/listings/listing-fields.ts';
import type { FactMethod, FactStatus } from '#shared/domain/places/fact.ts';
import {
  type FactId,
  type FactUnit,
  factDefinition,
  isFactId,
} from '#shared/domain/places/fact-dictionary.ts';
import { enFacts } from '../kit/words/en-facts.ts';
import type { TagColour } from './govuk/lists.tsx';
import { type Line, languageWord, markOf } from './line.ts';
import { pictureLines } from './picture-words.ts';
import { sections } from './sections.ts';

export const stateWords: Readonly<Record<ListingState, { text: string; colour: TagColour }>> = {
  draft: { text: 'Draft', colour: 'yellow' },
  'in-review': { text: 'In review', colour: 'blue' },
  scheduled: { text: 'Scheduled', colour: 'purple' },
  published: { text: 'Published', colour: 'green' },
  archived: { text: 'Archived', colour: 'grey' },
};

export const actionWords: Readonly<Record<ListingAction, string>> = {
  'taken-over': 'Taken over from its source',
  created: 'Created',
  edited: 'Edited',
  'picture-added': 'Picture added',
  'picture-removed': 'Picture removed',
  'picture-taken-down': 'Picture taken down at once',
  imported: 'Imported',
  'import-undone': 'Import undone',
  merged: 'Joined with what somebody else had changed',
  restored: 'Set back to an earlier version',
  submitted: 'Sent for review',
  'sent-back': 'Sent back',
  approved: 'Approved',
  published: 'Published',
  unpublished: 'Taken out as planned',
  archived: 'Archived',
  reopened: 'Taken out of the archive',
  'owners-changed': 'Owners changed',
  disputed: 'Questioned by a visitor',
  confirmed: 'Looked at after a visitor’s report',
};

export const statusWords: Readonly<Record<FactStatus, string>> = {
  yes: 'Yes',
  no: 'No',
  partial: 'Partly',
  unknown: 'Not known',
  'not-applicable': 'Does not apply',
};

export const methodWords: Readonly<Record<FactMethod, string>> = {
  'on-site-survey': 'Looked at on the spot',
  'operator-statement': 'The people there say so',
  'visitor-report': 'A visitor has told us',
  photo: 'Seen in a picture',
  import: 'Taken in from a list',
};

export const unitWords: Readonly<Record<FactUnit, string>> = { cm: 'cm', m: 'metres', '%': '%', count: '' };

const raised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const others: Readonly<Record<string, string>> = {
  images: 'Pictures',
  source_name: 'Source',
  source_url: 'Address of the source',
  source_licence: 'Licence of the source',
  invented: 'Invented',
};

/** What a field or a unit is called. */
export function labelOf(field: string): string {
  const unit = unitOf(field) ?? field;
  if (isFactId(unit)) return raised(enFacts[unit].name);
  const control = sections.flatMap(({ controls }) => controls).find((known) => known.field === unit);
  if (control) return control.label;
  const [, head, language] = /^(name|description)_(.+)$/.exec(unit) ?? [];
  return head && language ? `${raised(head)} (${languageWord(language)})` : (others[unit] ?? unit);
}

/** What was chosen, in the words of the form. */
const choiceText = (unit: string, value: string | undefined): string | undefined =>
  sections
    .flatMap(({ controls }) => controls)
    .find(({ field }) => field === unit)
    ?.choices?.find((choice) => choice.value === value)?.label;

const partWords: Readonly<Record<string, string>> = {
  method: 'how it is known',
  verified: 'checked on',
  review_by: 'check again by',
  disputed: 'questioned',
  source: 'source',
  source_url: 'address of the source',
};

/** The language of a text that is a unit of its own: `name_gd`. */
const languageOf = (unit: string): string => /^(?:name|description)_(.+)$/.exec(unit)?.[1] ?? 'en';

/** A unit of a listing as a person reads it, line by line; none where nothing is said. */
export function unitLines(unit: string, fields: Fields): Line[] {
  if (unit === 'images') return imagesOf(fields).flatMap(pictureLines);
  if (!isFactId(unit)) {
    const chosen = choiceText(unit, fields[unit]);
    if (chosen !== undefined) return [{ text: chosen }];
    const said = fields[unit];
    return said === undefined ? [] : [{ text: said, lang: markOf(languageOf(unit)) }];
  }
  // A measure is its own answer.
  const measure = valueField(unit);
  const isMeasured = measure !== undefined && fields[measure] !== undefined && fields[unit] === 'yes';
  const said = Object.entries(fields).filter(
    ([name]) => unitOf(name) === unit && !(isMeasured && name === unit),
  );
  const lines = said.map(([name, value]) => factLine(unit, name, value));
  return [...lines.filter((line) => !line.isProvenance), ...lines.filter((line) => line.isProvenance)];
}

function factLine(fact: FactId, name: string, value: string): Line {
  if (name === fact) return { text: statusWords[value as FactStatus] ?? value };
  const part = name.slice(fact.length + 1);
  if (part.startsWith('note_')) {
    const language = part.slice('note_'.length);
    return { label: `note (${languageWord(language)})`, text: value, lang: markOf(language) };
  }
  const label = partWords[part];
  if (!label) return { text: `${value} ${unitWords[factDefinition(fact).unit ?? 'count']}`.trim() };
  const text = part === 'method' ? (methodWords[value as FactMethod] ?? value) : value;
  return part === 'disputed' ? { label, text } : { label, text, isProvenance: true };
}
