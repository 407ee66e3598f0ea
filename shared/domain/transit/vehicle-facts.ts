import type { ResolvedTrip } from './extra-trip.ts';
import type { Occupancy, Vehicle } from './live-snapshot.ts';
import type { VehicleDescriptor, VehiclePosition } from './realtime-message.ts';
import type { EpochSeconds } from './service-day.ts';
import type { InstanceCalls, TripLookup } from './trip-lookup.ts';

/** Rule V2: (0, 0) is a receiver without a fix, not a place. */
export function isPosition({ lat, lon }: { readonly lat: number; readonly lon: number }): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && !(lat === 0 && lon === 0);
}

/** Rule V3: a vehicle that is named but not located. */
export function vehicleFromUpdate(
  vehicle: VehicleDescriptor | undefined,
  asOf: EpochSeconds,
): Vehicle | null {
  if (vehicle?.id === undefined && vehicle?.label === undefined) return null;
  return { id: vehicle.id ?? null, label: vehicle.label ?? null, lat: null, lon: null, asOf };
}

/** Rules V1-V6: what a vehicle position adds to the trip it is on. */
export function vehicleFacts(
  vehicle: VehiclePosition,
  asOf: EpochSeconds,
  feedTimestamp: EpochSeconds,
  trip: ResolvedTrip,
  instance: InstanceCalls | undefined,
  lookup: TripLookup,
): {
  readonly vehicle: Vehicle | null;
  readonly occupancy: Occupancy | null;
  readonly standingAt: number | undefined;
} {
  const position = vehicle.position && isPosition(vehicle.position) ? vehicle.position : undefined;
  return {
    vehicle:
      position || vehicle.vehicle?.id !== undefined || vehicle.vehicle?.label !== undefined
        ? {
            id: vehicle.vehicle?.id ?? null,
            label: vehicle.vehicle?.label ?? null,
            lat: position?.lat ?? null,
            lon: position?.lon ?? null,
            asOf,
          }
        : null,
    occupancy: hasLeftFirstStop(vehicle, feedTimestamp, trip, instance) ? (vehicle.occupancy ?? null) : null,
    standingAt: vehicle.status === 'STOPPED_AT' ? callOfVehicle(vehicle, trip, instance, lookup) : undefined,
  };
}

/** Rule V5: passengers of the trip before say nothing about this one. */
function hasLeftFirstStop(
  vehicle: VehiclePosition,
  feedTimestamp: EpochSeconds,
  trip: ResolvedTrip,
  instance: InstanceCalls | undefined,
): boolean {
  const firstSequence = instance?.pattern.stopSequences[0];
  if (vehicle.currentStopSequence !== undefined && firstSequence !== undefined) {
    return vehicle.currentStopSequence > firstSequence;
  }
  const first = trip.calls.find((call) => call.callIndex === 0);
  const departs =
    first?.expected ??
    first?.scheduled ??
    (trip.kind === 'update' && instance ? instance.origin + (first?.delaySeconds ?? 0) : undefined);
  return departs !== undefined && departs <= feedTimestamp;
}

/** Rule V6. */
function callOfVehicle(
  vehicle: VehiclePosition,
  trip: ResolvedTrip,
  instance: InstanceCalls | undefined,
  lookup: TripLookup,
): number | undefined {
  if (vehicle.currentStopSequence !== undefined && instance) {
    const callIndex = instance.pattern.stopSequences.indexOf(vehicle.currentStopSequence);
    return callIndex < 0 ? undefined : callIndex;
  }
  if (vehicle.stopId === undefined) return undefined;
  const listed = trip.calls.find((call) => call.stopId === vehicle.stopId);
  if (listed || !instance) return listed?.callIndex;
  const callIndex = instance.pattern.stops.findIndex(
    (_, i) => lookup.stopIdAt(instance.pattern, i) === vehicle.stopId,
  );
  return callIndex < 0 ? undefined : callIndex;
}
