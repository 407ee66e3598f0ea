import type { Translations } from '../timetable.ts';
import type { Headsign } from './packed-entities.ts';

/** Headsigns of a version, each once. Number 0 is "none given". */
export class HeadsignTable {
  readonly entries: Headsign[] = [{ text: '', translations: null }];
  private readonly known = new Map<string, number>([['', 0]]);

  intern(text: string, translations: Translations | null): number {
    const key = translations ? `${text}\0${JSON.stringify(translations)}` : text;
    let number = this.known.get(key);
    if (number === undefined) {
      const own = ownCopy(text);
      number = this.entries.push({ text: own, translations }) - 1;
      this.known.set(translations ? key : own, number);
    }
    return number;
  }
}

/**
 * The same text without the chunk of the file that it was cut from: V8 keeps the whole chunk alive for a slice.
 * For texts that stay while the file goes by.
 */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
