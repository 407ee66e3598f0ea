import { NAPTAN_FILE, type RegisteredStop } from '../../domain/transit/timetable-compile/enrich-stops.ts';
import type { NoticeLog } from '../../domain/transit/timetable-compile/notice-log.ts';
import { ownCopy } from '../../domain/transit/timetable-compile/text-table.ts';
import { type GtfsSource, refuse } from '../gtfs/gtfs-source.ts';
import { type Row, readTable } from '../gtfs/read-table.ts';

/** NaPTAN's columns, in the lower case in which headers are compared. */
const columns = {
  required: ['atcocode', 'commonname', 'status'],
  optional: ['naptancode', 'indicator', 'street', 'localityname', 'longitude', 'latitude', 'busstoptype'],
} as const;
type Column = (typeof columns)['required'][number] | (typeof columns)['optional'][number];

const kinds: ReadonlyMap<string, RegisteredStop['kind']> = new Map([
  ['MKD', 'marked'],
  ['CUS', 'customary'],
  ['HAR', 'hail-and-ride'],
]);

/** A deleted stop keeps its line, and is renamed by hand: DEL-Bellyclone. */
const isDeleted = (name: string) => /^DEL\b/.test(name);

/**
 * The stops that are wanted, by id in upper case (an ATCO code is a string, never a number).
 * @throws DomainError for a file that cannot be had, is no NaPTAN, or has none of them
 */
export async function readNaptan(
  source: GtfsSource,
  wanted: ReadonlySet<string>,
  notices: NoticeLog,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, RegisteredStop>> {
  const stops = new Map<string, RegisteredStop>();
  const reading = { source, notices, digests: new Map<string, string>(), ...(signal && { signal }) };
  await readTable<Column>(reading, { file: NAPTAN_FILE, ...columns, must: true }, (row) => () => {
    const id = row.get('atcocode').toUpperCase();
    if (!wanted.has(id)) return;
    const stop = stopOf(row);
    const known = stops.get(id);
    if (known) {
      const place = { file: NAPTAN_FILE, line: row.line, field: 'ATCOCode' };
      notices.warning(place, 'duplicate-id', () => `Stop "${id}" stands in line ${known.line} already.`);
    }
    if (!known || (stop.isActive && !known.isActive)) stops.set(ownCopy(id), stop);
  });
  if (stops.size === 0 && wanted.size > 0)
    throw refuse(`${NAPTAN_FILE} has none of the feed's ${wanted.size} stops.`, { file: NAPTAN_FILE });
  return stops;
}

function stopOf(row: Row<Column>): RegisteredStop {
  const text = (column: Column) => ownCopy(row.get(column));
  const name = text('commonname');
  const [lat, lon] = [Number(row.get('latitude') || Number.NaN), Number(row.get('longitude') || Number.NaN)];
  return {
    line: row.line,
    code: text('naptancode'),
    name,
    indicator: text('indicator'),
    street: text('street'),
    locality: text('localityname'),
    position: Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null,
    kind: kinds.get(row.get('busstoptype').toUpperCase()) ?? 'unknown',
    isActive: !/^(inactive|del)/i.test(row.get('status')) && !isDeleted(name),
  };
}
