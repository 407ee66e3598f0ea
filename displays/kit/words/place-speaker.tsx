import { en, type Words } from './en.ts';
import { enPlaces } from './en-places.ts';
import { gd } from './gd.ts';
import { gdPlaces } from './gd-places.ts';
import { type Catalogue, createSpeaker, type Language, type Speaker } from './speaker.tsx';

export type PlaceWords = typeof enPlaces;

/**
 * Says the words of every page and those of places. Theirs are a catalogue of their own, so that the scripts of boards
 * and stops do not carry them.
 */
export type PlaceSpeaker = Speaker<Words & PlaceWords>;

const english = { ...en, ...enPlaces };
const catalogues: Readonly<Record<Language, Catalogue<Words & PlaceWords>>> = {
  en: english,
  gd: { ...gd, ...gdPlaces },
};

export function placeSpeakerOf(language: Language): PlaceSpeaker {
  return createSpeaker<Words & PlaceWords>(language, english, catalogues[language]);
}

/** Keys, of every catalogue, that a language has no words for yet. */
export function untranslated(language: Language): string[] {
  return (Object.keys(english) as (keyof typeof english)[]).filter((key) => !catalogues[language][key]);
}
