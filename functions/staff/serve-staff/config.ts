import * as z from 'zod/mini';
import { imagesAddressSchema } from '#shared/contracts/images-address.ts';
import { oidcSettingsJsonSchema } from '#shared/contracts/oidc-settings.ts';
import { placesConfigJsonSchema } from '#shared/contracts/place-sources.ts';

const named = z.string().check(z.minLength(1));

/** Environment of the function. The stack's construct is typed by the same schema. */
export const configSchema = z.object({
  LISTINGS_TABLE_NAME: named,
  AUDIT_TABLE_NAME: named,
  SESSIONS_TABLE_NAME: named,
  PLACES_TABLE_NAME: named,
  REPORTS_TABLE_NAME: named,
  PLACES: placesConfigJsonSchema,
  /** Where pictures are kept. */
  IMAGES: imagesAddressSchema,
  OIDC: oidcSettingsJsonSchema,
  /** Whether nobody may publish what they have written themselves. */
  TWO_PERSON_RULE: z.enum(['on', 'off']),
  /** Where buildAssets wrote its files and their manifest. */
  ASSETS_DIRECTORY: named,
  /** Scheme and host that staff see; without it, those of the gateway. */
  PUBLIC_ORIGIN: z.optional(z.string()),
  DYNAMODB_ENDPOINT: z.optional(z.string()),
  CLOCK_OFFSET_MS: z.optional(z.coerce.number()),
});
