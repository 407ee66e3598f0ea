import type { Texts } from '../../domain/places/fact.ts';
import type { Place } from '../../domain/places/place.ts';
import {
  inOrderShown,
  largestRendition,
  type PlaceImage,
  renditionsOf,
} from '../../domain/places/place-image.ts';
import { openLicence } from './open-licences.ts';
import { imageAddress } from './place-address.ts';

type Values = (texts: Texts) => unknown[];

/** UN/CEFACT Recommendation 20: a pixel. */
const pixels = (value: number) => ({ '@type': 'QuantitativeValue', value, unitCode: 'E37' });

const licenceOf = (licence: string) =>
  openLicence(licence)?.address ??
  (/^https?:\/\//.test(licence) ? licence : { '@type': 'CreativeWork', name: licence });

/** Pictures as schema.org's ImageObject, the entrance first. What is decorative shows nothing of the place. */
export const imageObjects = (images: Place['images'], origin: string, values: Values): object[] =>
  inOrderShown(images ?? [])
    .filter(({ decorative }) => !decorative)
    .map((image) => imageObject(image, origin, values));

function imageObject(image: PlaceImage, origin: string, values: Values): object {
  const { alt, caption, credit, licence, takenOn } = image;
  const [smallest] = renditionsOf(image);
  const { name, width, height } = largestRendition(image);
  return {
    '@type': 'ImageObject',
    contentUrl: imageAddress(origin, name),
    thumbnailUrl: imageAddress(origin, smallest.name),
    encodingFormat: 'image/webp',
    width: pixels(width),
    height: pixels(height),
    description: values(alt),
    ...(caption && { caption: values(caption) }),
    ...(credit && { creditText: credit }),
    ...(licence && { license: licenceOf(licence) }),
    ...(takenOn && { dateCreated: takenOn }),
  };
}
