import {
  daysToServiceDate,
  type EpochSeconds,
  formatGtfsTime,
  localDays,
  serviceDayStart,
} from '#shared/domain/transit/service-day.ts';
import { callTimes } from '../network/call-times.ts';
import { demoTimeZone } from '../network/demo-calendar.ts';
import type { TripInstance } from './trip-instances.ts';

/** An extra bus of line 21 from Bridgend to Broxden every forty minutes: in no timetable, only in the live feed. */
const everySeconds = 40 * 60;
export const extraTripHeadsign = 'Broxden Park and Ride';
const stops =
  '64801156 64801571 64801051 64801002 64801092 64802040 64802038 64801262 64804003 64801241 64802057 64801264 64802054'.split(
    ' ',
  );
const times = callTimes(stops);

export function extraTripsAround(now: EpochSeconds): readonly TripInstance[] {
  const slot = Math.floor(now / everySeconds);
  return [slot - 2, slot - 1, slot, slot + 1].map((number) => {
    const start = number * everySeconds + 120;
    const day = localDays(start, demoTimeZone);
    return {
      key: `extra-21-${number}`,
      tripId: `extra-21-${number}`,
      routeId: '21',
      directionId: 0,
      startDate: daysToServiceDate(day),
      startTime: formatGtfsTime(start - serviceDayStart(day, demoTimeZone)),
      relationship: 'ADDED',
      stops,
      timepoints: times.timepoints,
      arrivals: times.arrivals.map((offset) => start + offset),
      departures: times.departures.map((offset) => start + offset),
      story: 'steady',
      predicted: true,
      vehicleId: `demo-21-extra-${number % 3}`,
    };
  });
}
