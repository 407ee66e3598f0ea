import { PLACE_KINDS } from '../domain/places/place.ts';
import { changesJsonSchema } from './open-data/changes-json.ts';
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
    summary:
      'One place whole: every fact with status, source and date; `source` names the licence. 410: it was listed and is not any more',
    parameters: [
      { name: 'id', in: 'path', description: 'stable id of the place', schema: text },
      access,
      needs,
    ],
    body: placeJsonSchema,
    errors: [400, 404, 410, 503],
  },
  {
    path: '/open-data/changes.json',
    summary:
      'What has changed in the open data, oldest first, of each place the last change alone. Who does what it says, starting from the files of /open-data or from nothing, has what they have',
    parameters: [
      {
        name: 'since',
        in: 'query',
        description:
          '`next` of the answer before, the address that the last page of a file names as rel="monitor", or ISO 8601 (without an offset the time at the places); without it everything',
        schema: text,
      },
      {
        name: 'limit',
        in: 'query',
        description: 'changes at most; the Link header names the next page',
        schema: { type: 'integer', minimum: 1, maximum: 1_000, default: 1_000 },
      },
    ],
    body: changesJsonSchema,
    errors: [400, 503],
  },
];
