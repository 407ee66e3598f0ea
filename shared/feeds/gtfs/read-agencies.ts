import { isTimeZone } from '../../domain/transit/service-day.ts';
import { refuse } from './gtfs-source.ts';
import { type FeedReading, readTable } from './read-table.ts';

const file = 'agency.txt';

export interface Agencies {
  readonly timeZone: string;
  readonly language: string | null;
  /** Names by agency_id; '' where the feed gives none. */
  readonly names: ReadonlyMap<string, string>;
  /** National Operator Codes by agency_id, of the agencies that have one (the column agency_noc of the UK's feeds). */
  readonly operatorCodes: ReadonlyMap<string, string>;
}

/** Throws DomainError when there is no agency or the first has no usable time zone: no time would have a meaning. */
export async function readAgencies(reading: FeedReading): Promise<Agencies> {
  const { notices } = reading;
  const names = new Map<string, string>();
  const operatorCodes = new Map<string, string>();
  let timeZone: string | undefined;
  let language: string | null = null;
  await readTable(
    reading,
    {
      file,
      required: ['agency_name', 'agency_timezone'],
      optional: ['agency_id', 'agency_lang', 'agency_noc'],
      must: true,
    },
    (row) => () => {
      const id = row.get('agency_id');
      const zone = row.get('agency_timezone');
      const place = { file, line: row.line, field: 'agency_timezone' };
      if (names.has(id)) {
        notices.rejected(
          { ...place, field: 'agency_id' },
          'duplicate-id',
          () => `agency_id "${id}" is taken by an earlier line.`,
        );
        return;
      }
      if (timeZone === undefined) {
        if (zone === '') throw refuse(`${file}, line ${row.line}, agency_timezone: there is none.`, place);
        if (!isTimeZone(zone)) {
          throw refuse(`${file}, line ${row.line}, agency_timezone: "${zone}" is no time zone.`, place);
        }
        timeZone = zone;
        language = row.get('agency_lang') || null;
      } else if (zone !== timeZone) {
        notices.warning(
          place,
          'time-zone-differs',
          () => `"${zone}" differs from ${timeZone} of the first agency, which counts for all.`,
        );
      }
      names.set(id, row.get('agency_name'));
      const code = row.get('agency_noc');
      if (code !== '') operatorCodes.set(id, code);
    },
  );
  if (timeZone === undefined) throw refuse(`${file} names no agency.`, { file });
  return { timeZone, language, names, operatorCodes };
}
