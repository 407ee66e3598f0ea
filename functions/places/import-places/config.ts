import * as z from 'zod/mini';
import { placesConfigJsonSchema } from '#shared/contracts/place-sources.ts';

/** Environment of the function. The stack's construct is typed by the same schema. */
export const configSchema = z.object({
  PLACES_TABLE_NAME: z.string().check(z.minLength(1)),
  /** Where drafts go, of sources that are to become drafts, and who is told of it. */
  LISTINGS_TABLE_NAME: z.string().check(z.minLength(1)),
  AUDIT_TABLE_NAME: z.string().check(z.minLength(1)),
  PLACES: placesConfigJsonSchema,
  DYNAMODB_ENDPOINT: z.optional(z.string()),
  CLOCK_OFFSET_MS: z.optional(z.coerce.number()),
});
