import type { Place } from '../../domain/places/place.ts';
import { renditionsOf } from '../../domain/places/place-image.ts';
import type { PlaceImageJson } from '../places-json.ts';
import { imageAddress } from './place-address.ts';

/** Pictures as they are published: with their addresses, and none where there is none. */
export const imagesJson = (images: Place['images'], origin: string): PlaceImageJson[] =>
  (images ?? []).map(({ alt, caption, ...image }) => ({
    ...image,
    alt: { ...alt },
    ...(caption && { caption: { ...caption } }),
    renditions: renditionsOf(image).map(({ name, width, height }) => ({
      url: imageAddress(origin, name),
      width,
      height,
    })),
  }));
