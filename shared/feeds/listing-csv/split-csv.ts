import { CsvError, type Info, parse } from 'csv-parse/sync';
import { MOST_ROWS, refuseFile } from '../listing-rows/limits.ts';

export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface CsvRecord {
  /** Where it begins; 1 is the file's first line. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quotation mark that is never closed swallows what follows; no row of listings is as long. */
const MOST_RECORD = 1_000_000;

/**
 * Records of CSV (RFC 4180); blank lines are left out. Strict about quotation marks: where they do not match, nobody
 * can say which rows are rows.
 * @param text with line feeds alone: the library counts a line end of two characters within quotes as two lines
 * @throws DomainError `invalid-input` naming the line
 */
export function splitCsv(text: string, delimiter: Delimiter, most = MOST_ROWS + 2): CsvRecord[] {
  try {
    return parseCsv(text, delimiter, most);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const before = 'records' in error ? Number(error.records) : 0;
    const last = before > 0 ? parseCsv(text, delimiter, before).at(-1) : undefined;
    const line = last ? last.line + 1 + lineEndsIn(last.cells) : 1;
    throw refuseFile(`the row from line ${line} on: ${problems[error.code] ?? 'is no CSV'}`, error);
  }
}

const lineEndsIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);

function parseCsv(text: string, delimiter: Delimiter, most: number): CsvRecord[] {
  const records: unknown = parse(text, {
    delimiter,
    info: true,
    max_record_size: MOST_RECORD,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    to: most,
  });
  return (records as { record: string[]; info: Info }[]).map(({ record, info }) => ({
    line: info.lines - lineEndsIn(record),
    cells: record,
  }));
}

const problems: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quotation mark',
  CSV_MAX_RECORD_SIZE: 'is too long; is a quotation mark not closed?',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  INVALID_OPENING_QUOTE: 'a quotation mark stands within a cell that does not begin with one',
};
