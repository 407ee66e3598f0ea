import type { VNode } from 'preact';
import { en, type Words } from './en.ts';
import { gd } from './gd.ts';

export const languages = ['en', 'gd'] as const;
export type Language = (typeof languages)[number];
export type WordKey = keyof Words;

type Catalogue = { readonly [K in WordKey]?: (...args: Parameters<Words[K]>) => string };
const catalogues: Readonly<Record<Language, Catalogue>> = { en, gd };

/** Keys that a language has no words for yet. */
export function untranslated(language: Language): WordKey[] {
  return (Object.keys(en) as WordKey[]).filter((key) => !catalogues[language][key]);
}

/** The languages that a visitor is invited to choose: those whose catalogue is whole. */
export const offeredLanguages: readonly Language[] = languages.filter((l) => untranslated(l).length === 0);

export interface Speaker {
  readonly language: Language;
  /** The language that a key is in: the page's own, or English where that has no words yet. */
  languageOf(key: WordKey): Language;
  /** Plain text, for where no markup can stand. */
  text<K extends WordKey>(key: K, ...args: Parameters<Words[K]>): string;
  /** Text that carries its language when it is not the page's. */
  say<K extends WordKey>(key: K, ...args: Parameters<Words[K]>): string | VNode;
}

export function speakerOf(language: Language): Speaker {
  const own = catalogues[language];
  const languageOf = (key: WordKey): Language => (own[key] ? language : 'en');
  const text = <K extends WordKey>(key: K, ...args: Parameters<Words[K]>): string => {
    const phrase = (own[key] ?? en[key]) as (...args: Parameters<Words[K]>) => string;
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
