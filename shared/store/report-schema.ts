import * as z from 'zod/mini';
import { FACT_STATUSES } from '../domain/places/fact.ts';
import { isFactId } from '../domain/places/fact-dictionary.ts';
import type { OpenReport } from '../domain/reports/group-reports.ts';
import { DECISIONS, FINDINGS, REPORT_STATES, type Report } from '../domain/reports/report.ts';

/** A fact that the dictionary no longer has is the place as a whole: a report may outlive it. */
const fact = z.pipe(
  z.nullable(z.string()),
  z.transform((id) => (id !== null && isFactId(id) ? id : null)),
);

const shared = {
  id: z.string(),
  placeId: z.string(),
  placeName: z.string(),
  fact,
  finding: z.enum(FINDINGS),
  visited: z.nullable(z.string()),
  at: z.string(),
  state: z.enum(REPORT_STATES),
};

export const openReportSchema: z.ZodMiniType<OpenReport> = z.object(shared);

/** A report as it is stored. */
export const reportSchema: z.ZodMiniType<Report> = z.object({
  ...shared,
  words: z.nullable(z.string()),
  said: z.nullable(z.object({ status: z.enum(FACT_STATUSES), value: z.optional(z.number()) })),
  version: z.number(),
  decisions: z.array(
    z.object({
      decision: z.enum(DECISIONS),
      by: z.object({ subject: z.string(), name: z.string() }),
      at: z.string(),
      reason: z.nullable(z.string()),
    }),
  ),
});
