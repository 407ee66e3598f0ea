import type { BoardTrip, UpdateFacts } from './board-trips.ts';
import { matchCalls } from './call-matching.ts';
import { type Instance, makeInstance } from './instances.ts';
import { at } from './lists.ts';
import { applyProperties, applyTripHeadsign, asScheduled, endBeforeSkippedTail } from './scheduled-trips.ts';
import type { Timetable, Trip } from './timetable.ts';

/** T8: a board trip for each window without exact times on a date. */
export function windowsOn(timetable: Timetable, trip: Trip, date: string): BoardTrip[] {
  return trip.frequencies
    .filter((frequency) => !frequency.exact)
    .map((frequency) => {
      const instance = makeInstance(timetable, trip, date, frequency.start, false);
      const board = asScheduled(timetable, instance);
      board.headway = frequency.headway;
      const origin = timetable.zone.origin(date);
      const first = at(trip.calls, 0).departure;
      for (const [index, visit] of board.visits.entries()) {
        const distance = at(trip.calls, index).departure - first;
        visit.scheduled = null;
        visit.window = {
          opens: origin + frequency.start + distance,
          closes: origin + frequency.end + distance,
        };
      }
      return board;
    });
}

/** The headway of the window without exact times that a start falls in. */
export function headwayAt(trip: Trip, startTime: number): number | null {
  const window = trip.frequencies.find(
    ({ start, end, exact }) => !exact && start <= startTime && startTime < end,
  );
  return window?.headway ?? null;
}

/** X4: a running of a trip without exact times; null when it has no rows. */
export function unscheduled(
  timetable: Timetable,
  instance: Instance,
  facts: UpdateFacts,
  discard: (reason: string) => void,
): BoardTrip | null {
  const { update } = facts;
  if (update.trip.relationship === 'CANCELED' || update.trip.relationship === 'DELETED') return null;
  const trip = asScheduled(timetable, instance);
  trip.update = facts;
  trip.headway = instance.startTime === null ? null : headwayAt(instance.trip, instance.startTime);
  const matched = matchCalls(timetable, instance.calls, update.stopTimeUpdates, discard);
  applyTripHeadsign(instance, update, trip);
  applyProperties(timetable, trip, matched, discard);
  for (const [index, visit] of trip.visits.entries()) {
    visit.scheduled = null;
    const stopTimeUpdate = matched.get(index)?.update;
    if (stopTimeUpdate?.relationship === 'SKIPPED') visit.status = 'not-stopping';
    if (stopTimeUpdate === undefined || ['SKIPPED', 'NO_DATA'].includes(stopTimeUpdate.relationship))
      continue;
    visit.expected = stopTimeUpdate.departure?.time ?? stopTimeUpdate.arrival?.time ?? null;
    if (visit.expected !== null) visit.status = 'live';
  }
  endBeforeSkippedTail(trip.visits);
  return trip;
}
