import type { Texts } from '../../domain/places/fact.ts';
import type { Place, PlaceKind } from '../../domain/places/place.ts';
import { amenityFeatures } from './amenity-features.ts';
import { imageObjects } from './image-objects.ts';
import { openLicence } from './open-licences.ts';
import { schemaOpeningHours } from './opening-hours-text.ts';
import { placeAddress } from './place-address.ts';

const CONTEXT = 'https://schema.org';

export type JsonLd = Readonly<Record<string, unknown>>;

interface Origin {
  /** Of the site, without a slash at its end. */
  readonly origin: string;
}

/**
 * `hasHours`: schema.org knows openingHours of a CivicStructure and a LocalBusiness; `hasEmail`: and email of an
 * Organization, which a LocalBusiness is.
 */
const types: Readonly<Record<PlaceKind, { type: string; hasHours?: true; hasEmail?: true }>> = {
  attraction: { type: 'TouristAttraction' },
  eat: { type: 'FoodEstablishment', hasHours: true, hasEmail: true },
  event: { type: 'Event' },
  wifi: { type: 'Place' },
  toilet: { type: 'PublicToilet', hasHours: true },
  parking: { type: 'ParkingFacility', hasHours: true },
  'scooter-hire': { type: 'LocalBusiness', hasHours: true, hasEmail: true },
  help: { type: 'TouristInformationCenter', hasHours: true, hasEmail: true },
};

/** One listing as schema.org, for its page. */
export const placeJsonLd = (place: Place, options: Origin): JsonLd => ({
  '@context': CONTEXT,
  ...nodeOf(place, options),
});

/** All listings as schema.org. */
export const placesJsonLd = (places: readonly Place[], options: Origin): JsonLd => ({
  '@context': CONTEXT,
  '@graph': places.map((place) => nodeOf(place, options)),
});

const languageValues = (texts: Texts) =>
  Object.entries(texts).map(([language, text]) =>
    language === 'und' ? text : { '@language': language, '@value': text },
  );

function nodeOf(place: Place, { origin }: Origin): JsonLd {
  const page = placeAddress(origin, place);
  const { type, hasHours, hasEmail } = types[place.kind];
  const hours = hasHours && place.openingHours ? schemaOpeningHours(place.openingHours) : undefined;
  const image = imageObjects(place.images, origin, languageValues);
  const common = {
    '@id': `${page}#place`,
    '@type': type,
    identifier: place.id,
    name: languageValues(place.name),
    ...(Object.keys(place.description).length > 0 && { description: languageValues(place.description) }),
    url: place.url ?? page,
    ...(image.length > 0 && { image }),
    mainEntityOfPage: page,
    subjectOf: recordOf(place),
    ...(place.invented && { disambiguatingDescription: 'Invented, for demonstration.' }),
    ...(place.keywords?.length && { keywords: place.keywords }),
    ...(place.isAccessibleForFree !== undefined && { isAccessibleForFree: place.isAccessibleForFree }),
  };
  if (place.kind === 'event') return { ...common, ...eventParts(place, origin) };
  return {
    ...common,
    ...locationParts(place, origin),
    ...(place.email && hasEmail && { email: place.email }),
    ...(hours && { openingHours: hours }),
    ...(place.servesCuisine?.length && place.kind === 'eat' && { servesCuisine: place.servesCuisine }),
  };
}

/** Schema.org has no licence of a place; what is said of it here is a work that has one. */
const recordOf = ({ source: { name, url, licence } }: Place): JsonLd => ({
  '@type': 'CreativeWork',
  license: openLicence(licence)?.address ?? { '@type': 'CreativeWork', name: licence },
  creditText: name,
  ...(url && { isBasedOn: url }),
});

/** What schema.org knows of a Place and not of an Event. */
function locationParts(place: Place, origin: string): JsonLd {
  const { streetAddress, addressLocality, postalCode } = place;
  const features = amenityFeatures(place.facts, origin);
  return {
    geo: { '@type': 'GeoCoordinates', latitude: place.lat, longitude: place.lon },
    ...((streetAddress || addressLocality || postalCode) && {
      address: {
        '@type': 'PostalAddress',
        ...(streetAddress && { streetAddress }),
        ...(addressLocality && { addressLocality }),
        ...(postalCode && { postalCode }),
      },
    }),
    ...(place.telephone && { telephone: place.telephone }),
    ...(features.length > 0 && { amenityFeature: features }),
  };
}

function eventParts(place: Place, origin: string): JsonLd {
  const { event } = place;
  return {
    ...(event && {
      startDate: event.startDate,
      endDate: event.endDate,
      eventStatus: `https://schema.org/${event.cancelled ? 'EventCancelled' : 'EventScheduled'}`,
    }),
    location: { '@type': 'Place', name: languageValues(place.name), ...locationParts(place, origin) },
  };
}
