import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import { bearing, type Point, pointBetween } from '../network/geometry.ts';
import { naptanStop } from '../network/naptan-stops.ts';
import type { TripInstance } from './trip-instances.ts';
import type { TripRun } from './trip-run.ts';

export interface VehiclePlace extends Point {
  readonly bearing: number;
  /** Position in the trip of the call that it stands at or is on its way to. */
  readonly callIndex: number;
  readonly status: 'INCOMING_AT' | 'STOPPED_AT' | 'IN_TRANSIT_TO';
}

const incomingSeconds = 15;

/** Pulls away and comes to a stand gently. */
function eased(share: number): number {
  return share * share * (3 - 2 * share);
}

/** Where the bus is: at its first stop before it starts, at its last when it has arrived. */
export function placeOf(instance: TripInstance, run: TripRun, now: EpochSeconds): VehiclePlace {
  const last = instance.stops.length - 1;
  const pending = run.departures.findIndex((departure) => departure > now);
  const callIndex = pending < 0 ? last : pending;
  const here = naptanStop(instance.stops[callIndex] ?? '');
  const before = naptanStop(instance.stops[callIndex - 1] ?? here.atcoCode);
  const heading = naptanStop(instance.stops[callIndex + 1] ?? here.atcoCode);
  const arrival = run.arrivals[callIndex] ?? 0;
  if (callIndex === 0 || arrival <= now) {
    const direction = callIndex === last ? bearing(before, here) : bearing(here, heading);
    return { lat: here.lat, lon: here.lon, bearing: direction, callIndex, status: 'STOPPED_AT' };
  }
  const left = run.departures[callIndex - 1] ?? 0;
  const point = pointBetween(before, here, eased((now - left) / (arrival - left)));
  const status = arrival - now <= incomingSeconds ? 'INCOMING_AT' : 'IN_TRANSIT_TO';
  return { ...point, bearing: bearing(before, here), callIndex, status };
}
