import { PLACE_KINDS } from '../domain/places/place.ts';
import type { Operation } from './operation.ts';
import { placeJsonSchema, placesJsonSchema } from './places-json.ts';

const text = { type: 'string' };

const access = {
  name: 'access',
  in: 'query',
  description:
    'facts by name, with commas: step-free, accessible-toilet, hearing-loop …; without those that lack one',
  schema: text,
} as const;

const needs = {
  name: 'needs',
  in: 'query',
  description:
    'what a visitor needs, with commas, measures in centimetres: scooter or wheelchair (width:60, length:120, turning:180), step-free, step:5, toilet, changing-places, hearing, vision, quiet, dog; gives every place a verdict',
  schema: text,
} as const;

export const placesOperations: readonly Operation[] = [
  {
    path: '/v1/places',
    summary: 'Find places, those that suit first',
    parameters: [
      { name: 'kind', in: 'query', description: `with commas: ${PLACE_KINDS.join(', ')}`, schema: text },
      { name: 'near', in: 'query', description: 'LAT,LON', schema: text },
      {
        name: 'radius',
        in: 'query',
        description: 'metres from near',
        schema: { type: 'integer', minimum: 1, maximum: 100_000 },
      },
      {
        name: 'q',
        in: 'query',
        description: 'name, town, cuisine or keyword; one mistake in five letters is forgiven',
        schema: { type: 'string', maxLength: 100 },
      },
      {
        name: 'open',
        in: 'query',
        description:
          'now, or ISO 8601 (without an offset the time at the places): open then, or perhaps open',
        schema: text,
      },
      access,
      needs,
      {
        name: 'limit',
        in: 'query',
        description: 'places at most',
        schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
      },
    ],
    body: placesJsonSchema,
    errors: [400, 503],
  },
  {
    path: '/v1/places/{id}',
    summary: 'One place whole: every fact with status, source and date',
    parameters: [
      { name: 'id', in: 'path', description: 'stable id of the place', schema: text },
      access,
      needs,
    ],
    body: placeJsonSchema,
    errors: [400, 404, 503],
  },
];
