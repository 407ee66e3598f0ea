import * as z from 'zod/mini';
import { imagesAddressSchema } from '#shared/contracts/images-address.ts';
import { placesConfigJsonSchema } from '#shared/contracts/place-sources.ts';

/** Environment of the function. The stack's construct is typed by the same schema. */
export const configSchema = z.object({
  PLACES_TABLE_NAME: z.string().check(z.minLength(1)),
  PLACES: placesConfigJsonSchema,
  IMAGES: imagesAddressSchema,
  /** Scheme and host that visitors see; without it, those of the gateway. */
  PUBLIC_ORIGIN: z.optional(z.string()),
  DYNAMODB_ENDPOINT: z.optional(z.string()),
  CLOCK_OFFSET_MS: z.optional(z.coerce.number()),
});
