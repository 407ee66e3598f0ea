import * as z from 'zod/mini';
import { placesConfigJsonSchema } from '#shared/contracts/place-sources.ts';

const named = z.string().check(z.minLength(1));

/** Environment of the function. The stack's construct is typed by the same schema. */
export const configSchema = z.object({
  PLACES_TABLE_NAME: named,
  PLACES: placesConfigJsonSchema,
  REPORTS_TABLE_NAME: named,
  /** Where buildAssets wrote its files and their manifest. */
  ASSETS_DIRECTORY: named,
  /** Whom to ask who cannot use a page: a sentence with a phone number or a place. */
  HELP_TEXT: z.optional(z.string()),
  /** Scheme and host that visitors see; without it, those of the gateway. */
  PUBLIC_ORIGIN: z.optional(z.string()),
  DYNAMODB_ENDPOINT: z.optional(z.string()),
  CLOCK_OFFSET_MS: z.optional(z.coerce.number()),
});
