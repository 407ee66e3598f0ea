import type { Texts } from '../../domain/places/fact.ts';
import type { Place, PlaceKind } from '../../domain/places/place.ts';
import { toAccessibility } from './write-accessibility.ts';

export const A11YJSON_VERSION = '31.1.0';

/** PlaceInfo of A11yJSON 31.1, as far as it is written here, with an extension that readers of it may ignore. */
export interface PlaceInfo {
  readonly formatVersion: string;
  readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [lon: number, lat: number] };
  readonly properties: {
    readonly originalId: string;
    readonly name: Texts;
    readonly description?: Texts;
    readonly category: string;
    readonly address?: Readonly<Record<string, Texts>>;
    readonly phoneNumber?: string;
    readonly emailAddress?: string;
    readonly placeWebsiteUrl?: string;
    readonly accessibility?: Readonly<Record<string, unknown>>;
    /** The listing whole: what A11yJSON has no word for, such as 'partial', sources, dates and disputes of facts. */
    readonly xDigitalWelcome: Omit<Place, 'lat' | 'lon'>;
  };
}

/** A11yJSON asks for a category and lists none; these are OpenStreetMap's words where it has one. */
const categoryOf: Readonly<Record<PlaceKind, string>> = {
  attraction: 'attraction',
  eat: 'restaurant',
  event: 'events_venue',
  wifi: 'internet_access',
  toilet: 'toilets',
  parking: 'parking',
  'scooter-hire': 'mobility_scooter_rental',
  help: 'information',
};

function addressOf({ streetAddress, addressLocality, postalCode }: Place) {
  const address = {
    ...(streetAddress && { street: { en: streetAddress } }),
    ...(postalCode && { postalCode: { en: postalCode } }),
    ...(addressLocality && { city: { en: addressLocality } }),
  };
  return Object.keys(address).length > 0 ? address : undefined;
}

/** A listing as A11yJSON. What it cannot say is left out of it, and stands in `xDigitalWelcome` alone. */
export function toPlaceInfo(place: Place): PlaceInfo {
  const { lat, lon, ...listing } = place;
  const address = addressOf(place);
  const accessibility = toAccessibility(place.facts);
  return {
    formatVersion: A11YJSON_VERSION,
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      originalId: place.id,
      name: place.name,
      ...(Object.keys(place.description).length > 0 && { description: place.description }),
      category: categoryOf[place.kind],
      ...(address && { address }),
      ...(place.telephone?.trim() && { phoneNumber: place.telephone.trim() }),
      ...(place.email && { emailAddress: place.email }),
      ...(place.url && { placeWebsiteUrl: place.url }),
      ...(accessibility && { accessibility }),
      xDigitalWelcome: listing,
    },
  };
}
