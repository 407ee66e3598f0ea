import { expect, it } from 'vitest';
import { textFault } from './text-fault.ts';

const inLine = (text: string) => textFault(text, { mayHaveLines: false });
const inLines = (text: string) => textFault(text, { mayHaveLines: true });

it.each(['Café Pèirt – “open”', 'שלום\u200F (a)', 'e\u0301', '👩🏽‍🦽', 'a\u00a0b', '日本語'])(
  '%j is a text',
  (text) => {
    expect([inLine(text), inLines(text)]).toEqual([undefined, undefined]);
  },
);

it.each([
  ['bell \u0007', 'has a control character (U+0007)'],
  ['tab\t', 'has a control character (U+0009)'],
  ['\u0000', 'has a control character (U+0000)'],
  ['next line \u0085', 'has a control character (U+0085)'],
  ['\u001b[31mred', 'has a control character (U+001B)'],
  ['\u007f', 'has a control character (U+007F)'],
  ['evil\u202Egnp.exe', 'has a character that turns the direction of writing round (U+202E)'],
  ['\u2066a\u2069', 'has a character that turns the direction of writing round (U+2066)'],
])('%j is refused, and why', (text, reason) => {
  expect([inLine(text), inLines(text)]).toEqual([reason, reason]);
});

it.each(['two\nlines', 'two\r\nlines', 'two\u2028lines'])('%j is a text where lines may be', (text) => {
  expect([inLine(text), inLines(text)]).toEqual(['has a line break', undefined]);
});
