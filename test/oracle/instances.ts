import { at } from './lists.ts';
import type { Call, Timetable, Trip } from './timetable.ts';

/** A call of an instance with its schedule as instants (epoch seconds). */
export interface ScheduledCall extends Call {
  scheduledArrival: number;
  scheduledDeparture: number;
}

/** M1: one running of a trip. For trips without exact times the schedule only tells distances. */
export interface Instance {
  key: string;
  trip: Trip;
  serviceDate: string;
  startTime: number | null;
  hasSchedule: boolean;
  calls: ScheduledCall[];
}

export function runsOn(timetable: Timetable, trip: Trip, date: string): boolean {
  return timetable.servicesOn(date).has(trip.serviceId);
}

/** T7: the start times of the instances with exact times. */
export function exactStarts(trip: Trip): number[] {
  const starts = new Set<number>();
  for (const { start, end, headway, exact } of trip.frequencies) {
    if (!exact) continue;
    for (let time = start; time < end; time += headway) starts.add(time);
  }
  return [...starts];
}

export function keyOf(tripId: string, serviceDate: string, startTime: number | null): string {
  return JSON.stringify([tripId, serviceDate, startTime]);
}

/** The trip as the timetable has it, or, with a start time, moved so that it starts then (T7, X3). */
export function makeInstance(
  timetable: Timetable,
  trip: Trip,
  serviceDate: string,
  startTime: number | null,
  hasSchedule: boolean,
): Instance {
  const shift = startTime === null ? 0 : startTime - at(trip.calls, 0).departure;
  const origin = timetable.zone.origin(serviceDate) + shift;
  return {
    key: keyOf(trip.id, serviceDate, startTime),
    trip,
    serviceDate,
    startTime,
    hasSchedule,
    calls: trip.calls.map((call) => ({
      ...call,
      scheduledArrival: origin + call.arrival,
      scheduledDeparture: origin + call.departure,
    })),
  };
}
