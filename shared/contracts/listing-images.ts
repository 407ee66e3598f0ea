import type { Fields } from '../domain/listings/listing-fields.ts';
import type { PlaceImage } from '../domain/places/place-image.ts';
import { draftImagesSchema } from './place-schema.ts';

/** What of a listing can be read as pictures; anything else has none. */
export function imagesOf({ images }: Fields): PlaceImage[] {
  try {
    const read = draftImagesSchema.safeParse(JSON.parse(images ?? '[]'));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}
