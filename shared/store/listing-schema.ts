import * as z from 'zod/mini';
import { LISTING_ACTIONS, LISTING_STATES, type Listing } from '../domain/listings/listing.ts';
import type { ListingRow } from '../domain/listings/listing-row.ts';
import { REPORT_ACTIONS } from '../domain/reports/report.ts';

const actor = z.object({ subject: z.string(), name: z.string() });

/** A listing as it is stored. */
export const listingSchema: z.ZodMiniType<Listing> = z.object({
  id: z.string(),
  version: z.number(),
  state: z.enum(LISTING_STATES),
  fields: z.record(z.string(), z.string()),
  publicVersion: z.nullable(z.number()),
  editors: z.array(z.string()),
  comment: z.nullable(z.string()),
  publishAt: z.nullable(z.string()),
  publishUntil: z._default(z.nullable(z.string()), null),
  unpublishAt: z.nullable(z.string()),
  owners: z.array(z.string()),
  changedBy: actor,
  changedAt: z.string(),
});

export const listingRowSchema: z.ZodMiniType<ListingRow> = z.object({
  id: z.string(),
  version: z.number(),
  state: z.enum(LISTING_STATES),
  publicVersion: z.nullable(z.number()),
  owners: z.array(z.string()),
  publishAt: z.nullable(z.string()),
  unpublishAt: z.nullable(z.string()),
  changedAt: z.string(),
  name: z.string(),
  nameLanguage: z.optional(z.string()),
  kind: z.nullable(z.string()),
  slug: z.nullable(z.string()),
  changedBy: z.string(),
  reviewBy: z.nullable(z.string()),
});

export const listingActionSchema = z.enum(LISTING_ACTIONS);

/** Something that was done, as the audit keeps it. */
export const auditEventSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  actor,
  action: z.union([
    listingActionSchema,
    z.enum(['signed-in', 'signed-out', 'sign-in-refused', 'signed-out-everywhere', 'exported']),
    z.enum(REPORT_ACTIONS),
  ]),
  listingId: z.nullable(z.string()),
  version: z.nullable(z.number()),
  /** Name of the listing, or what else says which thing it was. */
  what: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;
