import type { ColumnMapping } from '../../contracts/listing-columns.ts';
import { textOfCell } from '../../contracts/spreadsheet-text.ts';
import type { ImportFile, ImportRow, RejectedRow } from '../../domain/listings/import-row.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { targetFinder } from '../listing-rows/column-target.ts';
import { decodeCsvText, type TextEncoding } from '../listing-rows/decode-text.ts';
import {
  MOST_COLUMNS,
  MOST_ROWS,
  refuseFile,
  shown,
  tooManyRows,
  UnknownColumns,
} from '../listing-rows/limits.ts';
import { rowOfCells } from '../listing-rows/row-of-cells.ts';
import { type CsvRecord, DELIMITERS, type Delimiter, splitCsv } from './split-csv.ts';

export interface ListingCsv extends ImportFile {
  /** Whoever wrote Windows-1252 may want to look at the accents. */
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
}

/** The header is read three times, to see which delimiter it has; it is never longer than this. */
const MOST_HEADER = 100_000;

/**
 * Reads listings out of CSV: columns are fields of listings, those of the open data, or mapped. Separated by commas,
 * semicolons or tabs; UTF-8, or Windows-1252 as spreadsheets write it. A record that cannot be a row is left out and
 * listed; what the cells say is not looked at.
 * @throws DomainError `invalid-input` when the whole is no such file
 */
export function readListingCsv(
  bytes: Uint8Array,
  { columns }: { readonly columns?: ColumnMapping | undefined } = {},
): ListingCsv {
  const { text: decoded, encoding } = decodeCsvText(bytes);
  const text = decoded.replace(/\r\n?/g, '\n');
  const find = targetFinder(columns);
  const delimiter = delimiterOf(text, find);
  const [header, ...records] = splitCsv(text, delimiter);
  if (!header) throw refuseFile('is empty');
  if (records.length > MOST_ROWS) throw tooManyRows();
  const targets = targetsOf(header, find);
  const unknown = new UnknownColumns();
  header.cells.forEach((name, at) => {
    if (targets[at] !== undefined) return;
    if (name.trim() !== '') unknown.add(name.trim());
    else if (records.some(({ cells }) => (cells[at] ?? '').trim() !== ''))
      unknown.add(`column ${at + 1}, which has no name`);
  });
  const rows: ImportRow[] = [];
  const rejected: RejectedRow[] = [];
  for (const record of records) {
    if (record.cells.every((cell) => cell.trim() === '')) continue;
    const read = readRecord(record, targets, header.cells);
    if ('row' in read) rows.push(read.row);
    else rejected.push({ line: record.line, id: read.id ?? null, ...read.fault });
  }
  return { rows, rejected, unknownColumns: unknown.list(), encoding, delimiter };
}

type Find = ReturnType<typeof targetFinder>;

/** The delimiter by which most columns are known. */
function delimiterOf(text: string, find: Find): Delimiter {
  let best: { delimiter: Delimiter; known: number; cells: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const cells = headerCells(text, delimiter);
    const known = cells.filter((name) => find(name) !== undefined).length;
    if (!best || known > best.known || (known === best.known && cells.length > best.cells))
      best = { delimiter, known, cells: cells.length };
  }
  return best?.delimiter ?? ',';
}

function headerCells(text: string, delimiter: Delimiter): readonly string[] {
  try {
    return splitCsv(text.slice(0, MOST_HEADER), delimiter, 1)[0]?.cells ?? [];
  } catch (error) {
    // Not with this delimiter; of what is wrong with all of them the reading of the whole will say.
    if (error instanceof DomainError) return [];
    throw error;
  }
}

function targetsOf({ line, cells }: CsvRecord, find: Find): (string | undefined)[] {
  if (cells.length > MOST_COLUMNS) throw refuseFile(`line ${line}: has more than ${MOST_COLUMNS} columns`);
  const targets = cells.map(find);
  targets.forEach((target, at) => {
    const first = targets.indexOf(target);
    if (target !== undefined && first !== at)
      throw refuseFile(`line ${line}: columns ${first + 1} and ${at + 1} are both ${target}`);
  });
  const isNamed = targets.some((target) => target && /^(id|slug|name|name_.*)$/.test(target));
  if (isNamed) return targets;
  const [first = ''] = cells;
  throw refuseFile(
    `line ${line}: names of columns are needed, with id, slug or name among them, and this begins with ${JSON.stringify(shown(first))}`,
  );
}

function readRecord(
  { line, cells }: CsvRecord,
  targets: readonly (string | undefined)[],
  header: readonly string[],
): ReturnType<typeof rowOfCells> {
  const texts = new Map<string, string>();
  cells.forEach((cell, at) => {
    const target = targets[at];
    if (target !== undefined) texts.set(target, textOfCell(cell.trim()));
  });
  // Where there are more cells than columns they have shifted, and nobody can tell from where on.
  const isLonger = cells.slice(header.length).some((cell) => cell.trim() !== '');
  const read = rowOfCells(line, texts);
  if (!isLonger) return read;
  const id = 'row' in read ? read.row.id : read.id;
  const reason = `has ${cells.length} cells under ${header.length} columns: they cannot be told apart`;
  return { id, fault: { field: 'row', reason } };
}
