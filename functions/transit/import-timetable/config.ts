import * as z from 'zod/mini';
import { networkJsonSchema } from '#shared/contracts/network.ts';

/** Environment of the function. The stack's construct is typed by the same schema. */
export const configSchema = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  NETWORK: networkJsonSchema,
  DYNAMODB_ENDPOINT: z.optional(z.string()),
  CLOCK_OFFSET_MS: z.optional(z.coerce.number()),
});
