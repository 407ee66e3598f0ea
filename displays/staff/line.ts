/** One line of what a listing says. */
export interface Line {
  /** What it is about, in the words of these pages. */
  readonly label?: string;
  readonly text: string;
  /** Of the text, where it is not English, which these pages are in. */
  readonly lang?: string | undefined;
  /** It says how the rest is known, and is no news by itself. */
  readonly isProvenance?: true;
}

const words: ReadonlyMap<string, string> = new Map([
  ['en', 'English'],
  ['gd', 'Gaelic'],
]);
export const languageWord = (language: string): string => words.get(language) ?? language;

/** Nobody has said in which language a text is that is called undetermined. */
export const markOf = (language: string): string | undefined => {
  if (language === 'und') return '';
  return language === 'en' || language.startsWith('en-') ? undefined : language;
};
