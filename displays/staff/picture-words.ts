import type { Texts } from '#shared/domain/places/fact.ts';
import { IMAGE_SUBJECTS, type ImageSubject, type PlaceImage } from '#shared/domain/places/place-image.ts';
import type { Choice } from './govuk/input.tsx';
import { type Line, languageWord, markOf } from './line.ts';

const subjects: Readonly<Record<ImageSubject, string>> = {
  entrance: 'The entrance',
  toilet: 'The toilet',
  parking: 'Parking',
  interior: 'Inside',
  general: 'The place as a whole',
};

export const subjectChoices: readonly Choice[] = IMAGE_SUBJECTS.map((value) => ({
  value,
  label: subjects[value],
}));

const byLanguage = (label: string, texts: Texts): Line[] =>
  Object.entries(texts).map(([language, text]) => ({
    label: `${label} (${languageWord(language)})`,
    text,
    lang: markOf(language),
  }));

/** All that is said of a picture. */
export function pictureLines({
  alt,
  decorative,
  caption,
  credit,
  licence,
  shows,
  takenOn,
}: PlaceImage): Line[] {
  const alts = byLanguage('for who cannot see it', alt);
  return [
    { text: subjects[shows] },
    ...(decorative ? [{ text: 'It only decorates.' }] : []),
    ...(!decorative && alts.length === 0 ? [{ text: 'Without a text for who cannot see it.' }] : alts),
    ...byLanguage('below it', caption ?? {}),
    ...(credit ? [{ label: 'by', text: credit }] : []),
    ...(licence ? [{ label: 'licence', text: licence }] : []),
    ...(takenOn ? [{ label: 'taken on', text: takenOn }] : []),
  ];
}
