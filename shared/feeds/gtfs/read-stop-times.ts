import { packFlags } from '../../domain/transit/timetable-compile/call-patterns.ts';
import { NO_TIME } from '../../domain/transit/timetable-compile/interpolate.ts';
import type { HeadsignTable } from '../../domain/transit/timetable-compile/text-table.ts';
import { StopTimeRows } from '../../domain/transit/timetable-compile/timetable-source.ts';
import { refuse } from './gtfs-source.ts';
import { parseTime } from './parse-time.ts';
import type { Stops } from './read-stops.ts';
import { type FeedReading, type Row, readTable } from './read-table.ts';
import type { TranslationLookup } from './read-translations.ts';
import type { Trips } from './read-trips.ts';

const file = 'stop_times.txt';
const columns = {
  required: ['trip_id', 'stop_id', 'stop_sequence'],
  optional: [
    'arrival_time',
    'departure_time',
    'stop_headsign',
    'pickup_type',
    'timepoint',
    'location_group_id',
    'location_id',
    'start_pickup_drop_off_window',
  ],
} as const;
type Column = (typeof columns)['required'][number] | (typeof columns)['optional'][number];

export interface StopTimesContext {
  readonly trips: Trips;
  readonly stops: Stops;
  readonly headsigns: HeadsignTable;
  readonly translations: TranslationLookup;
  readonly language: string | null;
}

/** The one file with millions of records: no object is made for a record that is taken. */
export async function readStopTimes(reading: FeedReading, context: StopTimesContext): Promise<StopTimeRows> {
  const { notices } = reading;
  const rows = new StopTimeRows();

  const begin = (row: Row<Column>) => {
    const at = (column: Column) => row.placeOf(column);
    const [tripAt, stopAt, sequenceAt] = [at('trip_id'), at('stop_id'), at('stop_sequence')];
    const [arrivalAt, departureAt] = [at('arrival_time'), at('departure_time')];
    const [headsignAt, pickupAt, timepointAt] = [at('stop_headsign'), at('pickup_type'), at('timepoint')];
    const flexible = columns.optional.slice(5).filter((column) => at(column) >= 0);
    if (arrivalAt < 0 && departureAt < 0) {
      const field = 'departure_time';
      throw refuse(`${file}: the columns arrival_time and departure_time are missing.`, {
        file,
        line: 1,
        field,
      });
    }
    let lastTripId = '';
    let lastTrip: number | undefined;

    const reject = (field: Column, reason: string, message: () => string) =>
      notices.rejected({ file, line: row.line, field }, reason, message);

    return () => {
      const tripId = row.cellAt(tripAt);
      if (tripId !== lastTripId || lastTrip === undefined) {
        lastTripId = tripId;
        lastTrip = context.trips.indexOf.get(tripId);
      }
      const trip = lastTrip;
      if (trip === undefined) {
        const why = () => `Trip "${tripId}" is not in trips.txt, or was rejected.`;
        return reject('trip_id', 'unknown-trip', why);
      }
      for (const column of flexible) {
        if (row.get(column) === '') continue;
        return reject(column, 'flexible-service', () => 'A call on demand has no place on a timetable.');
      }
      const stopId = row.cellAt(stopAt);
      const stop = context.stops.indexOf.get(stopId);
      if (stop === undefined) {
        return reject(
          'stop_id',
          'unknown-stop',
          () => `Stop "${stopId}" is not in stops.txt, or was rejected.`,
        );
      }
      if (stop < 0) {
        const why = () => `"${stopId}" is an entrance, node or boarding area; trips call at stops.`;
        return reject('stop_id', 'not-a-stop', why);
      }
      const sequenceText = row.cellAt(sequenceAt);
      const sequence = parseSequence(sequenceText);
      if (sequence === undefined) {
        const why = () => `"${sequenceText}" is no sequence number.`;
        return reject('stop_sequence', 'invalid-stop-sequence', why);
      }
      const arrival = parseTime(row.cellAt(arrivalAt));
      const departure = parseTime(row.cellAt(departureAt));
      if (arrival === undefined || departure === undefined) {
        const field = arrival === undefined ? 'arrival_time' : 'departure_time';
        return reject(field, 'invalid-time', () => `"${row.get(field)}" is no time (HH:MM:SS).`);
      }
      if (arrival !== NO_TIME && departure !== NO_TIME && departure < arrival) {
        const place = { file, line: row.line, field: 'departure_time' };
        notices.warning(place, 'departure-before-arrival', () => 'The departure is before the arrival.');
      }
      rows.trips.push(trip);
      rows.stops.push(stop);
      rows.sequences.push(sequence);
      rows.arrivals.push(arrival);
      rows.departures.push(departure);
      const headsign = row.cellAt(headsignAt);
      const headsignNumber = headsign === '' ? 0 : headsignOf(headsign, tripId, sequenceText);
      const timepoint = row.cellAt(timepointAt) === '1' ? 1 : 0;
      rows.flags.push(packFlags(timepoint, pickupType(row, pickupAt), headsignNumber));
      rows.lines.push(row.line);
    };
  };

  const headsignOf = (text: string, tripId: string, sequence: string): number => {
    const { headsigns, translations, language } = context;
    if (translations.isEmpty) return headsigns.intern(text, null);
    return headsigns.intern(text, translations.find('stop_headsign', text, language, tripId, sequence));
  };

  const pickupType = (row: Row<Column>, at: number): number => {
    const text = row.cellAt(at);
    if (text === '') return 0;
    const type = text.charCodeAt(0) - 48;
    if (text.length === 1 && type >= 0 && type <= 3) return type;
    const place = { file, line: row.line, field: 'pickup_type' };
    notices.warning(place, 'invalid-pickup-type', () => `"${text}" is none of 0 to 3; it counts as 0.`);
    return 0;
  };

  await readTable<Column>(reading, { file, ...columns, must: true }, begin);
  return rows;
}

function parseSequence(text: string): number | undefined {
  if (text.length === 0 || text.length > 9) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}
