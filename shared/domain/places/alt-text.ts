import type { Texts } from './fact.ts';
import type { PlaceImage } from './place-image.ts';

export const ALT_FAULTS = ['alt-missing', 'alt-of-decorative', 'alt-is-file-name'] as const;

/** Why a picture cannot be published with what is said of it; `language` where it is about one text. */
export interface AltFault {
  readonly reason: (typeof ALT_FAULTS)[number];
  readonly language?: string;
}

const PICTURE_FILE = /\.(jpe?g|jfif|png|webp|gif|heic|heif|avif|tiff?|bmp|svg)$/;
/** What cameras, phones and programs call their files, and nouns that say no more than that there is a picture. */
const FILE_WORDS =
  /^(img|image|images|dsc[nf]?|pxl|pict?|pictures?|photos?|photographs?|foto|mvimg|gopr|dji|dcim|screen ?shot|scan|file|download|untitled|unnamed|whatsapp image|(an? )?(image|picture|photo))$/;

/** `IMG_1234.jpg`, `photo`, `image1`, `front_door_final`: a name of a file, which describes nothing. */
export function isFileName(text: string): boolean {
  const name = text.normalize('NFKC').trim().toLowerCase();
  if (PICTURE_FILE.test(name)) return true;
  if (/^\S*_\S*$/.test(name)) return true;
  // Numbers, dates and what is between them.
  const words = name
    .replace(/\b(at|copy|final|edited|am|pm)\b/g, ' ')
    .replace(/[^\p{Letter}]+/gu, ' ')
    .trim();
  return words === '' || FILE_WORDS.test(words);
}

/** A text in one language at least, or decorative, and never both. A text of blanks is none. */
export function altFaults({ alt, decorative }: Pick<PlaceImage, 'alt' | 'decorative'>): AltFault[] {
  const said = Object.entries(alt as Texts).filter(([, text]) => text.trim() !== '');
  if (decorative) return said.map(([language]) => ({ reason: 'alt-of-decorative', language }));
  if (said.length === 0) return [{ reason: 'alt-missing' }];
  return said
    .filter(([, text]) => isFileName(text))
    .map(([language]) => ({ reason: 'alt-is-file-name', language }));
}
