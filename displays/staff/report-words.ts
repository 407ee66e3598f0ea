import { localText } from '#shared/domain/listings/local-instant.ts';
import { type FactId, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { type Decision, EARLIER, type Finding, type Report } from '#shared/domain/reports/report.ts';
import { labelOf, statusWords, unitWords } from './listing-words.ts';

export const findingWords: Readonly<Record<Finding, string>> = {
  there: 'It is there',
  'not-there': 'It is not there',
  different: 'It is different',
  other: 'Something else',
};

export const decisionWords: Readonly<Record<Decision, string>> = {
  questioned: 'The fact was questioned in public',
  forwarded: 'Given to the editors',
  dismissed: 'Not useful',
  confirmed: 'The fact was looked at, and is right',
  done: 'Dealt with by an editor',
};

export const reportActionWords: Readonly<Record<`report-${Decision}`, string>> = {
  'report-questioned': 'Questioned after a report:',
  'report-forwarded': 'Gave a report to the editors:',
  'report-dismissed': 'Found a report not useful:',
  'report-confirmed': 'Closed a report, the fact is right:',
  'report-done': 'Dealt with a report:',
};

export const subjectOf = (fact: FactId | null): string =>
  fact === null ? 'The place as a whole' : labelOf(fact);

/** What a page says of a fact: its measure, else the status. */
export function answerText(fact: FactId, { status, value }: NonNullable<Report['said']>): string {
  const { unit } = factDefinition(fact);
  return value !== undefined && unit ? `${value} ${unitWords[unit]}`.trim() : statusWords[status];
}

export const visitedText = (visited: string | null): string =>
  visited === null ? 'Not said' : visited === EARLIER ? 'More than a year before' : visited;

export const dayOf = (at: string, timeZone: string): string => localText(at, timeZone).slice(0, 10);
