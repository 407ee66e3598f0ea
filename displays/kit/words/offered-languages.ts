import { untranslated } from './place-speaker.tsx';
import { type Language, languages } from './speaker.tsx';

/** The languages that a visitor is invited to choose: those whose catalogues are whole. */
export const offeredLanguages: readonly Language[] = languages.filter((l) => untranslated(l).length === 0);
