import { readFileSync } from 'node:fs';
import bindings from 'gtfs-realtime-bindings';
import { parseGtfsTime } from './service-days.ts';

const { transit_realtime: rt } = bindings;

export interface TripDescription {
  tripId: string | null;
  routeId: string | null;
  directionId: number | null;
  startTime: string | null;
  startDate: string | null;
  relationship: string;
}

export interface VehicleDescription {
  id: string | null;
  label: string | null;
  wheelchair: string | null;
}

export interface StopTimeEvent {
  delay: number | null;
  time: number | null;
  scheduledTime: number | null;
}

export interface StopTimeUpdate {
  sequence: number | null;
  stopId: string | null;
  arrival: StopTimeEvent | null;
  departure: StopTimeEvent | null;
  relationship: string;
  occupancy: string | null;
  assignedStopId: string | null;
  headsign: string | null;
  pickupType: number | null;
}

export interface TripUpdate {
  entityId: string;
  trip: TripDescription;
  vehicle: VehicleDescription | null;
  stopTimeUpdates: StopTimeUpdate[];
  timestamp: number | null;
  delay: number | null;
  properties: {
    tripId: string | null;
    startDate: string | null;
    startTime: string | null;
    headsign: string | null;
  };
}

export interface VehiclePosition {
  trip: TripDescription | null;
  vehicle: VehicleDescription | null;
  position: { lat: number; lon: number } | null;
  stopSequence: number | null;
  stopId: string | null;
  status: string | null;
  timestamp: number | null;
  occupancy: string | null;
}

export interface Selector {
  agencyId: string | null;
  routeId: string | null;
  routeType: number | null;
  directionId: number | null;
  stopId: string | null;
  trip: TripDescription | null;
}

export type Texts = Record<string, string>;

export interface Alert {
  id: string;
  periods: { start: number | null; end: number | null }[];
  selectors: Selector[];
  cause: string;
  effect: string;
  severity: string;
  header: Texts;
  description: Texts;
  url: Texts;
}

export interface Feed {
  timestamp: number | null;
  tripUpdates: TripUpdate[];
  vehicles: VehiclePosition[];
  alerts: Alert[];
}

/** The value of an optional field, or null when the message does not carry it. */
function field<M extends object, K extends keyof M>(message: M, name: K): NonNullable<M[K]> | null {
  return Object.hasOwn(message, name) ? (message[name] ?? null) : null;
}

/** An empty string counts as not given (M2). */
function text(value: string | null): string | null {
  return value === '' ? null : value;
}

/** A time of day that is none counts as not given (M2). */
function timeText(value: string | null): string | null {
  return parseGtfsTime(value) === null ? null : value;
}

/** 64 bit numbers; 0 counts as not given. */
function instant(value: unknown): number | null {
  const seconds = value === null || value === undefined ? 0 : Number(String(value));
  return seconds > 0 ? seconds : null;
}

/** The name of an enum value; one that this version does not know counts as not given. */
function enumName(names: object, value: number | null): string | null {
  if (value === null) return null;
  const found = Object.entries(names).find(([, number]) => number === value);
  return found?.[0] ?? null;
}

/** Entities marked as deleted are left out: they say nothing in a full dataset. */
export function readFeed(path: string): Feed {
  const message = rt.FeedMessage.decode(readFileSync(path));
  const feed: Feed = {
    timestamp: instant(message.header.timestamp),
    tripUpdates: [],
    vehicles: [],
    alerts: [],
  };
  for (const entity of message.entity) {
    if (entity.isDeleted) continue;
    if (entity.tripUpdate) feed.tripUpdates.push(readTripUpdate(entity.id, entity.tripUpdate));
    if (entity.vehicle) feed.vehicles.push(readVehicle(entity.vehicle));
    if (entity.alert) feed.alerts.push(readAlert(entity.id, entity.alert));
  }
  return feed;
}

type Descriptor = import('gtfs-realtime-bindings').transit_realtime.ITripDescriptor;
type Vehicle = import('gtfs-realtime-bindings').transit_realtime.IVehicleDescriptor;
type Update = import('gtfs-realtime-bindings').transit_realtime.ITripUpdate;
type Event = import('gtfs-realtime-bindings').transit_realtime.TripUpdate.IStopTimeEvent;
type StopUpdate = import('gtfs-realtime-bindings').transit_realtime.TripUpdate.IStopTimeUpdate;
type Position = import('gtfs-realtime-bindings').transit_realtime.IVehiclePosition;
type AlertMessage = import('gtfs-realtime-bindings').transit_realtime.IAlert;
type Translated = import('gtfs-realtime-bindings').transit_realtime.ITranslatedString;

