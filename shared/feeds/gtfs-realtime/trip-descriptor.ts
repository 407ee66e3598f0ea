import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import type { LiveCall, LiveTrip } from '../../domain/transit/live-snapshot.ts';
import { formatGtfsTime } from '../../domain/transit/service-day.ts';
import type { TripIndex, Tristate } from '../../domain/transit/timetable.ts';

const { TripDescriptor, VehicleDescriptor } = GtfsRealtimeBindings.transit_realtime;
export const Relationship = TripDescriptor.ScheduleRelationship;
type ITripDescriptor = GtfsRealtimeBindings.transit_realtime.ITripDescriptor;
type IVehicleDescriptor = GtfsRealtimeBindings.transit_realtime.IVehicleDescriptor;

/** Calls that are skipped one by one, until none is left, may each say more (rule S11). */
const isMerelyCancelled = ({ state, headsign, pickupType, occupancy }: LiveCall) =>
  state === 'cancelled' && headsign === undefined && pickupType === undefined && occupancy === undefined;

/** In which way a live trip differs from the timetable, in the words of the specification. */
export function relationshipOf(trip: LiveTrip): number {
  if (trip.kind === 'extra') return trip.copyOf === undefined ? Relationship.NEW : Relationship.DUPLICATED;
  if (trip.kind === 'update') {
    return trip.calls.length > 0 && trip.calls.every(isMerelyCancelled)
      ? Relationship.CANCELED
      : Relationship.SCHEDULED;
  }
  if (trip.source === null || trip.headwaySeconds !== null) return Relationship.UNSCHEDULED;
  return trip.route === null ? Relationship.DELETED : Relationship.REPLACEMENT;
}

/** The trip under the ids of its own feed. A trip that is in no timetable goes by its own id. */
export function descriptorOf(trip: LiveTrip, index: TripIndex): ITripDescriptor {
  const known = index.trips[trip.trip];
  const routeId = trip.route ? trip.route.routeId : index.routes[known?.route ?? -1]?.routeId;
  const directionId = known ? known.directionId : trip.directionId;
  return {
    tripId: known?.tripId ?? trip.tripId,
    startDate: trip.serviceDate,
    ...(trip.startSeconds !== null && { startTime: formatGtfsTime(trip.startSeconds) }),
    ...(routeId && { routeId }),
    ...(directionId !== null && { directionId }),
    scheduleRelationship: relationshipOf(trip),
  };
}

const wheelchairValues: Readonly<Record<Tristate, number>> = {
  unknown: VehicleDescriptor.WheelchairAccessible.UNKNOWN,
  yes: VehicleDescriptor.WheelchairAccessible.WHEELCHAIR_ACCESSIBLE,
  no: VehicleDescriptor.WheelchairAccessible.WHEELCHAIR_INACCESSIBLE,
};

/** undefined where nothing is known of the vehicle. */
export function vehicleDescriptorOf({ vehicle, wheelchair }: LiveTrip): IVehicleDescriptor | undefined {
  if (!vehicle?.id && !vehicle?.label && wheelchair === null) return undefined;
  return {
    ...(vehicle?.id && { id: vehicle.id }),
    ...(vehicle?.label && { label: vehicle.label }),
    ...(wheelchair !== null && { wheelchairAccessible: wheelchairValues[wheelchair] }),
  };
}
