import type { ServiceDates } from '../../domain/transit/timetable.ts';
import { packTristate } from '../../domain/transit/timetable-compile/packed-entities.ts';
import { compileCalendar } from '../../domain/transit/timetable-compile/service-calendar.ts';
import { type HeadsignTable, ownCopy } from '../../domain/transit/timetable-compile/text-table.ts';
import type { SourceTrip } from '../../domain/transit/timetable-compile/timetable-source.ts';
import { refuseEmpty } from './gtfs-source.ts';
import type { Calendars } from './read-calendars.ts';
import type { Routes } from './read-routes.ts';
import { readTristate } from './read-stops.ts';
import { type FeedReading, type Row, readTable } from './read-table.ts';
import type { TranslationLookup } from './read-translations.ts';

const file = 'trips.txt';

export interface Trips {
  readonly trips: readonly SourceTrip[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Only those that a trip runs on, equal sets of dates once. */
  readonly services: readonly ServiceDates[];
  /** Ids of the shapes that trips name, by the number that SourceTrip.shape is. */
  readonly shapeIds: ReadonlyMap<string, number>;
}

const columns = {
  required: ['route_id', 'service_id', 'trip_id'],
  optional: ['trip_headsign', 'direction_id', 'block_id', 'shape_id', 'wheelchair_accessible'],
} as const;
type Column = (typeof columns)['required'][number] | (typeof columns)['optional'][number];

/** Service numbers by service_id, compiled at first use. */
class ServiceNumbers {
  readonly services: ServiceDates[] = [];
  private readonly byId = new Map<string, number>();
  private readonly byDates = new Map<string, number>();
  private readonly calendars: Calendars['services'];

  constructor(calendars: Calendars['services']) {
    this.calendars = calendars;
  }

  /** undefined for a service that neither calendar file knows. */
  number(serviceId: string): number | undefined {
    const known = this.byId.get(serviceId);
    if (known !== undefined) return known;
    const calendar = this.calendars.get(serviceId);
    if (!calendar) return undefined;
    const dates = compileCalendar(calendar);
    const key = `${dates.firstDay}:${dates.bits}`;
    const number = this.byDates.get(key) ?? this.services.push(dates) - 1;
    this.byDates.set(key, number);
    this.byId.set(ownCopy(serviceId), number);
    return number;
  }
}

/** Throws DomainError when not one trip is left. */
export async function readTrips(
  reading: FeedReading,
  { routes, indexOf: routeOf }: Routes,
  calendars: Calendars,
  headsigns: HeadsignTable,
  translations: TranslationLookup,
  language: string | null,
): Promise<Trips> {
  const { notices } = reading;
  const trips: SourceTrip[] = [];
  const indexOf = new Map<string, number>();
  const shapeIds = new Map<string, number>();
  const blockIds = new Map<string, number>();
  const services = new ServiceNumbers(calendars.services);

  const readOne = (row: Row<Column>) => {
    const tripId = ownCopy(row.get('trip_id'));
    const place = (field: Column) => ({ file, line: row.line, field });
    if (tripId === '') return notices.rejected(place('trip_id'), 'missing-id', () => 'trip_id is empty.');
    if (indexOf.has(tripId)) {
      return notices.rejected(place('trip_id'), 'duplicate-id', () => `trip_id "${tripId}" is taken.`);
    }
    const route = routeOf.get(row.get('route_id'));
    if (route === undefined) {
      return notices.rejected(
        place('route_id'),
        'unknown-route',
        () => `Trip "${tripId}" is of route "${row.get('route_id')}", which routes.txt does not hold.`,
      );
    }
    const service = services.number(row.get('service_id'));
    if (service === undefined) {
      return notices.rejected(
        place('service_id'),
        'unknown-service',
        () => `Trip "${tripId}" runs on service "${row.get('service_id')}", which no calendar holds.`,
      );
    }
    const direction = row.get('direction_id');
    if (direction !== '' && direction !== '0' && direction !== '1') {
      notices.warning(place('direction_id'), 'invalid-direction', () => `"${direction}" is neither 0 nor 1.`);
    }
    const headsign = row.get('trip_headsign');
    indexOf.set(tripId, trips.length);
    trips.push({
      tripId,
      line: row.line,
      route,
      service,
      direction: direction === '0' ? 0 : direction === '1' ? 1 : -1,
      headsign: headsigns.intern(headsign, translations.find('trip_headsign', headsign, language, tripId)),
      wheelchair: packTristate(readTristate(row.get('wheelchair_accessible'))),
      shape: idNumber(shapeIds, row.get('shape_id')),
      block: idNumber(blockIds, blockOf(routes[route]?.agencyId, row.get('block_id'))),
    });
  };

  await readTable<Column>(reading, { file, ...columns, must: true }, (row) => () => readOne(row));
  if (trips.length === 0) throw refuseEmpty(`${file} holds no usable trip`, [file], notices);
  return { trips, indexOf, services: services.services, shapeIds };
}

/** Operators number their blocks each for themselves, and a region's feed has many. */
const blockOf = (agencyId = '', blockId: string) => (blockId === '' ? '' : `${agencyId}|${blockId}`);

/** Ids that other records do not refer to, or refer to later, by numbers from 0; -1 for none. */
function idNumber(numbers: Map<string, number>, id: string): number {
  if (id === '') return -1;
  const known = numbers.get(id);
  if (known !== undefined) return known;
  numbers.set(ownCopy(id), numbers.size);
  return numbers.size - 1;
}
