import type { Texts } from '#shared/domain/places/fact.ts';
import { translated } from '../kit/translation.ts';
import type { Language } from '../kit/words/speaker.tsx';

/** A text of the data, marked with its language where that is not the page's. */
export function OwnText({ texts, language }: { readonly texts: Texts; readonly language: Language }) {
  const { text, lang } = translated(texts, language);
  return <span lang={lang}>{text}</span>;
}
