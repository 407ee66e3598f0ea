import * as z from 'zod/mini';
import { DomainError } from '#shared/platform/domain-error.ts';

/** What the poll function answers, as far as the start needs it. */
const summarySchema = z.object({
  sources: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      lastError: z.nullable(z.object({ at: z.number(), message: z.string() })),
    }),
  ),
});

/** A server that is down may come back and a clock may catch up; a file that is no feed stays none. */
const passing = /^(HTTP [45]\d\d|request failed|no answer|header timestamp)/;

/**
 * Throws DomainError for the first source whose content cannot be read. `since` is when the poll began: an older
 * error is an earlier run's.
 */
export function checkFirstPoll(summary: unknown, since: number): void {
  for (const { id, url, lastError } of z.parse(summarySchema, summary).sources) {
    if (!lastError || lastError.at < since || passing.test(lastError.message)) continue;
    throw new DomainError('invalid-input', `real-time source ${id} (${url}): ${lastError.message}`);
  }
}
