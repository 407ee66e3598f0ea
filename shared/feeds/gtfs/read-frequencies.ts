import { parseGtfsTime } from '../../domain/transit/service-day.ts';
import type { FrequencyWindow } from '../../domain/transit/timetable.ts';
import { type FeedReading, type Row, readTable } from './read-table.ts';
import type { Trips } from './read-trips.ts';

const file = 'frequencies.txt';
const columns = ['trip_id', 'start_time', 'end_time', 'headway_secs', 'exact_times'] as const;
type Column = (typeof columns)[number];

/** Windows by trip, in order of start (rules T7, T8). An empty exact_times is 0. */
export async function readFrequencies(
  reading: FeedReading,
  { indexOf }: Trips,
): Promise<{ windows: Map<number, FrequencyWindow[]>; count: number }> {
  const { notices } = reading;
  const windows = new Map<number, FrequencyWindow[]>();
  let count = 0;
  const readOne = (row: Row<Column>) => {
    const place = (field: Column) => ({ file, line: row.line, field });
    const trip = indexOf.get(row.get('trip_id'));
    if (trip === undefined) {
      return notices.rejected(
        place('trip_id'),
        'unknown-trip',
        () => `Trip "${row.get('trip_id')}" is not in trips.txt, or was rejected.`,
      );
    }
    const startSeconds = parseGtfsTime(row.get('start_time'));
    const endSeconds = parseGtfsTime(row.get('end_time'));
    if (startSeconds === undefined || endSeconds === undefined) {
      const field = startSeconds === undefined ? 'start_time' : 'end_time';
      return notices.rejected(place(field), 'invalid-time', () => `"${row.get(field)}" is no time.`);
    }
    if (endSeconds <= startSeconds) {
      return notices.rejected(place('end_time'), 'times-reversed', () => 'end_time is not after start_time.');
    }
    const headway = row.get('headway_secs');
    if (!/^\d{1,6}$/.test(headway) || Number(headway) === 0) {
      return notices.rejected(place('headway_secs'), 'invalid-headway', () => `"${headway}" is no headway.`);
    }
    const exact = row.get('exact_times');
    if (!/^[01]?$/.test(exact)) {
      return notices.rejected(
        place('exact_times'),
        'invalid-exact-times',
        () => `"${exact}" is neither 0 nor 1.`,
      );
    }
    const list = windows.get(trip) ?? [];
    list.push({ startSeconds, endSeconds, headwaySeconds: Number(headway), exactTimes: exact === '1' });
    windows.set(trip, list);
    count++;
  };
  await readTable<Column>(
    reading,
    { file, required: columns.slice(0, 4), optional: ['exact_times'] },
    (row) => () => readOne(row),
  );
  for (const list of windows.values()) list.sort((a, b) => a.startSeconds - b.startSeconds);
  return { windows, count };
}
