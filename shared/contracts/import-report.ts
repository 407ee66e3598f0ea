import * as z from 'zod/mini';

/** What an import says of the records it did not take, as it is stored and as GET /v1/timetable tells it. */
const severitySchema = z.enum(['rejected', 'warning']);

export const importTotalSchema = z.object({
  severity: severitySchema,
  file: z.string(),
  reason: z.string(),
  count: z.int(),
});

export const importNoticeSchema = z.object({
  severity: severitySchema,
  file: z.string(),
  line: z.nullable(z.int()),
  field: z.nullable(z.string()),
  reason: z.string(),
  message: z.string(),
});

/** What the stored report and the answer have in common. */
export const importFactsSchema = z.object({
  version: z.string(),
  publisher: z.nullable(z.string()),
  feedVersion: z.nullable(z.string()),
  /** Records taken, by file. */
  counts: z.record(z.string(), z.int()),
  validity: z.object({ from: z.nullable(z.string()), to: z.nullable(z.string()) }),
  totals: z.array(importTotalSchema),
});
