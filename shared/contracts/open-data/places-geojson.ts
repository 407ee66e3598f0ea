import type { CalendarDate } from '../../domain/places/fact.ts';
import type { FactId } from '../../domain/places/fact-dictionary.ts';
import type { Place } from '../../domain/places/place.ts';
import type { FactJson, PlaceImageJson } from '../places-json.ts';
import { factsJson } from './fact-json.ts';
import { imagesJson } from './image-json.ts';

export interface PlaceFeature {
  readonly type: 'Feature';
  readonly id: string;
  readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [lon: number, lat: number] };
  readonly properties: Omit<Place, 'lat' | 'lon' | 'facts' | 'images'> & {
    readonly images: readonly PlaceImageJson[];
    readonly facts: Readonly<Record<FactId, FactJson>>;
  };
}

export interface PlacesGeoJson {
  readonly type: 'FeatureCollection';
  readonly features: readonly PlaceFeature[];
}

/** Listings as GeoJSON (RFC 7946), each with every fact and its pictures in the shape that GET /v1/places/{id} has. */
export function placesGeoJson(
  places: readonly Place[],
  { today, origin }: { readonly today: CalendarDate; readonly origin: string },
): PlacesGeoJson {
  const features = places.map(
    ({ lat, lon, facts, images, ...listing }): PlaceFeature => ({
      type: 'Feature',
      id: listing.id,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { ...listing, images: imagesJson(images, origin), facts: factsJson(facts, today) },
    }),
  );
  return { type: 'FeatureCollection', features };
}
