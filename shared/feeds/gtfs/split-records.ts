import { refuse } from './gtfs-source.ts';

export interface RecordFault {
  /** `malformed-quotes`: text after a closing quote (kept). `unclosed-quote`: the line is skipped. */
  readonly reason: 'malformed-quotes' | 'unclosed-quote';
}

/** `cells` is only good until the next record. `line` is where the record begins; 1 is the file's first line. */
export type RecordSink = (cells: string[], line: number, fault: RecordFault | null) => void;

const COMMA = 44;
const LF = 10;
const CR = 13;
const QUOTE = 34;
const SPACE = 32;
/** A quoted field that runs on for longer than this was never meant to. */
const MAX_RECORD = 1 << 18;
const MAX_LINE = 1 << 20;

/**
 * Splits text that comes in any chunks into records. By hand and not by udsv, which joins a short record with the
 * next, takes one kind of line end for a whole file, and cannot say which line a record stands on. Line ends are LF, CRLF or CR, mixed as they come; blank lines
 * are left out; quotes inside an unquoted field are text.
 */
export class RecordSplitter {
  private rest = '';
  private line = 1;
  private readonly cells: string[] = [];
  private readonly sink: RecordSink;

  constructor(sink: RecordSink) {
    this.sink = sink;
  }

  push(chunk: string): void {
    this.rest = this.consume(this.rest + chunk, false);
    if (this.rest.length > MAX_LINE) {
      throw refuse(`Line ${this.line} is longer than ${MAX_LINE} characters.`, { line: this.line });
    }
  }

  end(): void {
    this.rest = this.consume(this.rest, true);
  }

  /** Returns what is not a whole record yet. */
  private consume(text: string, last: boolean): string {
    const { length } = text;
    let at = 0;
    let quote = text.indexOf('"');
    let cr = text.indexOf('\r');
    while (at < length) {
      if (cr !== -1 && cr < at) cr = text.indexOf('\r', at);
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
      let end = text.indexOf('\n', at);
      let next = end + 1;
      if (cr !== -1 && (end === -1 || cr < end)) {
        if (cr + 1 === length && !last) end = -1;
        else {
          end = cr;
          next = text.charCodeAt(cr + 1) === LF ? cr + 2 : cr + 1;
        }
      }
      if (end === -1 && last) {
        end = length;
        next = length;
      }
      if (quote !== -1 && (end === -1 || quote < end)) {
        const after = this.quoted(text, at, last);
        if (after === -1) {
          if (end === -1 || (!last && length - at < MAX_RECORD)) break;
          this.sink([], this.line, { reason: 'unclosed-quote' });
          this.line++;
          at = next;
        } else at = after;
      } else {
        if (end === -1) break;
        this.plain(text, at, end);
        this.line++;
        at = next;
      }
    }
    return last ? '' : text.slice(at);
  }

  private plain(text: string, start: number, end: number): void {
    const { cells } = this;
    let count = 0;
    let from = start;
    for (;;) {
      const comma = text.indexOf(',', from);
      if (comma === -1 || comma >= end) break;
      cells[count++] = text.slice(from, comma);
      from = comma + 1;
    }
    const rest = text.slice(from, end);
    if (count === 0 && rest.trim() === '') return;
    cells[count++] = rest;
    cells.length = count;
    this.sink(cells, this.line, null);
  }

  /** One record that holds a quote. Returns where the next begins, or -1 when the text ends before this one does. */
  private quoted(text: string, start: number, last: boolean): number {
    const cells: string[] = [];
    let lines = 1;
    let fault: RecordFault | null = null;
    let at = start;
    for (;;) {
      let open = at;
      while (text.charCodeAt(open) === SPACE) open++;
      const isQuoted = text.charCodeAt(open) === QUOTE;
      let value = '';
      for (let from = open + 1; isQuoted; ) {
        const close = text.indexOf('"', from);
        if (close === -1 || (close + 1 === text.length && !last)) return -1;
        at = close + 1;
        if (text.charCodeAt(at) !== QUOTE) {
          value += text.slice(from, close);
          break;
        }
        value += text.slice(from, at);
        from = close + 2;
      }
      const end = endOfCell(text, at);
      if (end === text.length && !last) return -1;
      const tail = text.slice(at, end);
      if (isQuoted) {
        lines += countLineEnds(value);
        if (tail.trim() !== '') fault = { reason: 'malformed-quotes' };
      }
      cells.push(isQuoted ? value + tail.trimEnd() : tail);
      at = end + 1;
      const stop = text.charCodeAt(end);
      if (stop === COMMA) continue;
      if (stop === CR) {
        if (at === text.length && !last) return -1;
        if (text.charCodeAt(at) === LF) at++;
      }
      this.sink(cells, this.line, fault);
      this.line += lines;
      return Math.min(at, text.length);
    }
  }
}

function endOfCell(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === LF || code === CR) return at;
  }
  return text.length;
}

function countLineEnds(value: string): number {
  let count = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code === LF || (code === CR && value.charCodeAt(at + 1) !== LF)) count++;
  }
  return count;
}
