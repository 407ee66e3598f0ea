import type { FactId } from '../../domain/places/fact-dictionary.ts';
import type { Place } from '../../domain/places/place.ts';

/** Of the page for visitors. */
export const placeAddress = (origin: string, { slug }: Pick<Place, 'slug'>): string =>
  `${origin}/places/${encodeURIComponent(slug)}`;

/** Where it is written what a fact means. */
export const vocabularyAddress = (origin: string): string => `${origin}/vocabulary/facts`;
export const factAddress = (origin: string, id: FactId): string => `${vocabularyAddress(origin)}#${id}`;

/** Of a rendition, by its name. */
export const imageAddress = (origin: string, name: string): string => `${origin}/images/${name}`;
