import type { LiveCall, LiveSnapshot, LiveTrip } from './live-snapshot.ts';
import { serviceDateToDays } from './service-day.ts';
import type { TripLookup } from './trip-lookup.ts';

/** The number in a new timetable of a run of an older one; undefined where it has none with the same stops that day. */
export type Renumber = (number: number, day: number) => number | undefined;

/** Trips are known by numbers that one version of a timetable gives them: by their ids they are found in the next. */
export function renumbering(older: TripLookup, newer: TripLookup): Renumber {
  const stopsOf = (lookup: TripLookup, number: number) => {
    const pattern = lookup.pattern(lookup.trip(number));
    return pattern.stops.map((_, i) => lookup.stopIdAt(pattern, i)).join('\n');
  };
  return (number, day) => {
    const { tripId, frequencies } = older.trip(number);
    const here = newer.tripNumber(tripId);
    if (here === undefined || stopsOf(older, number) !== stopsOf(newer, here)) return undefined;
    const trip = newer.trip(here);
    const isSameKind = (trip.frequencies === undefined) === (frequencies === undefined);
    return isSameKind && newer.runsOn(trip, day) ? here : undefined;
  };
}

/**
 * What was published with an older timetable, told of the runs of a new one. Runs that it has not are left out; what
 * departs stays where it was expected, whatever the new timetable has it scheduled for.
 */
export function renumberSnapshot(stored: LiveSnapshot, older: TripLookup, newer: TripLookup): LiveSnapshot {
  const renumber = renumbering(older, newer);
  const renumbered = (trip: LiveTrip): LiveTrip[] => {
    const { copyOf, ...rest } = trip;
    const day = serviceDateToDays(trip.serviceDate);
    const copied = copyOf === undefined ? undefined : renumber(copyOf, day);
    if (trip.trip < 0) return [{ ...rest, ...(copied !== undefined && { copyOf: copied }) }];
    const number = renumber(trip.trip, day);
    if (number === undefined) return [];
    const [was, is] = [
      older.instance(older.trip(trip.trip), day, trip.startSeconds),
      newer.instance(newer.trip(number), day, trip.startSeconds),
    ];
    const moved = (call: LiveCall): LiveCall => {
      if (call.delaySeconds === undefined) return call;
      const [then, now] = [was, is].map(
        ({ pattern, origin }) => origin + (pattern.departureOffsets[call.callIndex] ?? 0),
      ) as [number, number];
      return { ...call, delaySeconds: call.delaySeconds + then - now };
    };
    return [{ ...rest, trip: number, calls: trip.calls.map(moved) }];
  };
  return { ...stored, timetableVersion: newer.index.version, trips: stored.trips.flatMap(renumbered) };
}
