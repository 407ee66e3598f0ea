import * as z from 'zod/mini';

/** Environment of the function. The stack's construct is typed by the same schema. */
export const configSchema = z.object({
  /** Name or ARN of the secret that the front sends along. */
  FRONT_SECRET_NAME: z.string().check(z.minLength(1)),
});
