import type { BoardTrip, VehicleFacts, Visit } from './board-trips.ts';
import type { VehicleDescription } from './realtime-files.ts';
import type { Zone } from './service-days.ts';
import type { Tristate } from './timetable.ts';

export interface VehicleJson {
  id: string | null;
  label: string | null;
  lat: number | null;
  lon: number | null;
  asOf: string;
}

/** V2: why a vehicle adds nothing at an instant, if so. */
export function vehicleFault(time: number, now: number): string | null {
  if (now - time > 300) return 'vehicle-stale';
  return time - now > 60 ? 'vehicle-in-future' : null;
}

/** V2 */
export function isOnEarth(position: { lat: number; lon: number }): boolean {
  const { lat, lon } = position;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && !(lat === 0 && lon === 0);
}

/** V1, V3. A vehicle that has no id, no label and no position is none. */
export function vehicleOf(trip: BoardTrip, zone: Zone): VehicleJson | null {
  if (trip.vehicle !== null) {
    const { position, time } = trip.vehicle;
    const place = position.position !== null && isOnEarth(position.position) ? position.position : null;
    return describe(position.vehicle, place, zone.iso(time));
  }
  if (trip.update === null) return null;
  const { update, feedTimestamp } = trip.update;
  return describe(update.vehicle, null, zone.iso(update.timestamp ?? feedTimestamp));
}

function describe(
  vehicle: VehicleDescription | null,
  place: { lat: number; lon: number } | null,
  asOf: string,
): VehicleJson | null {
  const id = vehicle?.id ?? null;
  const label = vehicle?.label ?? null;
  if (id === null && label === null && place === null) return null;
  return { id, label, lat: place?.lat ?? null, lon: place?.lon ?? null, asOf };
}

/** V4 */
export function wheelchairOf(trip: BoardTrip): Tristate {
  const said = [trip.vehicle?.position.vehicle?.wheelchair, trip.update?.update.vehicle?.wheelchair];
  for (const value of said) {
    if (value === 'WHEELCHAIR_ACCESSIBLE') return 'yes';
    if (value === 'WHEELCHAIR_INACCESSIBLE') return 'no';
    if (value === 'UNKNOWN') return 'unknown';
  }
  return trip.wheelchair;
}

/** V5. A sequence alone decides, but for trips whose own calls have none to compare it with. */
export function occupancyOf(trip: BoardTrip, visit: Visit): string | null {
  let occupancy = visit.occupancy;
  if (occupancy === null && trip.vehicle !== null && hasLeftFirstStop(trip, trip.vehicle))
    occupancy = trip.vehicle.position.occupancy;
  return occupancy === 'NO_DATA_AVAILABLE' ? null : occupancy;
}

function hasLeftFirstStop(trip: BoardTrip, vehicle: VehicleFacts): boolean {
  const first = trip.visits[0];
  if (first === undefined) return false;
  const sequence = vehicle.position.stopSequence;
  if (sequence !== null && first.sequence !== null) return sequence > first.sequence;
  const departure = first.expected ?? first.scheduled;
  return departure !== null && departure <= vehicle.feedTimestamp;
}

/** V6. A stop visited several times is the visit nearest to the time of the position. */
export function standsAt(trip: BoardTrip): Visit | null {
  if (trip.vehicle === null || trip.vehicle.position.status !== 'STOPPED_AT') return null;
  const { position, time } = trip.vehicle;
  if (position.stopSequence !== null)
    return trip.visits.find((visit) => visit.sequence === position.stopSequence) ?? null;
  if (position.stopId === null) return null;
  let nearest: Visit | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const visit of trip.visits) {
    const departure = visit.expected ?? visit.scheduled;
    if (visit.stopId !== position.stopId || departure === null) continue;
    if (Math.abs(departure - time) < least) {
      nearest = visit;
      least = Math.abs(departure - time);
    }
  }
  return nearest;
}
