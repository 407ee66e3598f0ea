import * as z from 'zod/mini';
import { DomainError } from '#shared/platform/domain-error.ts';

/** What the poll function answers, as far as the start needs it. */
const summarySchema = z.object({
  sources: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      lastSuccess: z.nullable(z.number()),
      lastError: z.nullable(z.object({ at: z.number(), message: z.string() })),
    }),
  ),
});

/** A server that is down may come back and a clock may catch up; a file that is no feed stays none. */
const passing = /^(HTTP [45]\d\d|request failed|no answer|header timestamp)/;

/**
 * Throws DomainError for the first source whose content this poll, between `began` and `ended`, could not read. What
 * the state says of other times is an earlier run's, perhaps under another clock.
 */
export function checkFirstPoll(summary: unknown, began: number, ended: number): void {
  const thisPoll = (instant: number | undefined | null) =>
    typeof instant === 'number' && instant >= began && instant <= ended;
  for (const { id, url, lastSuccess, lastError } of z.parse(summarySchema, summary).sources) {
    if (!lastError || !thisPoll(lastError.at) || thisPoll(lastSuccess)) continue;
    if (passing.test(lastError.message)) continue;
    throw new DomainError('invalid-input', `real-time source ${id} (${url}): ${lastError.message}`);
  }
}
