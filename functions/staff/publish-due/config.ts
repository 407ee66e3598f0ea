import * as z from 'zod/mini';
import { placesConfigJsonSchema } from '#shared/contracts/place-sources.ts';

const named = z.string().check(z.minLength(1));

/** Environment of the function. The stack's construct is typed by the same schema. */
export const configSchema = z.object({
  LISTINGS_TABLE_NAME: named,
  AUDIT_TABLE_NAME: named,
  PLACES_TABLE_NAME: named,
  PLACES: placesConfigJsonSchema,
  DYNAMODB_ENDPOINT: z.optional(z.string()),
  CLOCK_OFFSET_MS: z.optional(z.coerce.number()),
});
