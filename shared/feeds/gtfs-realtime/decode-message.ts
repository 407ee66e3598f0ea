import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { OCCUPANCY_STATUSES, type Occupancy } from '../../domain/transit/live-snapshot.ts';
import type {
  RealtimeMessage,
  StopEvent,
  StopTimeUpdate,
  TripDescriptor,
  TripRelationship,
  TripUpdate,
  VehicleDescriptor,
  VehiclePosition,
} from '../../domain/transit/realtime-message.ts';
import { parseGtfsTime } from '../../domain/transit/service-day.ts';
import type { PickupType } from '../../domain/transit/timetable.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { decodeAlert } from './decode-alert.ts';
import { refuseOversize } from './message-size.ts';
import { presentInstant, presentNumber, presentString } from './presence.ts';
import { type FeedEntity, readFeedMessage } from './read-feed-message.ts';

const { FeedHeader } = GtfsRealtimeBindings.transit_realtime;
type Bindings = typeof GtfsRealtimeBindings.transit_realtime;

const tripRelationships: Readonly<Record<number, TripRelationship>> = {
  0: 'SCHEDULED',
  1: 'ADDED',
  2: 'UNSCHEDULED',
  3: 'CANCELED',
  5: 'REPLACEMENT',
  6: 'DUPLICATED',
  7: 'DELETED',
  8: 'NEW',
};
const stopRelationships: Readonly<Record<number, StopTimeUpdate['relationship']>> = {
  0: 'SCHEDULED',
  1: 'SKIPPED',
  2: 'NO_DATA',
  3: 'UNSCHEDULED',
};
const vehicleStatuses: Readonly<Record<number, NonNullable<VehiclePosition['status']>>> = {
  0: 'INCOMING_AT',
  1: 'STOPPED_AT',
  2: 'IN_TRANSIT_TO',
};

function occupancyOf(holder: object, field: string): Occupancy | null | undefined {
  const value = presentNumber(holder, field);
  if (value === undefined) return undefined;
  if (value === 7) return null; // NO_DATA_AVAILABLE
  return OCCUPANCY_STATUSES[value === 8 ? 7 : value] ?? null;
}

function descriptorOf(trip: object): TripDescriptor {
  const direction = presentNumber(trip, 'directionId');
  return {
    tripId: presentString(trip, 'tripId'),
    routeId: presentString(trip, 'routeId'),
    directionId: direction === 0 || direction === 1 ? direction : undefined,
    startDate: presentString(trip, 'startDate'),
    startSeconds: parseGtfsTime(presentString(trip, 'startTime') ?? ''),
    relationship: tripRelationships[presentNumber(trip, 'scheduleRelationship') ?? 0] ?? 'SCHEDULED',
  };
}

function eventOf(event: object | null | undefined): StopEvent | undefined {
  if (!event) return undefined;
  return {
    time: presentInstant(event, 'time'),
    delay: presentNumber(event, 'delay'),
    scheduledTime: presentInstant(event, 'scheduledTime'),
  };
}

function vehicleOf(vehicle: object | null | undefined): VehicleDescriptor | undefined {
  if (!vehicle) return undefined;
  const wheelchair = presentNumber(vehicle, 'wheelchairAccessible');
  return {
    id: presentString(vehicle, 'id'),
    label: presentString(vehicle, 'label'),
    wheelchair: wheelchair === 1 ? 'unknown' : wheelchair === 2 ? 'yes' : wheelchair === 3 ? 'no' : undefined,
  };
}

function stopTimeUpdateOf(update: InstanceType<Bindings['TripUpdate']['StopTimeUpdate']>): StopTimeUpdate {
  const properties = update.stopTimeProperties;
  const pickup = properties ? presentNumber(properties, 'pickupType') : undefined;
  return {
    stopSequence: presentNumber(update, 'stopSequence'),
    stopId: presentString(update, 'stopId'),
    arrival: eventOf(update.arrival),
    departure: eventOf(update.departure),
    relationship: stopRelationships[presentNumber(update, 'scheduleRelationship') ?? 0] ?? 'SCHEDULED',
    assignedStopId: properties ? presentString(properties, 'assignedStopId') : undefined,
    stopHeadsign: properties ? presentString(properties, 'stopHeadsign') : undefined,
    pickupType: pickup !== undefined && pickup >= 0 && pickup <= 3 ? (pickup as PickupType) : undefined,
    departureOccupancy: occupancyOf(update, 'departureOccupancyStatus'),
  };
}

