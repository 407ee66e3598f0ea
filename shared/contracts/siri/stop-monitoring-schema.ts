import * as z from 'zod/mini';
import { describe } from '../describe.ts';

/**
 * SIRI 2.0 StopMonitoring (CEN/TS 15531). The order of the keys is the order of the elements in the standard's
 * schema: the same value is written as XML and as SIRI Lite JSON.
 */

const time = () => describe(z.string(), "ISO 8601 with the agency's UTC offset");
const duration = () => describe(z.string(), 'ISO 8601 duration');

export const CALL_STATUSES = ['onTime', 'early', 'delayed', 'cancelled', 'noReport'] as const;

const monitoredCallSchema = z.object({
  StopPointRef: describe(z.string(), 'where it leaves from: on a station, the platform'),
  StopPointName: z.optional(z.string()),
  VehicleAtStop: z.optional(describe(z.literal(true), 'only where the vehicle reports standing there')),
  AimedDepartureTime: z.optional(time()),
  ExpectedDepartureTime: z.optional(describe(z.string(), 'only where it is known live')),
  DepartureStatus: z.optional(
    describe(
      z.enum(CALL_STATUSES),
      'noReport where nothing is known live; absent for a trip without schedule',
    ),
  ),
  DeparturePlatformName: z.optional(z.string()),
  AimedHeadwayInterval: z.optional(duration()),
});

const monitoredVehicleJourneySchema = z.object({
  LineRef: z.optional(z.string()),
  DirectionRef: z.optional(describe(z.string(), 'direction_id of the timetable')),
  FramedVehicleJourneyRef: z.object({
    DataFrameRef: describe(z.string(), 'service date, YYYY-MM-DD'),
    DatedVehicleJourneyRef: describe(
      z.string(),
      'trip_id; with the start time where a trip runs several times',
    ),
  }),
  PublishedLineName: z.optional(z.string()),
  OperatorRef: z.optional(
    describe(z.string(), 'National Operator Code where the timetable has it, else agency_id'),
  ),
  DestinationName: z.optional(z.string()),
  HeadwayService: z.optional(z.literal(true)),
  Monitored: describe(z.boolean(), 'false where only the timetable is known'),
  PredictionInaccurate: z.optional(describe(z.literal(true), 'the live data is older than 90 s')),
  DataSource: z.optional(
    describe(
      z.enum(['trip-update', 'vehicle-position']),
      "the operator's own time, or ours from where the bus is",
    ),
  ),
  ConfidenceLevel: z.optional(
    describe(z.literal('probablyReliable'), 'the bus makes another run first; else reliable'),
  ),
  VehicleLocation: z.optional(z.object({ Longitude: z.number(), Latitude: z.number() })),
  LocationRecordedAtTime: z.optional(time()),
  Occupancy: z.optional(z.enum(['full', 'seatsAvailable', 'standingAvailable'])),
  Delay: z.optional(duration()),
  VehicleRef: z.optional(z.string()),
  MonitoredCall: monitoredCallSchema,
});

const monitoredStopVisitSchema = z.object({
  RecordedAtTime: time(),
  ItemIdentifier: describe(z.string(), 'the same for the same departure in every answer'),
  MonitoringRef: z.string(),
  MonitoredVehicleJourney: monitoredVehicleJourneySchema,
});

const errorTextSchema = z.object({ ErrorText: z.string() });
const errorConditionSchema = z.object({
  CapabilityNotSupportedError: z.optional(errorTextSchema),
  InvalidDataReferencesError: z.optional(errorTextSchema),
  BeyondDataHorizon: z.optional(errorTextSchema),
  AllowedResourceUsageExceededError: z.optional(errorTextSchema),
  OtherError: z.optional(errorTextSchema),
  Description: z.string(),
});

export const stopMonitoringDeliverySchema = z.object({
  version: z.literal('2.0'),
  ResponseTimestamp: time(),
  RequestMessageRef: z.optional(z.string()),
  Status: z.boolean(),
  ErrorCondition: z.optional(errorConditionSchema),
  ValidUntil: z.optional(time()),
  ShortestPossibleCycle: z.optional(duration()),
  MonitoringRef: z.optional(z.string()),
  MonitoringName: z.optional(z.string()),
  MonitoredStopVisit: z.array(monitoredStopVisitSchema),
});

export const siriSchema = z.object({
  Siri: z.object({
    version: z.literal('2.0'),
    ServiceDelivery: z.object({
      ResponseTimestamp: time(),
      ProducerRef: z.string(),
      RequestMessageRef: z.optional(z.string()),
      Status: z.boolean(),
      StopMonitoringDelivery: z.array(stopMonitoringDeliverySchema),
    }),
  }),
});

export const checkStatusSchema = z.object({
  Siri: z.object({
    version: z.literal('2.0'),
    CheckStatusResponse: z.object({
      ResponseTimestamp: time(),
      ProducerRef: z.string(),
      RequestMessageRef: z.optional(z.string()),
      Status: z.literal(true),
    }),
  }),
});

export type CheckStatusJson = z.infer<typeof checkStatusSchema>;
export type SiriJson = z.infer<typeof siriSchema>;
export type StopMonitoringDelivery = z.infer<typeof stopMonitoringDeliverySchema>;
export type MonitoredStopVisit = z.infer<typeof monitoredStopVisitSchema>;
export type ErrorCondition = z.infer<typeof errorConditionSchema>;
