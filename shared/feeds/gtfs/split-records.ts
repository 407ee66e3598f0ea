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
  /** By column: true where nobody wants the cell, which then is ''. Records with quotes are split whole. */
  skipped: readonly boolean[] = [];

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

  /** Returns what is not a whole record yet. One pass over the characters: this is where an import spends its time. */
  private consume(text: string, last: boolean): string {
    const { length } = text;
    const { cells, skipped } = this;
    let start = 0; // of the record
    let from = 0; // of the cell
    let count = 0;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code > COMMA) continue; // nearly every character
      if (code === COMMA) {
        cells[count] = skipped[count] === true ? '' : text.slice(from, at);
        count++;
        from = at + 1;
        continue;
      }
      let next: number;
      if (code === LF || code === CR) {
        next = afterLineEnd(text, at);
        if (code === CR && next === length && !last) break; // its LF may be to come
        this.plain(text, from, at, count);
      } else if (code === QUOTE) {
        next = this.quoted(text, start, last);
        if (next === -1) {
          const end = lineEnd(text, at);
          next = end === -1 ? length : afterLineEnd(text, end);
          if (!last && (next === length || length - start < MAX_RECORD)) break;
          this.sink([], this.line, { reason: 'unclosed-quote' });
          this.line++;
        }
      } else continue;
      start = next;
      from = next;
      count = 0;
      at = next - 1;
    }
    if (!last) return text.slice(start);
    if (start < length) this.plain(text, from, length, count);
    return '';
  }

  /** Ends a record of `count` cells with one more. */
  private plain(text: string, from: number, end: number, count: number): void {
    const cell = text.slice(from, end);
    if (count > 0 || cell.trim() !== '') {
      this.cells[count] = cell;
      this.cells.length = count + 1;
      this.sink(this.cells, this.line, null);
    }
    this.line++;
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

function afterLineEnd(text: string, end: number): number {
  return text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return at;
  }
  return -1;
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
