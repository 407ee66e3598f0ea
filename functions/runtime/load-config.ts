import * as z from 'zod/mini';
import { DomainError } from '#shared/platform/domain-error.ts';

/** Reads a function's environment by its schema, once, at start. Throws DomainError `configuration`, naming the variable. */
export function loadConfig<T extends z.ZodMiniType>(schema: T, environment = process.env): z.output<T> {
  const parsed = z.safeParse(schema, environment);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new DomainError('configuration', `environment variable ${issue?.path.join('.')}: ${issue?.message}`);
}
