import { isServiceDate, serviceDateToDays } from '../../domain/transit/service-day.ts';
import type { ServiceCalendar } from '../../domain/transit/timetable-compile/service-calendar.ts';
import { ownCopy } from '../../domain/transit/timetable-compile/text-table.ts';
import { refuse } from './gtfs-source.ts';
import { type FeedReading, type Row, readTable } from './read-table.ts';

const weekdayColumns = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** Open-ended feeds write 99991231; days are kept as bits, so the far future has to end somewhere. */
const [FIRST_DAY, LAST_DAY] = [serviceDateToDays('19700101'), serviceDateToDays('20991231')];

export interface Calendars {
  readonly services: ReadonlyMap<string, ServiceCalendar>;
  readonly counts: Readonly<Record<string, number>>;
}

interface Draft {
  weekly: ServiceCalendar['weekly'];
  readonly exceptions: Map<number, boolean>;
}

/** calendar.txt and calendar_dates.txt; either is enough (rule T2), neither is not. */
export async function readCalendars(reading: FeedReading): Promise<Calendars> {
  const services = new Map<string, Draft>();
  const draftOf = (id: string): Draft => {
    let draft = services.get(id);
    if (!draft) {
      draft = { weekly: null, exceptions: new Map() };
      services.set(ownCopy(id), draft);
    }
    return draft;
  };
  if (!reading.source.has('calendar.txt') && !reading.source.has('calendar_dates.txt')) {
    throw refuse('calendar.txt and calendar_dates.txt are missing; one of them is needed.', {
      file: 'calendar.txt',
    });
  }
  const weekly = await readWeekly(reading, draftOf);
  const exceptions = await readExceptions(reading, draftOf);
  return { services, counts: { 'calendar.txt': weekly, 'calendar_dates.txt': exceptions } };
}

/** Feeds of half a million dates hold some hundred different ones. */
class DayReader {
  private readonly known = new Map<string, number>();
  private readonly reading: FeedReading;
  private readonly file: string;

  constructor(reading: FeedReading, file: string) {
    this.reading = reading;
    this.file = file;
  }

  /** Days since 1970, or undefined with a notice. */
  read(row: Row<string>, field: string): number | undefined {
    const text = row.get(field);
    const known = this.known.get(text);
    if (known !== undefined) return known;
    if (!isServiceDate(text)) {
      const place = { file: this.file, line: row.line, field };
      this.reading.notices.rejected(place, 'invalid-date', () => `"${text}" is no date (YYYYMMDD).`);
      return undefined;
    }
    const day = serviceDateToDays(text);
    this.known.set(text, day);
    return day;
  }
}

async function readWeekly(reading: FeedReading, draftOf: (id: string) => Draft): Promise<number> {
  const file = 'calendar.txt';
  const { notices } = reading;
  const days = new DayReader(reading, file);
  let count = 0;
  const readOne = (row: Row<string>) => {
    const id = row.get('service_id');
    const place = (field: string) => ({ file, line: row.line, field });
    if (id === '') return notices.rejected(place('service_id'), 'missing-id', () => 'service_id is empty.');
    const odd = weekdayColumns.find((column) => !/^[01]$/.test(row.get(column)));
    if (odd) {
      return notices.rejected(place(odd), 'invalid-weekday', () => `"${row.get(odd)}" is neither 0 nor 1.`);
    }
    const from = days.read(row, 'start_date');
    if (from === undefined) return;
    const to = days.read(row, 'end_date');
    if (to === undefined) return;
    if (to < from) {
      return notices.rejected(place('end_date'), 'dates-reversed', () => 'end_date is before start_date.');
    }
    if (from < FIRST_DAY || to > LAST_DAY) {
      notices.warning(place('end_date'), 'date-clipped', () => 'Only 1970 to 2099 is kept of the dates.');
    }
    const draft = draftOf(id);
    if (draft.weekly) {
      return notices.rejected(place('service_id'), 'duplicate-id', () => `service_id "${id}" is taken.`);
    }
    draft.weekly = {
      weekdays: weekdayColumns.map((column) => row.get(column) === '1'),
      from: Math.max(from, FIRST_DAY),
      to: Math.min(to, LAST_DAY),
    };
    count++;
  };
  await readTable<string>(
    reading,
    { file, required: ['service_id', ...weekdayColumns, 'start_date', 'end_date'], optional: [] },
    (row) => () => readOne(row),
  );
  return count;
}

async function readExceptions(reading: FeedReading, draftOf: (id: string) => Draft): Promise<number> {
  const file = 'calendar_dates.txt';
  const { notices } = reading;
  const days = new DayReader(reading, file);
  let count = 0;
  const readOne = (row: Row<string>) => {
    const id = row.get('service_id');
    const type = row.get('exception_type');
    const place = (field: string) => ({ file, line: row.line, field });
    if (id === '') return notices.rejected(place('service_id'), 'missing-id', () => 'service_id is empty.');
    if (type !== '1' && type !== '2') {
      return notices.rejected(
        place('exception_type'),
        'invalid-exception-type',
        () => `"${type}" is neither 1 nor 2.`,
      );
    }
    const day = days.read(row, 'date');
    if (day === undefined) return;
    if (day < FIRST_DAY || day > LAST_DAY) {
      return notices.rejected(place('date'), 'date-out-of-range', () => 'Only 1970 to 2099 is kept.');
    }
    const { exceptions } = draftOf(id);
    if (exceptions.has(day)) {
      return notices.rejected(
        place('date'),
        'duplicate-record',
        () => `Service "${id}" has an exception for ${row.get('date')} already.`,
      );
    }
    exceptions.set(day, type === '1');
    count++;
  };
  await readTable<string>(
    reading,
    { file, required: ['service_id', 'date', 'exception_type'], optional: [] },
    (row) => () => readOne(row),
  );
  return count;
}
