import * as z from 'zod/mini';
import { FACT_METHODS, FACT_STATUSES } from '../domain/places/fact.ts';
import { PLACE_KINDS, type Place } from '../domain/places/place.ts';
import { IMAGE_SUBJECTS } from '../domain/places/place-image.ts';

const texts = z.record(z.string(), z.string());
const source = z.object({ name: z.string(), url: z.optional(z.string()) });

/**
 * A place as some version of this code has published it. Intake is strict; what was good once stays readable when
 * rules are tightened, and facts that this version does not know lie there unread.
 */
export const storedPlaceSchema: z.ZodMiniType<Place> = z.looseObject({
  id: z.string(),
  slug: z.string(),
  kind: z.enum(PLACE_KINDS),
  name: texts,
  description: texts,
  lat: z.number(),
  lon: z.number(),
  openingHours: z.optional(z.string()),
  servesCuisine: z.optional(z.array(z.string())),
  keywords: z.optional(z.array(z.string())),
  event: z.optional(
    z.object({ startDate: z.string(), endDate: z.string(), cancelled: z.optional(z.boolean()) }),
  ),
  facts: z.record(
    z.string(),
    z.object({
      status: z.enum(FACT_STATUSES),
      value: z.optional(z.number()),
      note: z.optional(texts),
      source: z.optional(source),
      method: z.optional(z.enum(FACT_METHODS)),
      verified: z.optional(z.string()),
      reviewBy: z.optional(z.string()),
      disputed: z.optional(z.boolean()),
    }),
  ),
  images: z.optional(
    z.array(
      z.looseObject({
        id: z.string(),
        width: z.number(),
        height: z.number(),
        alt: texts,
        decorative: z.boolean(),
        caption: z.optional(texts),
        credit: z.optional(z.string()),
        licence: z.optional(z.string()),
        shows: z.enum(IMAGE_SUBJECTS),
        takenOn: z.optional(z.string()),
      }),
    ),
  ),
  source: z.object({ name: z.string(), url: z.optional(z.string()), licence: z.string() }),
  dateModified: z.string(),
});
