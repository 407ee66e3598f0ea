import type { PageError } from '#displays/staff/govuk/messages.tsx';
import type { SentForm } from '#functions/runtime/form.ts';
import { asDay } from '#shared/domain/listings/local-instant.ts';
import { type AltFault, altFaults } from '#shared/domain/places/alt-text.ts';
import { IMAGE_SUBJECTS, type ImageSubject, type PlaceImage } from '#shared/domain/places/place-image.ts';

/** As much as can be published. */
const MOST_TEXT = 300;
const MOST_NAME = 200;

const isSubject = (text: string): text is ImageSubject =>
  (IMAGE_SUBJECTS as readonly string[]).includes(text);

const texts = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''));

const altAdvice: Readonly<Record<Exclude<AltFault['reason'], 'alt-missing'>, string>> = {
  'alt-is-file-name': 'Say what the picture shows, not what its file is called',
  'alt-of-decorative': 'A picture that only decorates has no text',
};

/** A draft may lack its text; what stands there has to be one. */
function altErrors(image: PlaceImage, name: (name: string) => string): PageError[] {
  return altFaults(image).flatMap(({ reason, language }) =>
    reason === 'alt-missing'
      ? []
      : [{ field: name(language === 'gd' ? 'alt_gd' : 'alt_en'), message: altAdvice[reason] }],
  );
}

export interface ReadPicture {
  readonly image: PlaceImage;
  readonly errors: readonly PageError[];
}

/**
 * A picture as its form has it; what the form does not ask for stays.
 * @param prefix begins the names of the form's fields
 */
export function readPicture(image: PlaceImage, form: SentForm, prefix: string): ReadPicture {
  const errors: PageError[] = [];
  const field = (name: string) => `${prefix}${name}`;
  const text = (name: string, most = MOST_TEXT) => {
    const typed = form.text(field(name)).trim();
    if (typed.length > most) errors.push({ field: field(name), message: `Use at most ${most} letters` });
    return typed;
  };
  const alt = texts({ ...image.alt, en: text('alt_en'), gd: text('alt_gd') });
  const caption = texts({ ...image.caption, en: text('caption_en'), gd: text('caption_gd') });
  const [credit, licence] = [text('credit', MOST_NAME), text('licence', MOST_NAME)];
  const taken = text('taken_on');
  const takenOn = asDay(taken);
  if (taken !== '' && takenOn === undefined)
    errors.push({ field: field('taken_on'), message: 'Enter a date, such as 27 3 2026' });
  const shows = form.text(field('shows'));
  const { takenOn: _, caption: __, credit: ___, licence: ____, ...kept } = image;
  const read: PlaceImage = {
    ...kept,
    alt,
    decorative: form.text(field('decorative')) === 'yes',
    shows: isSubject(shows) ? shows : 'general',
    ...(Object.keys(caption).length > 0 && { caption }),
    ...(credit !== '' && { credit }),
    ...(licence !== '' && { licence }),
    ...(takenOn !== undefined && { takenOn }),
  };
  return { image: read, errors: [...errors, ...altErrors(read, field)] };
}
