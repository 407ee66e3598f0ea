import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import type { LiveCall, LiveTrip } from '../../domain/transit/live-snapshot.ts';
import type { EpochSeconds } from '../../domain/transit/service-day.ts';
import type { TripIndex } from '../../domain/transit/timetable.ts';
import { occupancyValue } from './occupancy-value.ts';
import { descriptorOf, vehicleDescriptorOf } from './trip-descriptor.ts';

const { VehicleStopStatus } = GtfsRealtimeBindings.transit_realtime.VehiclePosition;
type IVehiclePosition = GtfsRealtimeBindings.transit_realtime.IVehiclePosition;

/** Where the vehicle stands; said only where it has reported so itself. */
function standing(trip: LiveTrip, call: LiveCall, index: TripIndex): IVehiclePosition {
  const pattern = trip.kind === 'update' ? index.patterns[index.trips[trip.trip]?.pattern ?? -1] : undefined;
  const stopId = call.stopId ?? index.stops[pattern?.stops[call.callIndex] ?? -1]?.id;
  return {
    currentStatus: VehicleStopStatus.STOPPED_AT,
    ...(pattern && { currentStopSequence: pattern.stopSequences[call.callIndex] ?? 0 }),
    ...(stopId !== undefined && { stopId }),
  };
}

/** What the vehicle of a trip has reported of itself. undefined where it has said nothing. */
export function writeVehiclePosition(
  trip: LiveTrip,
  index: TripIndex,
  newest: EpochSeconds,
): IVehiclePosition | undefined {
  const { vehicle, occupancy } = trip;
  const standingAt = trip.calls.find((call) => call.standing);
  if (trip.vehicleSource === null || (!vehicle && occupancy === null && !standingAt)) return undefined;
  // Rule P6: a bus that is to make this run after another is there under the other.
  if (trip.source === null && vehicle?.lat === null && trip.calls.some(({ state }) => state === 'live'))
    return undefined;
  const descriptor = vehicleDescriptorOf(trip);
  return {
    trip: descriptorOf(trip, index),
    ...(descriptor && { vehicle: descriptor }),
    ...(vehicle?.lat != null &&
      vehicle.lon !== null && { position: { latitude: vehicle.lat, longitude: vehicle.lon } }),
    ...(standingAt && standing(trip, standingAt, index)),
    ...(occupancy !== null && { occupancyStatus: occupancyValue(occupancy) }),
    timestamp: Math.min(vehicle?.asOf ?? newest, newest),
  };
}
