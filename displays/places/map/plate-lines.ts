import { numberRanges } from '#shared/domain/map/join-close.ts';
import { VERDICTS, type Verdict } from '#shared/domain/places/fit.ts';
import type { Numbered } from './arrange-markers.ts';

/** A line of a joined marker's numbers. */
export interface PlateLine {
  /** Set where the numbers of a verdict begin. */
  readonly verdict: Verdict | null;
  readonly text: string;
}

/** Widths in parts of the height of a letter. */
const FIGURE = 0.58;
const LINE = 1.25;
const SIGN = 1.5;
export const PADDING = 0.6;
const SHORTEST_LINE = 8;

/** The numbers of all members, those of each verdict on lines of their own. */
export function plateOf(members: readonly Numbered[]): PlateLine[] {
  const length = numberRanges(members.map(({ number }) => number)).join(', ').length;
  const columns = Math.max(SHORTEST_LINE, Math.ceil(Math.sqrt(length) * 1.6));
  return [null, ...VERDICTS].flatMap((verdict) => {
    const own = members.filter(({ found }) => (found.fit?.verdict ?? null) === verdict);
    const lines = wrapped(numberRanges(own.map(({ number }) => number)), columns);
    return lines.map((text, i) => ({ verdict: i === 0 ? verdict : null, text }));
  });
}

export function plateBox(plate: readonly PlateLine[], letters: number): { width: number; height: number } {
  const longest = Math.max(...plate.map(({ text }) => text.length));
  return {
    width: letters * (longest * FIGURE + plateIndent(plate) + 2 * PADDING),
    height: letters * (plate.length * LINE + 2 * PADDING),
  };
}

/** Room for signs before the numbers, in heights of a letter. */
export const plateIndent = (plate: readonly PlateLine[]) => (plate.some(({ verdict }) => verdict) ? SIGN : 0);

/** The middle of line `i`, from the middle of the plate, in heights of a letter. */
export const plateLineAt = (plate: readonly PlateLine[], i: number) => (i - (plate.length - 1) / 2) * LINE;

function wrapped(words: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 2 <= columns)
      lines[lines.length - 1] = `${last}, ${word}`;
    else lines.push(word);
  }
  return lines;
}
