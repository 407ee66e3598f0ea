import { factsJson } from '#shared/contracts/open-data/fact-json.ts';
import { imagesJson } from '#shared/contracts/open-data/image-json.ts';
import type { FoundPlaceJson, PlaceJson } from '#shared/contracts/places-json.ts';
import type { FoundPlace } from '#shared/domain/places/find-places.ts';
import type { Fit } from '#shared/domain/places/fit.ts';
import type { Place } from '#shared/domain/places/place.ts';

/** A verdict as it is sent. */
const fitJson = (fit: Fit | null): FoundPlaceJson['fit'] =>
  fit && { verdict: fit.verdict, reasons: fit.reasons.map((reason) => ({ ...reason })) };

export function foundPlaceJson({ place, distanceMetres, open, fit }: FoundPlace): FoundPlaceJson {
  const { id, slug, kind, name, lat, lon, licence = null } = place;
  const distance = distanceMetres === null ? null : Math.round(distanceMetres);
  return { id, slug, kind, name: { ...name }, lat, lon, distance, open, fit: fitJson(fit), licence };
}

/** A place whole: what is not known of it is said to be unknown. */
export function placeJson(
  place: Place,
  {
    open,
    fit,
    today,
    origin,
    revision,
  }: Pick<FoundPlace, 'open' | 'fit'> & {
    readonly today: string;
    readonly origin: string;
    readonly revision: number;
  },
): PlaceJson {
  const { facts, images, servesCuisine, keywords, ...rest } = place;
  return {
    ...rest,
    name: { ...rest.name },
    description: { ...rest.description },
    ...(servesCuisine && { servesCuisine: [...servesCuisine] }),
    ...(keywords && { keywords: [...keywords] }),
    images: imagesJson(images, origin),
    revision,
    open,
    fit: fitJson(fit),
    facts: factsJson(facts, today),
  };
}
