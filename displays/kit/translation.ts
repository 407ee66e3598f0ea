import type { Translations } from '#shared/domain/transit/timetable.ts';
import type { Language } from './words/speaker.tsx';

export interface Translated {
  readonly text: string;
  /** Set when it is known and not the page's own. */
  readonly lang?: string;
}

/** The text in the page's language, else in English, else the one that names no language, else any. */
export function translated(texts: Translations, language: Language): Translated {
  for (const wanted of [language, 'en', 'und']) {
    for (const [tag, text] of Object.entries(texts)) {
      if (text && (tag === wanted || tag.toLowerCase().startsWith(`${wanted}-`)))
        return marked(text, tag, language);
    }
  }
  const [tag, text] = Object.entries(texts).find(([, any]) => any) ?? ['und', ''];
  return marked(text, tag, language);
}

/** A name, and its translation where the data has one in the page's language. */
export function translatedName(
  name: string,
  names: Translations | undefined,
  language: Language,
): Translated {
  for (const [tag, text] of Object.entries(names ?? {})) {
    if (text && (tag === language || tag.startsWith(`${language}-`))) return { text };
  }
  return { text: name };
}

function marked(text: string, tag: string, language: Language): Translated {
  const own = tag === 'und' || tag === language || tag.startsWith(`${language}-`);
  return own ? { text } : { text, lang: tag };
}
