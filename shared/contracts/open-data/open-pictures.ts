import type { Place } from '../../domain/places/place.ts';
import { openLicence } from './open-licences.ts';

/** A place with those of its pictures that may be handed on: one without a licence of its own has the listing's. */
export function withOpenPictures(place: Place): Place {
  const { images, ...listing } = place;
  const open = images?.filter(({ licence }) => licence === undefined || openLicence(licence));
  return open?.length ? { ...listing, images: open } : listing;
}
