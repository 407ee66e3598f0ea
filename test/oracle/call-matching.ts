import type { ScheduledCall } from './instances.ts';
import { at } from './lists.ts';
import type { StopTimeUpdate } from './realtime-files.ts';
import type { Timetable } from './timetable.ts';

export interface MatchedCall {
  update: StopTimeUpdate;
  /** The stop that the feed names beside the sequence, where it is another platform of the same station. */
  namedStopId: string | null;
}

/** M8, M9: the stop time updates by the index of the call that they speak of. */
export function matchCalls(
  timetable: Timetable,
  calls: ScheduledCall[],
  updates: StopTimeUpdate[],
  discard: (reason: string) => void,
): Map<number, MatchedCall> {
  const matched = new Map<number, MatchedCall>();
  let previous = -1;
  for (const update of updates) {
    const found =
      update.sequence === null
        ? byStop(calls, update, previous)
        : bySequence(timetable, calls, update.sequence, update.stopId, update);
    if ('discarded' in found) {
      discard(found.discarded);
      continue;
    }
    const { index, namedStopId } = found;
    previous = index;
    if (matched.has(index)) discard('duplicate-stop-time-update');
    else matched.set(index, { update, namedStopId });
  }
  return matched;
}

type Found = { index: number; namedStopId: string | null } | { discarded: string };

/**
 * The stop beside a sequence may be another platform of the station; else it may beat the sequence, as it may
 * where the trip does not have that sequence.
 */
function bySequence(
  timetable: Timetable,
  calls: ScheduledCall[],
  sequence: number,
  stopId: string | null,
  update: StopTimeUpdate,
): Found {
  const index = calls.findIndex((call) => call.sequence === sequence);
  if (index < 0) {
    if (stopId === null || visitsTo(calls, stopId).length === 0) return { discarded: 'stop-not-on-trip' };
    return byStopInstead(calls, stopId, update);
  }
  const usualStopId = at(calls, index).stopId;
  if (stopId === null || stopId === usualStopId) return { index, namedStopId: null };
  if (haveSameParent(timetable, usualStopId, stopId)) return { index, namedStopId: stopId };
  return byStopInstead(calls, stopId, update);
}

/** The stop beats its sequence where it is visited once and the update does not have it served 10 minutes early. */
function byStopInstead(calls: ScheduledCall[], stopId: string, update: StopTimeUpdate): Found {
  const visits = visitsTo(calls, stopId);
  if (visits.length !== 1) return { discarded: 'stop-does-not-match-sequence' };
  const call = at(calls, at(visits, 0));
  for (const [event, scheduled] of [
    [update.arrival, call.scheduledArrival],
    [update.departure, call.scheduledDeparture],
  ] as const) {
    if (!event) continue;
    const late = typeof event.time === 'number' ? event.time - scheduled : event.delay;
    if (typeof late === 'number' && late < -600) return { discarded: 'stop-does-not-match-sequence' };
  }
  return { index: at(visits, 0), namedStopId: null };
}

function byStop(calls: ScheduledCall[], update: StopTimeUpdate, previous: number): Found {
  const index = indexByStop(calls, update, previous);
  return index === null ? { discarded: 'stop-not-on-trip' } : { index, namedStopId: null };
}

/** The indexes of the calls at a stop. */
function visitsTo(calls: ScheduledCall[], stopId: string): number[] {
  return calls.flatMap((call, index) => (call.stopId === stopId ? [index] : []));
}

function indexByStop(calls: ScheduledCall[], update: StopTimeUpdate, previous: number): number | null {
  if (update.stopId === null) return null;
  const visits = visitsTo(calls, update.stopId);
  if (visits.length <= 1) return visits[0] ?? null;
  const later = visits.filter((index) => index > previous);
  const distances = later.map((index) => distanceToSchedule(at(calls, index), update));
  let best = 0;
  distances.forEach((distance, position) => {
    if (distance !== null && distance < (distances[best] ?? 0)) best = position;
  });
  return later[best] ?? null;
}

/** How far the absolute time of an update is from the schedule; the arrival is asked before the departure. */
export function distanceToSchedule(call: ScheduledCall, update: StopTimeUpdate): number | null {
  if (typeof update.arrival?.time === 'number') return Math.abs(update.arrival.time - call.scheduledArrival);
  if (typeof update.departure?.time === 'number')
    return Math.abs(update.departure.time - call.scheduledDeparture);
  return null;
}

function haveSameParent(timetable: Timetable, stopId: string, otherId: string): boolean {
  const parent = timetable.stops.get(stopId)?.parentId ?? null;
  return parent !== null && timetable.stops.get(otherId)?.parentId === parent;
}
