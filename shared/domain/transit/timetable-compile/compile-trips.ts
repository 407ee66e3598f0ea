import { CallPatterns, type TripCalls } from './call-patterns.ts';
import { groupRows } from './int-column.ts';
import { interpolateTimes } from './interpolate.ts';
import type { NoticeLog } from './notice-log.ts';
import type { TimetableSource } from './timetable-source.ts';

const STOP_TIMES = 'stop_times.txt';
/** A position must fit 16 bits where calls are sorted; the longest real trips have some hundreds. */
const MAX_CALLS = 65_535;

export interface CompiledTrips {
  readonly patterns: CallPatterns;
  /** By source trip; -1 for a trip that is not taken. */
  readonly patternOf: Int32Array;
  readonly firstDepartureOf: Int32Array;
  /** Rows of stop_times.txt that are in the timetable. */
  readonly callCount: number;
}

function tripCalls(capacity: number): TripCalls {
  const column = () => new Int32Array(capacity);
  return {
    count: 0,
    stops: column(),
    sequences: column(),
    arrivals: column(),
    departures: column(),
    flags: column(),
  };
}

/** Brings each trip's rows into order, fills open times (T5), and finds the pattern it follows. */
export function compileTrips(source: TimetableSource, notices: NoticeLog): CompiledTrips {
  const { stopTimes: rows, trips } = source;
  const { starts, order } = groupRows(rows.length, trips.length, (row) => rows.trips.get(row));
  const patterns = new CallPatterns();
  const patternOf = new Int32Array(trips.length).fill(-1);
  const firstDepartureOf = new Int32Array(trips.length);
  let capacity = 256;
  let calls = tripCalls(capacity);
  let callCount = 0;

  const place = (row: number, field: string) => ({ file: STOP_TIMES, line: rows.lines.lineOf(row), field });

  const rejectTrip = (trip: number, own: Uint32Array, reason: string, why: string) => {
    const { tripId, line } = trips[trip] as TimetableSource['trips'][number];
    notices.rejected({ file: 'trips.txt', line, field: 'trip_id' }, reason, () => `Trip ${tripId} ${why}.`);
    for (const row of own) {
      notices.rejected(place(row, 'trip_id'), 'trip-rejected', () => `Its trip ${tripId} ${why}.`);
    }
  };

  for (let trip = 0; trip < trips.length; trip++) {
    const own = order.subarray(starts[trip], starts[trip + 1]);
    if (own.length === 0) {
      rejectTrip(trip, own, 'trip-without-calls', 'has no usable record in stop_times.txt');
      continue;
    }
    if (own.length > MAX_CALLS) {
      rejectTrip(trip, own, 'trip-too-long', `has more than ${MAX_CALLS} calls`);
      continue;
    }
    if (own.length > capacity) {
      capacity = own.length * 2;
      calls = tripCalls(capacity);
    }
    sortBySequence(own, rows);
    calls.count = 0;
    for (const row of own) {
      const sequence = rows.sequences.get(row);
      if (calls.count > 0 && calls.sequences[calls.count - 1] === sequence) {
        notices.rejected(
          place(row, 'stop_sequence'),
          'duplicate-stop-sequence',
          () => `Trip ${trips[trip]?.tripId} has stop_sequence ${sequence} already.`,
        );
        continue;
      }
      const at = calls.count++;
      calls.stops[at] = rows.stops.get(row);
      calls.sequences[at] = sequence;
      calls.arrivals[at] = rows.arrivals.get(row);
      calls.departures[at] = rows.departures.get(row);
      calls.flags[at] = rows.flags.get(row);
    }
    if (!interpolateTimes(calls.arrivals, calls.departures, calls.count)) {
      rejectTrip(trip, own, 'trip-without-end-times', 'has no time at its first or last call');
      continue;
    }
    warnOfDoubts(trip, calls);
    patternOf[trip] = patterns.intern(calls);
    firstDepartureOf[trip] = calls.departures[0] as number;
    callCount += calls.count;
  }
  order.buffer.transfer(0);
  return { patterns, patternOf, firstDepartureOf, callCount };

  function warnOfDoubts(trip: number, { count, arrivals, departures }: TripCalls): void {
    const { tripId, line } = trips[trip] as TimetableSource['trips'][number];
    const where = { file: 'trips.txt', line, field: 'trip_id' };
    if (count === 1) {
      notices.warning(where, 'trip-with-one-call', () => `Trip ${tripId} calls at one stop only.`);
    }
    for (let i = 1; i < count; i++) {
      if ((arrivals[i] as number) >= (departures[i - 1] as number)) continue;
      notices.warning(
        where,
        'time-goes-back',
        () => `Trip ${tripId} arrives at its call ${i + 1} before it leaves the one before.`,
      );
      return;
    }
  }
}

/** Mostly they are in order already; equal numbers keep the file's order. */
function sortBySequence(own: Uint32Array, rows: TimetableSource['stopTimes']): void {
  for (let i = 1; i < own.length; i++) {
    if (rows.sequences.get(own[i - 1] as number) > rows.sequences.get(own[i] as number)) {
      own.sort((a, b) => rows.sequences.get(a) - rows.sequences.get(b) || a - b);
      return;
    }
  }
}
