import { createHash } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import type { NoticeLog } from '../../domain/transit/timetable-compile/notice-log.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { type GtfsSource, refuse } from './gtfs-source.ts';
import { type RecordFault, RecordSplitter } from './split-records.ts';

/** What every reader of a file needs; `digests` gathers the SHA-256 of each file read, which makes the version. */
export interface FeedReading {
  readonly source: GtfsSource;
  readonly notices: NoticeLog;
  readonly digests: Map<string, string>;
  readonly signal?: AbortSignal;
}

export interface TableSpec<Column extends string> {
  readonly file: string;
  /** Without them the feed is refused. */
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
  /** A feed without the file is refused; otherwise the file counts as empty. */
  readonly must?: true;
  /** Not needed for departures: a missing column leaves out the file, not the feed. */
  readonly extra?: true;
}

/** The cells of one record by column; '' where the column or cell is missing. Surrounding blanks are cut off. */
export class Row<Column extends string> {
  line = 0;
  private cells: readonly string[] = [];
  private readonly places: Readonly<Record<string, number>>;

  constructor(places: Readonly<Record<string, number>>) {
    this.places = places;
  }

  /** Position of a column among `cellsAt`, -1 when the file has none: for readers of millions of rows. */
  placeOf(column: Column): number {
    return this.places[column] ?? -1;
  }

  cellAt(place: number): string {
    const cell = this.cells[place];
    if (cell === undefined || cell === '') return '';
    const last = cell.charCodeAt(cell.length - 1);
    // Only what may be blank at an end is worth a call: this runs tens of millions of times.
    return cell.charCodeAt(0) > 32 && last > 32 && last < 160 ? cell : cell.trim();
  }

  get(column: Column): string {
    return this.cellAt(this.placeOf(column));
  }

  set(cells: readonly string[], line: number): void {
    this.cells = cells;
    this.line = line;
  }
}

/**
 * Reads a file record by record. Returns whether it is there. Throws DomainError `invalid-input` when the feed
 * cannot be used without it. Records that are no records are noted here; their content is the caller's matter.
 */
export async function readTable<Column extends string>(
  reading: FeedReading,
  spec: TableSpec<Column>,
  begin: (row: Row<Column>) => () => void,
): Promise<boolean> {
  const { source, notices, digests } = reading;
  const { file } = spec;
  if (!source.has(file)) {
    if (spec.must) throw refuse(`${file} is missing.`, { file });
    return false;
  }
  const table = new Table(spec, notices, begin);
  const hash = createHash('sha256');
  const decoder = new StringDecoder('utf8');
  let first = true;
  for await (const chunk of source.read(file)) {
    reading.signal?.throwIfAborted();
    hash.update(chunk);
    let text = decoder.write(chunk as Buffer);
    if (first && text !== '') {
      refuseUtf16(file, chunk);
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
      first = false;
    }
    table.push(text);
  }
  table.end(decoder.end());
  digests.set(file, hash.digest('hex'));
  return table.usable;
}

function refuseUtf16(file: string, start: Uint8Array): void {
  const [a, b] = start;
  const marked = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  if (marked || (a === 0) !== (b === 0)) {
    throw refuse(`${file} is not UTF-8 but UTF-16; GTFS demands UTF-8.`, { file, line: 1 });
  }
}

class Table<Column extends string> {
  usable = false;
  private columns = 0;
  private read: (() => void) | undefined;
  private row: Row<Column> | undefined;
  /** The chunk holds NUL or characters that did not decode: each of its records is looked at. */
  private doubtful = false;
  private readonly splitter: RecordSplitter;
  private readonly spec: TableSpec<Column>;
  private readonly notices: NoticeLog;
  private readonly begin: (row: Row<Column>) => () => void;
  private seen = false;

  constructor(spec: TableSpec<Column>, notices: NoticeLog, begin: (row: Row<Column>) => () => void) {
    this.spec = spec;
    this.notices = notices;
    this.begin = begin;
    this.splitter = new RecordSplitter((cells, line, fault) => this.record(cells, line, fault));
  }

  push(text: string): void {
    this.doubtful ||= text.includes('\0') || text.includes('\ufffd');
    try {
      this.splitter.push(text);
    } catch (error) {
      if (!(error instanceof DomainError) || error.context.file !== undefined) throw error;
      throw refuse(`${this.spec.file}: ${error.message}`, { ...error.context, file: this.spec.file }, error);
    }
  }

  end(text: string): void {
    this.push(text);
    this.splitter.end();
    const { file, must, extra } = this.spec;
    if (this.seen) return;
    if (must && !extra) throw refuse(`${file} is empty: it has no header line.`, { file, line: 1 });
    this.notices.warning({ file, line: 1 }, 'empty-file', () => `${file} is empty: it has no header line.`);
  }

  private record(cells: string[], line: number, fault: RecordFault | null): void {
    if (!this.seen) this.header(cells, line, fault);
    else if (this.row && this.read && this.acceptable(cells, line, fault)) {
      this.row.set(cells, line);
      this.read();
    }
  }

  private header(cells: readonly string[], line: number, fault: RecordFault | null): void {
    const { file, required, optional, extra } = this.spec;
    this.seen = true;
    this.columns = cells.length;
    if (fault?.reason === 'unclosed-quote') {
      throw refuse(`${file}, line ${line}: a quoted column name has no end.`, { file, line });
    }
    const names = cells.map((cell) => cell.trim().toLowerCase());
    const wanted: readonly string[] = [...required, ...optional];
    const places: Record<string, number> = {};
    names.forEach((name, place) => {
      if (!wanted.includes(name)) return;
      if (name in places) {
        this.notices.warning(
          { file, line, field: name },
          'duplicate-column',
          () => `Column ${name} comes twice.`,
        );
      } else places[name] = place;
    });
    const missing = required.find((column) => !(column in places));
    if (missing && !extra) {
      throw refuse(`${file}: the column ${missing} is missing.`, { file, line, field: missing });
    }
    if (missing) {
      this.notices.warning(
        { file, line, field: missing },
        'missing-column',
        () => `The file is left out: its column ${missing} is missing.`,
      );
      return;
    }
    this.usable = true;
    this.splitter.skipped = names.map((name, place) => places[name] !== place);
    this.row = new Row<Column>(places);
    this.read = this.begin(this.row);
  }

  private acceptable(cells: readonly string[], line: number, fault: RecordFault | null): boolean {
    const { notices } = this;
    const place = { file: this.spec.file, line };
    if (fault?.reason === 'unclosed-quote') {
      notices.rejected(place, fault.reason, () => 'A quotation mark is opened and never closed.');
      return false;
    }
    if (fault) notices.warning(place, fault.reason, () => 'There is text after a closing quotation mark.');
    if (this.doubtful) {
      if (cells.some((cell) => cell.includes('\0'))) {
        notices.rejected(place, 'nul-character', () => 'The record holds a NUL character.');
        return false;
      }
      if (cells.some((cell) => cell.includes('\ufffd'))) {
        notices.warning(place, 'invalid-utf-8', () => 'Bytes that are no UTF-8 were replaced by U+FFFD.');
      }
    }
    if (cells.length > this.columns && cells.slice(this.columns).some((cell) => cell.trim() !== '')) {
      notices.rejected(
        place,
        'too-many-cells',
        () => `${cells.length} cells under ${this.columns} columns: they cannot be told apart.`,
      );
      return false;
    }
    if (cells.length < this.columns) {
      notices.warning(
        place,
        'too-few-cells',
        () => `${cells.length} cells under ${this.columns} columns; the others count as empty.`,
      );
    }
    return true;
  }
}
