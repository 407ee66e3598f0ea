import * as z from 'zod/mini';
import { placesConfigJsonSchema } from '#shared/contracts/place-sources.ts';

/** Environment of the function. The stack's construct is typed by the same schema. */
export const configSchema = z.object({
  PLACES_TABLE_NAME: z.string().check(z.minLength(1)),
  // This check goes when index.ts hands an intake of drafts to the handler.
  PLACES: placesConfigJsonSchema.check(
    z.refine(
      ({ sources }) => sources.every(({ into }) => into !== 'drafts'),
      'a source is to become drafts, and nothing is there that takes them in',
    ),
  ),
  DYNAMODB_ENDPOINT: z.optional(z.string()),
  CLOCK_OFFSET_MS: z.optional(z.coerce.number()),
});
