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
    const index = update.sequence === null ? byStop(calls, update, previous) : bySequence(calls, update);
    if (index === null) {
      discard('stop-not-on-trip');
      continue;
    }
    const stopId = at(calls, index).stopId;
    let namedStopId: string | null = null;
    if (update.sequence !== null && update.stopId !== null && update.stopId !== stopId) {
      if (!haveSameParent(timetable, stopId, update.stopId)) {
        discard('stop-does-not-match-sequence');
        continue;
      }
      namedStopId = update.stopId;
    }
    previous = index;
    if (matched.has(index)) discard('duplicate-stop-time-update');
    else matched.set(index, { update, namedStopId });
  }
  return matched;
}

/** A sequence that the trip does not have finds nothing; the stop beside it is not tried instead. */
function bySequence(calls: ScheduledCall[], update: StopTimeUpdate): number | null {
  const index = calls.findIndex((call) => call.sequence === update.sequence);
  return index < 0 ? null : index;
}

function byStop(calls: ScheduledCall[], update: StopTimeUpdate, previous: number): number | null {
  if (update.stopId === null) return null;
  const visits = calls.flatMap((call, index) => (call.stopId === update.stopId ? [index] : []));
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
