import type { VNode } from 'preact';
import { en, type Words } from './en.ts';
import { gd } from './gd.ts';

export const languages = ['en', 'gd'] as const;
export type Language = (typeof languages)[number];
export type WordKey = keyof Words;

type Phrases = Readonly<Record<string, (...args: never[]) => string>>;

/** What a language has of a catalogue so far. */
export type Catalogue<W extends Phrases> = {
  readonly [K in keyof W]?: (...args: Parameters<W[K]>) => string;
};

const catalogues: Readonly<Record<Language, Catalogue<Words>>> = { en, gd };

export interface Speaker<W extends Phrases = Words> {
  readonly language: Language;
  /** The language that a key is in: the page's own, or English where that has no words yet. */
  languageOf(key: keyof W): Language;
  /** Plain text, for where no markup can stand. */
  text<K extends keyof W>(key: K, ...args: Parameters<W[K]>): string;
  /** Text that carries its language when it is not the page's. */
  say<K extends keyof W>(key: K, ...args: Parameters<W[K]>): string | VNode;
}

export function speakerOf(language: Language): Speaker {
  return createSpeaker<Words>(language, en, catalogues[language]);
}

/** A speaker over any catalogue: `english` is whole, `own` has what there is in the language. */
export function createSpeaker<W extends Phrases>(
  language: Language,
  english: W,
  own: Catalogue<W>,
): Speaker<W> {
  const languageOf = (key: keyof W): Language => (own[key] ? language : 'en');
  const text = <K extends keyof W>(key: K, ...args: Parameters<W[K]>): string => {
    const phrase = (own[key] ?? english[key]) as (...args: Parameters<W[K]>) => string;
    return phrase(...args);
  };
  return {
    language,
    languageOf,
    text,
    say: (key, ...args) => {
      const words = text(key, ...args);
      return languageOf(key) === language ? words : <span lang={languageOf(key)}>{words}</span>;
    },
  };
}
