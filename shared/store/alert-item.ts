import * as z from 'zod/mini';
import type { Alert } from '../domain/transit/live-snapshot.ts';

const translations = z.record(z.string(), z.string());
const direction = z.optional(z.union([z.literal(0), z.literal(1)]));

const selectorSchema = z.object({
  agencyId: z.optional(z.string()),
  routeId: z.optional(z.string()),
  routeType: z.optional(z.number()),
  directionId: direction,
  stopId: z.optional(z.string()),
  trip: z.optional(
    z.object({
      tripId: z.optional(z.string()),
      routeId: z.optional(z.string()),
      directionId: direction,
      startDate: z.optional(z.string()),
      startTime: z.optional(z.string()),
    }),
  ),
});

/** Alerts as they are stored, one list an area. */
export const alertsSchema = z.array(
  z.object({
    id: z.string(),
    cause: z.string(),
    effect: z.string(),
    severity: z.string(),
    header: translations,
    description: translations,
    spokenHeader: z.optional(translations),
    spokenDescription: z.optional(translations),
    url: translations,
    activePeriods: z.array(z.object({ start: z.nullable(z.number()), end: z.nullable(z.number()) })),
    selectors: z.array(selectorSchema),
    source: z.number(),
  }),
) as z.ZodMiniType<readonly Alert[]>;
