import * as z from 'zod/mini';
import { networkJsonSchema } from '#shared/contracts/network.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { VariableReader } from './source-request.ts';

/** Environment of the function. The stack's construct is typed by the same schema. */
export const configSchema = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  NETWORK: networkJsonSchema,
  DYNAMODB_ENDPOINT: z.optional(z.string()),
  CLOCK_OFFSET_MS: z.optional(z.coerce.number()),
});

/** Reads the variables that sources name as `env:NAME`, when they are asked for: the schema cannot know them. */
export function variableReader(environment = process.env): VariableReader {
  return (name) => {
    const value = environment[name];
    if (!value) throw new DomainError('configuration', `environment variable ${name} is not set`);
    return value;
  };
}
