import { toPlaceInfos } from '#shared/contracts/open-data/write-place-infos.ts';
import type { Place } from '#shared/domain/places/place.ts';

export const placeInfosOf = (places: readonly Place[]) =>
  toPlaceInfos(places, 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/');
