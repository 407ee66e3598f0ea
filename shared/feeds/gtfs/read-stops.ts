import type { Stop, Tristate } from '../../domain/transit/timetable.ts';
import { ownCopy } from '../../domain/transit/timetable-compile/text-table.ts';
import type { SourceStop } from '../../domain/transit/timetable-compile/timetable-source.ts';
import { refuseEmpty } from './gtfs-source.ts';
import { type FeedReading, type Row, readTable } from './read-table.ts';
import type { TranslationLookup } from './read-translations.ts';

const file = 'stops.txt';
/** A stop id is part of a DynamoDB key of at most 2,048 bytes. */
const MAX_ID_BYTES = 1024;
/** Some feeds put paragraphs into stop_desc; a place takes a line. */
const MAX_DESCRIPTION = 120;

export interface Stops {
  readonly stops: readonly SourceStop[];
  /** Index among stops by stop_id; -1 for entrances, nodes and boarding areas, where nothing calls. */
  readonly indexOf: ReadonlyMap<string, number>;
  readonly count: number;
}

const columns = {
  required: ['stop_id', 'stop_name'],
  optional: [
    'stop_code',
    'stop_lat',
    'stop_lon',
    'location_type',
    'parent_station',
    'wheelchair_boarding',
    'platform_code',
    'stop_desc',
  ],
} as const;
type Column = (typeof columns)['required'][number] | (typeof columns)['optional'][number];

interface Draft {
  readonly stop: Omit<Stop, 'wheelchairBoarding'>;
  readonly wheelchair: Tristate;
  readonly locationType: 0 | 1;
  readonly line: number;
}

/** Throws DomainError when not one stop is left. */
export async function readStops(
  reading: FeedReading,
  translations: TranslationLookup,
  language: string | null,
): Promise<Stops> {
  const { notices } = reading;
  const drafts: Draft[] = [];
  const indexOf = new Map<string, number>();
  let count = 0;

  const readOne = (row: Row<Column>) => {
    const id = ownCopy(row.get('stop_id'));
    const place = (field: Column) => ({ file, line: row.line, field });
    if (id === '') return notices.rejected(place('stop_id'), 'missing-id', () => 'stop_id is empty.');
    if (Buffer.byteLength(id) > MAX_ID_BYTES) {
      return notices.rejected(
        place('stop_id'),
        'id-too-long',
        () => `stop_id is over ${MAX_ID_BYTES} bytes.`,
      );
    }
    if (indexOf.has(id)) {
      return notices.rejected(place('stop_id'), 'duplicate-id', () => `stop_id "${id}" is taken.`);
    }
    const type = row.get('location_type') || '0';
    if (!/^[0-4]$/.test(type)) {
      return notices.rejected(
        place('location_type'),
        'invalid-location-type',
        () => `"${type}" is none of 0 to 4.`,
      );
    }
    count++;
    if (type !== '0' && type !== '1') {
      indexOf.set(id, -1);
      return;
    }
    const code = ownCopy(row.get('stop_code')) || null;
    let name = ownCopy(row.get('stop_name'));
    if (name === '') {
      notices.warning(
        place('stop_name'),
        'missing-name',
        () => `Stop "${id}" has no name; its code or id is shown.`,
      );
      name = code ?? id;
    }
    const names = translations.find('stop_name', name, language, id);
    const platformCode = ownCopy(row.get('platform_code')) || null;
    const description = ownCopy(row.get('stop_desc')).slice(0, MAX_DESCRIPTION);
    indexOf.set(id, drafts.length);
    drafts.push({
      stop: {
        id,
        code,
        name,
        ...(names && { names }),
        ...(description && { description }),
        indicator: platformCode,
        ...readPosition(row),
        parentStation: ownCopy(row.get('parent_station')) || null,
        platformCode,
      },
      wheelchair: readTristate(row.get('wheelchair_boarding')),
      locationType: type === '1' ? 1 : 0,
      line: row.line,
    });
  };

  const readPosition = (row: Row<Column>): { lat: number | null; lon: number | null } => {
    const [lat, lon] = [row.get('stop_lat'), row.get('stop_lon')];
    const place = { file, line: row.line, field: 'stop_lat' };
    if (lat === '' || lon === '') {
      notices.warning(place, 'missing-coordinates', () => `Stop "${row.get('stop_id')}" has no position.`);
      return { lat: null, lon: null };
    }
    const [y, x] = [Number(lat), Number(lon)];
    if (!(Math.abs(y) <= 90 && Math.abs(x) <= 180) || (y === 0 && x === 0)) {
      notices.warning(place, 'invalid-coordinates', () => `"${lat}", "${lon}" is no position of a stop.`);
      return { lat: null, lon: null };
    }
    return { lat: y, lon: x };
  };

  await readTable<Column>(reading, { file, ...columns, must: true }, (row) => () => readOne(row));
  if (drafts.length === 0) throw refuseEmpty(`${file} holds no usable stop`, [file], notices);
  return { stops: linkParents(drafts, indexOf, reading), indexOf, count };
}

export const readTristate = (text: string): Tristate =>
  text === '1' ? 'yes' : text === '2' ? 'no' : 'unknown';

/** Parents may stand after their children in the file, so this comes last. */
function linkParents(
  drafts: readonly Draft[],
  indexOf: ReadonlyMap<string, number>,
  { notices }: FeedReading,
): SourceStop[] {
  return drafts.map(({ stop, wheelchair, locationType, line }) => {
    const { parentStation } = stop;
    const index = parentStation === null ? undefined : indexOf.get(parentStation);
    const parent = drafts[index ?? -1];
    const fits = locationType === 0 && parent?.locationType === 1;
    if (parentStation !== null && !fits) {
      const place = { file, line, field: 'parent_station' };
      const why =
        locationType === 1 ? 'belongs to a station, which has no parent' : 'is no station of this feed';
      notices.warning(place, 'invalid-parent-station', () => `"${parentStation}" ${why}.`);
    }
    const inherited = wheelchair === 'unknown' && fits ? parent.wheelchair : wheelchair; // rule T13
    return {
      stop: { ...stop, parentStation: fits ? parentStation : null, wheelchairBoarding: inherited },
      locationType,
      parent: fits ? (index ?? -1) : -1,
    };
  });
}
