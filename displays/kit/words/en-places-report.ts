import { EARLIER, type Finding } from '#shared/domain/reports/report.ts';
import { MOST_LETTERS } from '#shared/domain/reports/sent-words.ts';
import { month } from './en-measures.ts';

const findings: Readonly<Record<Finding, string>> = {
  there: 'It is there',
  'not-there': 'It is not there',
  different: 'It is different',
  other: 'Something else',
};

/** What in the form has to be looked at again. */
export const REPORT_PROBLEMS = [
  'finding-missing',
  'words-missing',
  'words-too-long',
  'visited-unknown',
  'fact-unknown',
  'filled-in',
  'not-kept',
] as const;
export type ReportProblem = (typeof REPORT_PROBLEMS)[number];

const problems: Readonly<Record<ReportProblem, (letters: number) => string>> = {
  'finding-missing': () => 'Say what you found.',
  'words-missing': () => 'Say in your own words what you found.',
  'words-too-long': (letters) =>
    `What you wrote has ${letters} letters. It can have ${MOST_LETTERS} at most.`,
  'visited-unknown': () => 'Choose when you were there, or leave it open.',
  'fact-unknown': () => 'Choose what it is about.',
  'filled-in': () =>
    'A field that has to stay empty was filled in, perhaps by your browser. It is empty again: please send it once more.',
  'not-kept': () => 'The fault is on our side. Please send it again in a minute.',
};

/** The words of telling that something is wrong. */
export const enPlacesReport = {
  wrongLink: () => 'Something wrong?',
  wrongTell: () => 'Tell us what you found',
  wrongOr: () => 'Or by phone, on paper or in person:',

  reportTitle: () => 'Something wrong?',
  titleOfPlace: (title: string, place: string) => `${title} – ${place}`,
  reportIntro: () =>
    'Tell us what you found. You need no account, and we do not ask who you are: please leave out names, addresses and telephone numbers, yours and others’.',
  pageSays: () => 'Our page says:',
  reportFact: () => 'What is it about?',
  reportWholePlace: () => 'The place as a whole',
  reportFinding: () => 'What did you find?',
  finding: (finding: Finding) => findings[finding],
  reportWords: () => 'In your own words',
  reportWordsHint: () =>
    `Needed only with “${findings.other}” or for the place as a whole; up to ${MOST_LETTERS} letters. Only the council’s staff read it.`,
  reportVisited: () => 'When were you there? (You can leave this open.)',
  reportVisitedOpen: () => 'I do not want to say, or do not know',
  visitedIn: (visited: string) => (visited === EARLIER ? 'Longer ago' : month(`${visited}-01`)),
  reportLeaveEmpty: () => 'Leave this field empty',
  reportNext: () => 'What happens with it',
  reportNextText: () =>
    'Somebody at the council reads it. If it puts in doubt what the page says, the page says so to everybody, soon after. Then somebody makes sure, and puts it right or confirms it. What you write is not published. It is deleted 18 months after it has been dealt with, and after three years at the latest.',
  reportSend: () => 'Send',
  reportProblems: () => 'Not sent yet:',
  reportProblem: (problem: ReportProblem, letters: number) => problems[problem](letters),
  reportError: () => 'Error',

  reportSentTitle: () => 'Thank you, it is sent',
  reportSentText: () => 'We have got what you found.',
  reportBack: () => 'Back to the place',
  reportAnother: () => 'Tell us something else about this place',

  reportNotSentTitle: () => 'This was not sent',
  reportEnoughWaiting: () =>
    'Several visitors have told us about this already, and nobody has looked at it yet. We take no more until then, so that all of it is read.',
  reportEnoughToday: () =>
    'Much has come in about this place today. We take no more until tomorrow, so that all of it is read.',
  reportEnoughDirectly: () => 'You can tell us directly, which is best where somebody could come to harm:',
  reportYouWrote: () => 'What you wrote, for you to keep:',
} as const;
