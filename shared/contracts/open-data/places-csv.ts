import { stringify } from 'csv-stringify/sync';
import type { Place } from '../../domain/places/place.ts';
import { inertCell } from '../spreadsheet-text.ts';
import { type Cell, CSV_COLUMNS } from './csv-columns.ts';

/**
 * Listings as CSV (RFC 4180), a row each, always the same columns. `<fact>` is its status and never blank,
 * `<fact>_<unit>` its measure; what else is said of it stands in the columns after them. For spreadsheets it is UTF-8
 * with a byte order mark, and a text that they would take for a formula has an apostrophe before it.
 */
export const placesCsv = (places: readonly Place[]): string =>
  stringify(
    places.map((place) => CSV_COLUMNS.map(({ cellOf }) => inert(cellOf(place)))),
    {
      bom: true,
      header: true,
      columns: CSV_COLUMNS.map(({ name }) => name),
      record_delimiter: 'windows',
      // Blanks at the ends and lone line ends are otherwise lost on many readers.
      quoted_match: /^\s|\s$|[\r\n]/,
    },
  );

const inert = (cell: Cell): Cell => (typeof cell === 'string' ? inertCell(cell) : cell);
