import * as z from 'zod/mini';
import { describe } from './describe.ts';
import { importFactsSchema, importNoticeSchema } from './import-report.ts';

/** Wire bodies of the public transit API. The types of the mappers and the OpenAPI document come from here. */

const time = () => describe(z.string(), "ISO 8601 with the agency's UTC offset, to the second");
const tristate = z.enum(['yes', 'no', 'unknown']);
const texts = () =>
  describe(z.record(z.string(), z.string()), 'text by BCP 47 language, `und` where the source names none');

export const stopJsonSchema = z.object({
  id: z.string(),
  code: z.nullable(z.string()),
  name: z.string(),
  indicator: z.nullable(z.string()),
  lat: z.nullable(z.number()),
  lon: z.nullable(z.number()),
  wheelchairBoarding: tristate,
  parentStation: z.nullable(z.string()),
});

export const foundStopJsonSchema = z.extend(stopJsonSchema, {
  distance: z.optional(describe(z.number(), 'metres from `near`')),
});

export const stopsJsonSchema = z.object({ stops: z.array(foundStopJsonSchema) });

export const departureJsonSchema = z.object({
  tripId: z.string(),
  serviceDate: describe(z.string(), 'YYYYMMDD'),
  startTime: z.optional(describe(z.string(), 'HH:MM:SS, only for frequency-based trips')),
  routeId: z.nullable(describe(z.string(), 'null where an extra trip names no route')),
  line: z.string(),
  headsign: z.string(),
  operator: z.string(),
  platform: z.nullable(z.string()),
  scheduled: z.nullable(time()),
  expected: z.nullable(time()),
  delaySeconds: z.nullable(z.int()),
  status: z.enum(['scheduled', 'live', 'cancelled', 'not-stopping']),
  source: z.enum(['timetable', 'trip-update', 'vehicle-position']),
  extra: z.optional(describe(z.literal(true), 'only for trips that are not in the timetable')),
  headwaySeconds: z.optional(describe(z.int(), 'only for frequency-based trips without exact times')),
  wheelchair: tristate,
  occupancy: z.nullable(describe(z.string(), 'GTFS-realtime OccupancyStatus')),
  vehicle: z.nullable(
    z.object({
      id: z.nullable(z.string()),
      label: z.nullable(z.string()),
      lat: z.nullable(z.number()),
      lon: z.nullable(z.number()),
      asOf: time(),
    }),
  ),
});

export const alertJsonSchema = z.object({
  id: z.string(),
  cause: describe(z.string(), 'GTFS-realtime Cause'),
  effect: describe(z.string(), 'GTFS-realtime Effect'),
  severity: describe(z.string(), 'GTFS-realtime SeverityLevel'),
  header: texts(),
  description: texts(),
  url: z.nullable(z.string()),
  activePeriods: z.array(z.object({ start: z.nullable(time()), end: z.nullable(time()) })),
});

export const departuresJsonSchema = z.object({
  stop: stopJsonSchema,
  asOf: describe(time(), 'the time the board is true for'),
  realtime: z.object({
    state: z.enum(['live', 'stale', 'none']),
    asOf: z.nullable(describe(time(), 'time of the newest data used')),
  }),
  departures: z.array(departureJsonSchema),
  alerts: z.array(alertJsonSchema),
});

export const alertsJsonSchema = z.object({ alerts: z.array(alertJsonSchema) });

export const realtimeJsonSchema = z.object({
  sources: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      state: z.enum(['live', 'stale', 'failing', 'never']),
      feedTimestamp: z.nullable(time()),
      ageSeconds: z.nullable(z.int()),
      lastSuccess: z.nullable(time()),
      lastError: z.nullable(z.object({ at: time(), message: z.string() })),
      entities: z.object({ tripUpdates: z.int(), vehicles: z.int(), alerts: z.int() }),
      matched: z.object({ tripUpdates: z.nullable(z.number()), vehicles: z.nullable(z.number()) }),
      discarded: z.array(z.object({ reason: z.string(), count: z.int() })),
    }),
  ),
});

export const timetableJsonSchema = z.object({
  feeds: z.array(
    z.extend(importFactsSchema, {
      id: z.string(),
      importedAt: time(),
      warnings: describe(z.array(importNoticeSchema), 'the first of each kind'),
    }),
  ),
});

export const healthJsonSchema = z.object({ status: z.literal('ok') });

/** RFC 9457. */
export const problemJsonSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
});

export type StopJson = z.infer<typeof stopJsonSchema>;
export type FoundStopJson = z.infer<typeof foundStopJsonSchema>;
export type DepartureJson = z.infer<typeof departureJsonSchema>;
export type DeparturesJson = z.infer<typeof departuresJsonSchema>;
export type AlertJson = z.infer<typeof alertJsonSchema>;
export type RealtimeJson = z.infer<typeof realtimeJsonSchema>;
export type TimetableJson = z.infer<typeof timetableJsonSchema>;