function readTrip(message: Descriptor): TripDescription {
  const relationship = enumName(
    rt.TripDescriptor.ScheduleRelationship,
    field(message, 'scheduleRelationship'),
  );
  return {
    tripId: text(field(message, 'tripId')),
    routeId: text(field(message, 'routeId')),
    directionId: field(message, 'directionId'),
    startTime: timeText(field(message, 'startTime')),
    startDate: text(field(message, 'startDate')),
    relationship: relationship ?? 'SCHEDULED',
  };
}

function readVehicleDescriptor(message: Vehicle): VehicleDescription {
  return {
    id: text(field(message, 'id')),
    label: text(field(message, 'label')),
    wheelchair: enumName(rt.VehicleDescriptor.WheelchairAccessible, field(message, 'wheelchairAccessible')),
  };
}

function readTripUpdate(entityId: string, message: Update): TripUpdate {
  const properties = message.tripProperties ?? {};
  return {
    entityId,
    trip: readTrip(message.trip),
    vehicle: message.vehicle ? readVehicleDescriptor(message.vehicle) : null,
    stopTimeUpdates: (message.stopTimeUpdate ?? []).map(readStopTimeUpdate),
    timestamp: instant(field(message, 'timestamp')),
    delay: field(message, 'delay'),
    properties: {
      tripId: text(field(properties, 'tripId')),
      startDate: text(field(properties, 'startDate')),
      startTime: text(field(properties, 'startTime')),
      headsign: text(field(properties, 'tripHeadsign')),
    },
  };
}

function readStopTimeUpdate(message: StopUpdate): StopTimeUpdate {
  const properties = message.stopTimeProperties ?? {};
  const relationships = rt.TripUpdate.StopTimeUpdate.ScheduleRelationship;
  return {
    sequence: field(message, 'stopSequence'),
    stopId: text(field(message, 'stopId')),
    arrival: message.arrival ? readEvent(message.arrival) : null,
    departure: message.departure ? readEvent(message.departure) : null,
    relationship: enumName(relationships, field(message, 'scheduleRelationship')) ?? 'SCHEDULED',
    occupancy: enumName(rt.VehiclePosition.OccupancyStatus, field(message, 'departureOccupancyStatus')),
    assignedStopId: text(field(properties, 'assignedStopId')),
    headsign: text(field(properties, 'stopHeadsign')),
    pickupType: field(properties, 'pickupType'),
  };
}

function readEvent(message: Event): StopTimeEvent {
  return {
    delay: field(message, 'delay'),
    time: instant(field(message, 'time')),
    scheduledTime: instant(field(message, 'scheduledTime')),
  };
}

function readVehicle(message: Position): VehiclePosition {
  return {
    trip: message.trip ? readTrip(message.trip) : null,
    vehicle: message.vehicle ? readVehicleDescriptor(message.vehicle) : null,
    position: message.position ? { lat: message.position.latitude, lon: message.position.longitude } : null,
    stopSequence: field(message, 'currentStopSequence'),
    stopId: text(field(message, 'stopId')),
    status: enumName(rt.VehiclePosition.VehicleStopStatus, field(message, 'currentStatus')),
    timestamp: instant(field(message, 'timestamp')),
    occupancy: enumName(rt.VehiclePosition.OccupancyStatus, field(message, 'occupancyStatus')),
  };
}

function readAlert(id: string, message: AlertMessage): Alert {
  return {
    id,
    periods: (message.activePeriod ?? []).map((period) => ({
      start: instant(period.start),
      end: instant(period.end),
    })),
    selectors: (message.informedEntity ?? []).map((selector) => ({
      agencyId: text(field(selector, 'agencyId')),
      routeId: text(field(selector, 'routeId')),
      routeType: field(selector, 'routeType'),
      directionId: field(selector, 'directionId'),
      stopId: text(field(selector, 'stopId')),
      trip: selector.trip ? readTrip(selector.trip) : null,
    })),
    cause: enumName(rt.Alert.Cause, field(message, 'cause')) ?? 'UNKNOWN_CAUSE',
    effect: enumName(rt.Alert.Effect, field(message, 'effect')) ?? 'UNKNOWN_EFFECT',
    severity: enumName(rt.Alert.SeverityLevel, field(message, 'severityLevel')) ?? 'UNKNOWN_SEVERITY',
    header: readTexts(message.headerText),
    description: readTexts(message.descriptionText),
    url: readTexts(message.url),
  };
}

/** A5. Of several texts in one language the last that is not empty counts. */
function readTexts(message: Translated | null | undefined): Texts {
  const texts: Texts = {};
  for (const translation of message?.translation ?? []) {
    if (translation.text !== '') texts[translation.language || 'und'] = translation.text;
  }
  return texts;
}
