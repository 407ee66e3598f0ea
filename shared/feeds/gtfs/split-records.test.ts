import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordSplitter } from './split-records.ts';

interface Split {
  readonly cells: readonly string[];
  readonly line: number;
  readonly fault: string | null;
}

function split(text: string, chunk = text.length || 1): Split[] {
  const records: Split[] = [];
  const splitter = new RecordSplitter((cells, line, fault) =>
    records.push({ cells: [...cells], line, fault: fault?.reason ?? null }),
  );
  for (let at = 0; at < text.length; at += chunk) splitter.push(text.slice(at, at + chunk));
  splitter.end();
  return records;
}

const cellsOf = (text: string) => split(text).map(({ cells }) => cells);
const linesOf = (text: string) => split(text).map(({ line }) => line);

test('line ends of every kind, mixed, with or without the last', () => {
  expect(cellsOf('a,b\r\n1,2\n3,4\r5,6')).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
    ['5', '6'],
  ]);
  expect(linesOf('a,b\r\n1,2\n3,4\r5,6\n')).toEqual([1, 2, 3, 4]);
});

test('quotes: commas, line breaks, doubled quotes, blanks before', () => {
  expect(cellsOf('"a,1","b ""x"""\n "c",d\n')).toEqual([
    ['a,1', 'b "x"'],
    ['c', 'd'],
  ]);
  expect(linesOf('h\n"a\nb\r\nc"\nd\n')).toEqual([1, 2, 5]);
});

test('a quote within an unquoted cell is text', () => {
  expect(cellsOf('12" main,b\n')).toEqual([['12" main', 'b']]);
});

test('short and long records stay what they are', () => {
  expect(cellsOf('a,b,c\n1,2\n1,2,3,4\n,,\n')).toEqual([
    ['a', 'b', 'c'],
    ['1', '2'],
    ['1', '2', '3', '4'],
    ['', '', ''],
  ]);
});

test('blank lines are left out and counted', () => {
  expect(linesOf('\n  \na\n\r\nb')).toEqual([3, 5]);
});

test('text after a closing quote is kept and said', () => {
  expect(split('"Main St" North,x\n')).toEqual([
    { cells: ['Main St North', 'x'], line: 1, fault: 'malformed-quotes' },
  ]);
});

test('a quote that is never closed costs its own line only', () => {
  expect(split('a,b\n"open,2\n3,4\n5,6')).toEqual([
    { cells: ['a', 'b'], line: 1, fault: null },
    { cells: [], line: 2, fault: 'unclosed-quote' },
    { cells: ['3', '4'], line: 3, fault: null },
    { cells: ['5', '6'], line: 4, fault: null },
  ]);
});

test('an unclosed quote does not swallow a long file', () => {
  const rows = 40_000;
  const records = split(`"open,1\n${'x,y,some more text\n'.repeat(rows)}`, 65_536);
  expect(records).toHaveLength(rows + 1);
  expect(records.at(-1)).toEqual({ cells: ['x', 'y', 'some more text'], line: rows + 1, fault: null });
});

test('a line without end is refused, not gathered', () => {
  expect(() => split('x'.repeat(1_200_000), 65_536)).toThrow(/Line 1 is longer/);
});

const cell = fc.oneof(fc.string(), fc.stringMatching(/^[a", \r\nxé]{0,6}$/));

test('what is written as RFC 4180 comes back, with its lines', () => {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const breaks = (text: string) => text.match(/\r\n|\r|\n/g)?.length ?? 0;
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(records, end, (rows, eol) => {
      const text = rows.map((row) => row.map(quote).join(',') + eol).join('');
      let line = 1;
      const expected = rows.map((cells) => {
        const here = line;
        line += 1 + cells.reduce((sum, one) => sum + breaks(one), 0);
        return { cells, line: here, fault: null };
      });
      expect(split(text)).toEqual(expected);
    }),
  );
});

test('chunk borders make no difference', () => {
  const wild = fc.stringMatching(/^[a,"\r\n ]{0,60}$/);
  fc.assert(
    fc.property(wild, fc.integer({ min: 1, max: 7 }), (text, chunk) => {
      expect(split(text, chunk)).toEqual(split(text));
    }),
    { numRuns: 3000 },
  );
});
