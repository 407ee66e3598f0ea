import type { PlaceKind } from '../../domain/places/place.ts';

const kinds: ReadonlyMap<string, PlaceKind> = new Map<string, PlaceKind>([
  ...[
    'restaurant',
    'cafe',
    'bar',
    'pub',
    'fast_food',
    'food_court',
    'biergarten',
    'ice_cream',
    'canteen',
  ].map((category) => [category, 'eat'] as const),
  ...['toilets', 'toilet'].map((category) => [category, 'toilet'] as const),
  ['parking', 'parking'],
  ['internet_access', 'wifi'],
  ['mobility_scooter_rental', 'scooter-hire'],
  ['information', 'help'],
]);

/** A venue of events is no event, so it and whatever else is worth listing is an attraction. */
export const kindOf = (category: unknown): PlaceKind =>
  (typeof category === 'string' && kinds.get(category.trim().toLowerCase().replaceAll('-', '_'))) ||
  'attraction';
