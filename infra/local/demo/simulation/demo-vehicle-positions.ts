import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { pseudoRandom } from '../network/pseudo-random.ts';
import type { DemoTraffic, MovingTrip } from './demo-traffic.ts';
import { tripDescriptor, vehicleDescriptor } from './demo-trip-updates.ts';
import type { FeedEntity } from './feed-entity.ts';
import { placeOf } from './vehicle-place.ts';

const { VehiclePosition } = GtfsRealtimeBindings.transit_realtime;

/** A bus stands at its first stop for some minutes before it starts. */
const waitingSeconds = 15 * 60;

/** Which lines have passenger counters. */
const counted = new Set(['21', '30', 'P1']);

function occupancy({ instance }: MovingTrip, callIndex: number) {
  if (!counted.has(instance.routeId)) return {};
  const Status = VehiclePosition.OccupancyStatus;
  // Fills up towards the middle of the trip and empties again.
  const share = callIndex / (instance.stops.length - 1);
  const load = pseudoRandom(`load ${instance.key}`) * 0.5 + Math.sin(Math.PI * share) * 0.6;
  if (load < 0.45) return { occupancyStatus: Status.MANY_SEATS_AVAILABLE };
  if (load < 0.8) return { occupancyStatus: Status.FEW_SEATS_AVAILABLE };
  if (load < 1) return { occupancyStatus: Status.STANDING_ROOM_ONLY };
  return { occupancyStatus: Status.FULL };
}

export function demoVehiclePositions({ now, moving }: DemoTraffic): FeedEntity[] {
  return moving
    .filter(({ instance }) => (instance.departures[0] ?? 0) - waitingSeconds <= now)
    .map((trip) => {
      const { instance, run } = trip;
      const place = placeOf(instance, run, now);
      return {
        id: `vehicle-${instance.key}`,
        vehicle: {
          trip: tripDescriptor(instance),
          vehicle: vehicleDescriptor(instance),
          position: { latitude: place.lat, longitude: place.lon, bearing: place.bearing },
          currentStopSequence: place.callIndex + 1,
          stopId: instance.stops[place.callIndex] ?? '',
          currentStatus: VehiclePosition.VehicleStopStatus[place.status],
          timestamp: now,
          ...occupancy(trip, place.callIndex),
        },
      };
    });
}
