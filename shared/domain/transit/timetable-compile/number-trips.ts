import type { FrequencyWindow } from '../timetable.ts';
import { headsignOf } from './call-patterns.ts';
import type { CompiledTrips } from './compile-trips.ts';
import type { TimetableSource } from './timetable-source.ts';
import { type FramedTripIds, frameTripIds } from './trip-id-column.ts';

/** What trips of one kind share; calls refer to it. */
export interface TripClass {
  readonly route: number;
  readonly service: number;
  readonly direction: -1 | 0 | 1;
  readonly headsign: number;
  readonly wheelchair: number;
  /** Index into windowLists, -1 for a trip without frequencies. */
  readonly windows: number;
}

/** The trips of a version by their numbers: dense, in the order that packs best. */
export interface NumberedTrips {
  readonly count: number;
  /** Source trip of each number. */
  readonly sourceOf: Uint32Array;
  readonly patternOf: Uint32Array;
  readonly firstDepartureOf: Int32Array;
  readonly classOf: Uint32Array;
  readonly classes: readonly TripClass[];
  readonly ids: FramedTripIds;
  readonly windowLists: readonly (readonly FrequencyWindow[])[];
}

/**
 * Numbers the trips that were taken by route, direction, headsign, service and time of day: at any stop, trips in
 * the order of their numbers then come in long runs of one kind at growing times.
 */
export function numberTrips(source: TimetableSource, compiled: CompiledTrips): NumberedTrips {
  const { patternOf, firstDepartureOf, patterns } = compiled;
  const headsigns = source.trips.map((trip, i) => {
    const pattern = patternOf[i] as number;
    if (trip.headsign !== 0 || pattern < 0) return trip.headsign;
    const last = source.stops[patterns.stops.get(patterns.end(pattern) - 1)]?.stop; // rule T10
    return source.headsigns.intern(last?.name ?? '', last?.names ?? null);
  });
  const taken = source.trips.map((_, i) => i).filter((i) => (patternOf[i] as number) >= 0);
  const trip = (i: number) => source.trips[i] as TimetableSource['trips'][number];
  taken.sort((i, j) => {
    const [a, b] = [trip(i), trip(j)];
    return (
      a.route - b.route ||
      a.direction - b.direction ||
      (headsigns[i] as number) - (headsigns[j] as number) ||
      a.service - b.service ||
      (firstDepartureOf[i] as number) - (firstDepartureOf[j] as number) ||
      (a.tripId < b.tripId ? -1 : 1)
    );
  });

  const windowLists: (readonly FrequencyWindow[])[] = [];
  const windowNumbers = new Map<string, number>();
  const windowsOf = (i: number): number => {
    const list = source.windows.get(i);
    if (!list) return -1;
    const key = JSON.stringify(list);
    const known = windowNumbers.get(key) ?? windowLists.push(list) - 1;
    windowNumbers.set(key, known);
    return known;
  };

  const classes: TripClass[] = [];
  const classNumbers = new Map<string, number>();
  const classOf = Uint32Array.from(taken, (i) => {
    const { route, service, direction, wheelchair } = trip(i);
    const headsign = headsigns[i] as number;
    const windows = windowsOf(i);
    const key = `${route},${service},${direction},${headsign},${wheelchair},${windows}`;
    let number = classNumbers.get(key);
    if (number === undefined) {
      number = classes.push({ route, service, direction, headsign, wheelchair, windows }) - 1;
      classNumbers.set(key, number);
    }
    return number;
  });
  return {
    count: taken.length,
    sourceOf: Uint32Array.from(taken),
    patternOf: Uint32Array.from(taken, (i) => patternOf[i] as number),
    firstDepartureOf: Int32Array.from(taken, (i) => firstDepartureOf[i] as number),
    classOf,
    classes,
    ids: frameTripIds(taken.map((i) => trip(i).tripId)),
    windowLists,
  };
}

/** Headsign of a call: its own, else its trip's (rule T10). */
export const callHeadsign = (flags: number, tripClass: TripClass): number =>
  headsignOf(flags) || tripClass.headsign;
