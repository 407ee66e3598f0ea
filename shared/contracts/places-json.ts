import * as z from 'zod/mini';
import { FACT_METHODS, FACT_STATUSES } from '../domain/places/fact.ts';
import { FACT_IDS, FACT_UNITS, type FactId } from '../domain/places/fact-dictionary.ts';
import { REASON_CODES, VERDICTS } from '../domain/places/fit.ts';
import { PLACE_KINDS } from '../domain/places/place.ts';
import { describe } from './describe.ts';
import { placeImageSchema, placeSchema } from './place-schema.ts';

/** Wire bodies of the public places API. The types of the mappers and the OpenAPI document come from here. */

const texts = () => describe(z.record(z.string(), z.string()), 'text by BCP 47 language');
const factId = z.enum(FACT_IDS as [FactId, ...FactId[]]);

export const fitJsonSchema = z.object({
  verdict: describe(
    z.enum(VERDICTS),
    'confirmed: every need is met by a fact; unconfirmed: something is not known; unsuitable: a fact speaks against it',
  ),
  reasons: z.array(
    z.object({
      fact: factId,
      code: z.enum(REASON_CODES),
      value: z.optional(describe(z.number(), "the place's measure, in the fact's unit")),
      needed: z.optional(describe(z.number(), "the visitor's measure")),
    }),
  ),
});

export const foundPlaceJsonSchema = z.object({
  id: z.string(),
  slug: z.string(),
  kind: z.enum(PLACE_KINDS),
  name: texts(),
  lat: z.number(),
  lon: z.number(),
  distance: z.nullable(describe(z.number(), 'metres from `near`')),
  open: describe(z.enum(['yes', 'no', 'unknown']), 'at the time asked for, else now'),
  fit: z.nullable(fitJsonSchema),
  licence: z.nullable(describe(z.string(), 'of the listing, SPDX name; null: the whole record says')),
});

export const placesJsonSchema = z.object({ places: z.array(foundPlaceJsonSchema) });

const factJsonSchema = z.object({
  status: z.enum(FACT_STATUSES),
  value: z.nullable(z.number()),
  unit: z.nullable(z.enum(FACT_UNITS)),
  note: z.nullable(texts()),
  source: z.nullable(z.object({ name: z.string(), url: z.nullable(z.string()) })),
  method: z.nullable(z.enum(FACT_METHODS)),
  verified: z.nullable(describe(z.string(), 'YYYY-MM-DD')),
  reviewBy: z.nullable(describe(z.string(), 'YYYY-MM-DD')),
  freshness: z.enum(['current', 'old', 'never-verified']),
  disputed: z.boolean(),
});
export type FactJson = z.infer<typeof factJsonSchema>;

/** A picture with the addresses at which it can be had. */
export const placeImageJsonSchema = z.extend(placeImageSchema, {
  renditions: describe(
    z.array(z.object({ url: z.string(), width: z.number(), height: z.number() })),
    'the smallest first; of one shape',
  ),
});
export type PlaceImageJson = z.infer<typeof placeImageJsonSchema>;

/** A place whole: every fact of the dictionary, unknown ones too. */
export const placeJsonSchema = z.extend(z.omit(placeSchema, { facts: true, images: true }), {
  images: z.array(placeImageJsonSchema),
  revision: describe(
    z.number(),
    'goes up with every change; one below that of changes.json is from before it',
  ),
  open: z.enum(['yes', 'no', 'unknown']),
  fit: z.nullable(fitJsonSchema),
  facts: z.record(factId, factJsonSchema),
});

export type FoundPlaceJson = z.infer<typeof foundPlaceJsonSchema>;
export type PlacesJson = z.infer<typeof placesJsonSchema>;
export type PlaceJson = z.infer<typeof placeJsonSchema>;
