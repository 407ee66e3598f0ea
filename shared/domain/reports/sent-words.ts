export const MOST_LETTERS = 1_000;

/** Steer terminals, or turn round what follows; a phone adds some to a number that is pasted. Nobody can see them. */
const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** What a visitor has typed, without blanks at its ends and characters that nobody can see; null: nothing. */
export function sentWords(typed: string): string | null {
  const words = typed
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(UNSEEN, (character) => (character === '\n' ? character : ''))
    .trim();
  return words === '' ? null : words;
}

export const lettersOf = (words: string): number => [...words].length;
