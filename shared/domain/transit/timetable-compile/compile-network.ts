import { areaCountFor, assignAreas } from './assign-areas.ts';
import { type CallPatterns, headsignOf, pickupOf } from './call-patterns.ts';
import { compileTrips } from './compile-trips.ts';
import { type Grouping, groupRows } from './int-column.ts';
import type { NoticeLog } from './notice-log.ts';
import { type NumberedTrips, numberTrips } from './number-trips.ts';
import type { TimetableSource } from './timetable-source.ts';

/** All that stop items and the trip index are built from; without the rows of stop_times.txt. */
export interface Network {
  readonly source: Omit<TimetableSource, 'stopTimes'>;
  readonly patterns: CallPatterns;
  readonly trips: NumberedTrips;
  readonly callCount: number;
  readonly tripsOfPattern: Grouping;
  /** Pattern calls (places in the columns of `patterns`) at each stop. */
  readonly callsAtStop: Grouping;
  readonly patternOfCall: Uint32Array;
  /** By pattern call: what a call has of itself, as a number; equal numbers are equal in all but stop and trip. */
  readonly classOfCall: Uint32Array;
  readonly children: Grouping;
  readonly areaOf: Uint16Array;
  readonly areaCount: number;
}

/** Uses up `source.stopTimes`: its memory is given back. */
export function compileNetwork(source: TimetableSource, notices: NoticeLog): Network {
  const { stopTimes, ...kept } = source;
  const compiled = compileTrips(source, notices);
  stopTimes.release();
  const { patterns, callCount } = compiled;
  const trips = numberTrips(source, compiled);
  const patternOfCall = new Uint32Array(patterns.stops.length);
  for (let pattern = 0; pattern < patterns.count; pattern++) {
    patternOfCall.fill(pattern, patterns.start(pattern), patterns.end(pattern));
  }
  const stopCount = source.stops.length;
  const tripsOfPattern = groupRows(trips.count, patterns.count, (trip) => trips.patternOf[trip] as number);
  const callsAtStop = groupRows(patterns.stops.length, stopCount, (call) => patterns.stops.get(call));
  const parents = source.stops.map((stop) => stop.parent);
  // Group 0 is "no parent": children of station s are group s + 1.
  const children = groupRows(stopCount, stopCount + 1, (stop) => (parents[stop] as number) + 1);
  const areaCount = areaCountFor(callCount);
  return {
    source: kept,
    patterns,
    trips,
    callCount,
    tripsOfPattern,
    callsAtStop,
    patternOfCall,
    classOfCall: classifyCalls(patterns, patternOfCall, trips),
    children,
    areaOf: areasOfStops(source, { callsAtStop, tripsOfPattern, patternOfCall }, areaCount),
    areaCount,
  };
}

function classifyCalls(
  patterns: CallPatterns,
  patternOfCall: Uint32Array,
  trips: NumberedTrips,
): Uint32Array {
  const frequent = new Set<number>(); // patterns whose calls need their offset, for windows (rules T7, T8)
  for (let trip = 0; trip < trips.count; trip++) {
    if ((trips.classes[trips.classOf[trip] as number]?.windows ?? -1) >= 0) {
      frequent.add(trips.patternOf[trip] as number);
    }
  }
  const plain = new Map<number, number>();
  const withOffset = new Map<string, number>();
  let count = 0;
  const classes = new Uint32Array(patternOfCall.length);
  for (let call = 0; call < classes.length; call++) {
    const pattern = patternOfCall[call] as number;
    const position = call - patterns.start(pattern);
    const isLast = call + 1 === patterns.end(pattern) ? 1 : 0;
    const flags = patterns.flags.get(call);
    const key = ((headsignOf(flags) * 65_536 + position) * 4 + pickupOf(flags)) * 2 + isLast;
    let number: number | undefined;
    if (frequent.has(pattern)) {
      const long = `${key},${patterns.departures.get(call)}`;
      number = withOffset.get(long) ?? count++;
      withOffset.set(long, number);
    } else {
      number = plain.get(key);
      if (number === undefined) {
        number = count++;
        plain.set(key, number);
      }
    }
    classes[call] = number;
  }
  return classes;
}

function areasOfStops(
  source: TimetableSource,
  {
    callsAtStop,
    tripsOfPattern,
    patternOfCall,
  }: Pick<Network, 'callsAtStop' | 'tripsOfPattern' | 'patternOfCall'>,
  areaCount: number,
): Uint16Array {
  const groups: { lat: number | null; lon: number | null; weight: number }[] = [];
  const top = source.stops.map(({ parent }, i) => (parent >= 0 ? parent : i));
  const groupOf = new Map<number, number>();
  source.stops.forEach(({ stop }, i) => {
    if (top[i] === i) groupOf.set(i, groups.push({ lat: stop.lat, lon: stop.lon, weight: 0 }) - 1);
  });
  source.stops.forEach(({ stop }, i) => {
    const group = groups[groupOf.get(top[i] as number) ?? 0];
    if (!group) return;
    if (group.lat === null || group.lon === null) Object.assign(group, { lat: stop.lat, lon: stop.lon });
    for (let at = callsAtStop.starts[i] as number; at < (callsAtStop.starts[i + 1] as number); at++) {
      const pattern = patternOfCall[callsAtStop.order[at] as number] as number;
      group.weight +=
        (tripsOfPattern.starts[pattern + 1] as number) - (tripsOfPattern.starts[pattern] as number);
    }
  });
  const areas = assignAreas(groups, areaCount);
  return Uint16Array.from(top, (i) => areas[groupOf.get(i) ?? 0] as number);
}
