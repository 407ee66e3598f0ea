import * as z from 'zod/mini';
import { FACT_STATUSES } from '../domain/places/fact.ts';
import { PLACE_KINDS } from '../domain/places/place.ts';
import type { PlaceSummary } from '../domain/places/place-summary.ts';

const interval = z.object({ from: z.number(), to: z.number(), uncertain: z.optional(z.boolean()) });

const fact = z.object({
  status: z.enum(FACT_STATUSES),
  value: z.optional(z.number()),
  verified: z.optional(z.string()),
  reviewBy: z.optional(z.string()),
  disputed: z.optional(z.boolean()),
});

export const publicationSchema = z.object({ version: z.number(), at: z.number() });

/** A summary as some version of this code has stored it: facts that this one does not know are carried along. */
export const placeSummarySchema: z.ZodMiniType<PlaceSummary> = z.looseObject({
  id: z.string(),
  slug: z.string(),
  revision: z.object({ number: z.number(), digest: z.string() }),
  origin: z.string(),
  published: z.optional(publicationSchema),
  licence: z.optional(z.string()),
  imageIds: z.optional(z.array(z.string())),
  kind: z.enum(PLACE_KINDS),
  name: z.record(z.string(), z.string()),
  lat: z.number(),
  lon: z.number(),
  addressLocality: z.optional(z.string()),
  servesCuisine: z.optional(z.array(z.string())),
  keywords: z.optional(z.array(z.string())),
  isAccessibleForFree: z.optional(z.boolean()),
  event: z.optional(
    z.object({ startDate: z.string(), endDate: z.string(), cancelled: z.optional(z.boolean()) }),
  ),
  invented: z.optional(z.boolean()),
  openingHours: z.optional(z.string()),
  facts: z.record(z.string(), fact),
  opening: z.nullable(
    z.object({ firstDay: z.string(), patterns: z.array(z.array(interval)), days: z.string() }),
  ),
});