function tripUpdateOf(entityId: string, update: NonNullable<FeedEntity['tripUpdate']>): TripUpdate {
  const properties = update.tripProperties;
  return {
    entityId,
    trip: descriptorOf(update.trip),
    vehicle: vehicleOf(update.vehicle),
    timestamp: presentInstant(update, 'timestamp'),
    delay: presentNumber(update, 'delay'),
    stopTimeUpdates: (update.stopTimeUpdate ?? []).map((stop) =>
      stopTimeUpdateOf(stop as InstanceType<Bindings['TripUpdate']['StopTimeUpdate']>),
    ),
    properties: properties
      ? {
          tripId: presentString(properties, 'tripId'),
          startDate: presentString(properties, 'startDate'),
          startSeconds: parseGtfsTime(presentString(properties, 'startTime') ?? ''),
          headsign: presentString(properties, 'tripHeadsign'),
        }
      : undefined,
  };
}

function bearingOf(position: object): number | undefined {
  if (!Object.hasOwn(position, 'bearing')) return undefined;
  const { bearing } = position as { readonly bearing?: unknown };
  return typeof bearing === 'number' && bearing > 0 && bearing <= 360 ? bearing : undefined;
}

function vehiclePositionOf(vehicle: NonNullable<FeedEntity['vehicle']>): VehiclePosition {
  return {
    trip: vehicle.trip ? descriptorOf(vehicle.trip) : undefined,
    vehicle: vehicleOf(vehicle.vehicle),
    position: vehicle.position
      ? { lat: vehicle.position.latitude, lon: vehicle.position.longitude }
      : undefined,
    bearing: vehicle.position ? bearingOf(vehicle.position) : undefined,
    currentStopSequence: presentNumber(vehicle, 'currentStopSequence'),
    stopId: presentString(vehicle, 'stopId'),
    status: vehicleStatuses[presentNumber(vehicle, 'currentStatus') ?? -1],
    timestamp: presentInstant(vehicle, 'timestamp'),
    occupancy: occupancyOf(vehicle, 'occupancyStatus'),
  };
}

function headerTimestamp(header: object): number | null {
  const given = presentNumber(header, 'timestamp') ?? 0;
  if (given === 0) return null;
  const timestamp = presentInstant(header, 'timestamp');
  if (timestamp === undefined)
    throw new DomainError('upstream', `header timestamp ${given} is no POSIX time in seconds`);
  return timestamp;
}

/**
 * Decodes one FeedMessage (protobuf, GTFS-realtime 2.0).
 * @throws DomainError `upstream` when the bytes are no such message, or the message is DIFFERENTIAL, which no
 * version of the specification defines. Entities marked is_deleted are left out and counted.
 */
export function decodeRealtimeMessage(bytes: Uint8Array): RealtimeMessage {
  refuseOversize(bytes);
  const tripUpdates: TripUpdate[] = [];
  const vehicles: VehiclePosition[] = [];
  const alerts = new Map<string, RealtimeMessage['alerts'][number]>();
  const discarded: Record<string, number> = {};
  const discard = (reason: string) => {
    discarded[reason] = (discarded[reason] ?? 0) + 1;
  };
  const header = readFeedMessage(bytes, (entity) => {
    if (entity.isDeleted) discard('entity-deleted');
    else if (!entity.tripUpdate && !entity.vehicle && !entity.alert) discard('entity-without-content');
    else {
      if (entity.tripUpdate)
        tripUpdates.push(tripUpdateOf(entity.id, entity.tripUpdate as NonNullable<FeedEntity['tripUpdate']>));
      if (entity.vehicle) {
        const vehicle = vehiclePositionOf(entity.vehicle as NonNullable<FeedEntity['vehicle']>);
        // The feed's own time would make an old position new.
        if (vehicle.timestamp === undefined && (presentNumber(entity.vehicle, 'timestamp') ?? 0) !== 0)
          discard('vehicle-timestamp-invalid');
        else vehicles.push(vehicle);
      }
      if (entity.alert) {
        if (alerts.has(entity.id)) discard('duplicate-alert-id');
        alerts.set(entity.id, decodeAlert(entity.id, entity.alert, discard));
      }
    }
  });
  if (header.incrementality === FeedHeader.Incrementality.DIFFERENTIAL) {
    throw new DomainError('upstream', 'incrementality DIFFERENTIAL is not supported; FULL_DATASET is needed');
  }
  return {
    timestamp: headerTimestamp(header),
    tripUpdates,
    vehicles,
    alerts: [...alerts.values()],
    closures: [],
    discarded,
  };
}
