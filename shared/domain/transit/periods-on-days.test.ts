import { describe, expect, it } from 'vitest';
import { periodsOnDays } from './periods-on-days.ts';

const zone = 'Europe/London';
const at = (text: string) => Date.parse(text) / 1000;
/** A Wednesday. */
const now = at('2026-06-10T10:00:00+01:00');
const [WEEKEND, WEEKDAYS] = [new Set([5, 6]), new Set([0, 1, 2, 3, 4])];

const told = (periods: Parameters<typeof periodsOnDays>[0], days = WEEKEND, when = now) =>
  periodsOnDays(periods, days, when, zone).map((period) =>
    [period.start, period.end].map((instant) => new Date((instant ?? 0) * 1000).toISOString().slice(0, 16)),
  );

describe('A6: periods that hold on some days of the week', () => {
  it('are cut into these days by the clock on the wall, two weeks ahead', () => {
    const period = { start: at('2026-06-01T00:00:00Z'), end: at('2026-12-31T00:00:00Z') };
    expect(told([period])).toEqual([
      ['2026-06-12T23:00', '2026-06-14T23:00'],
      ['2026-06-19T23:00', '2026-06-21T23:00'],
    ]);
    expect(told([period], WEEKDAYS)).toEqual([
      ['2026-06-08T23:00', '2026-06-12T23:00'],
      ['2026-06-14T23:00', '2026-06-19T23:00'],
      ['2026-06-21T23:00', '2026-06-23T23:00'],
    ]);
  });

  it('keep their own beginning and end', () => {
    const period = { start: at('2026-06-13T08:00:00Z'), end: at('2026-06-20T12:00:00Z') };
    expect(told([period])).toEqual([
      ['2026-06-13T08:00', '2026-06-14T23:00'],
      ['2026-06-19T23:00', '2026-06-20T12:00'],
    ]);
  });

  it('may have no end, no beginning, or be left out', () => {
    const always = told([]);
    expect(always[0]).toEqual(['2026-06-12T23:00', '2026-06-14T23:00']);
    expect(told([{ start: null, end: null }])).toEqual(always);
    expect(told([{ start: at('2026-01-01T00:00:00Z'), end: null }])).toEqual(always);
  });

  it('may begin later than boards look', () => {
    expect(told([{ start: at('2026-09-01T00:00:00Z'), end: null }])[0]).toEqual([
      '2026-09-04T23:00',
      '2026-09-06T23:00',
    ]);
  });

  it('hold never where they have no such day, or are over', () => {
    expect(told([{ start: at('2026-06-15T08:00:00Z'), end: at('2026-06-16T12:00:00Z') }])).toEqual([]);
    expect(told([{ start: at('2026-05-01T00:00:00Z'), end: at('2026-05-31T00:00:00Z') }])).toEqual([]);
  });

  it('begin and end at midnight where the clocks change in the night after', () => {
    const autumn = told([], new Set([6]), at('2026-10-24T10:00:00Z'));
    expect(autumn[0]).toEqual(['2026-10-24T23:00', '2026-10-26T00:00']);
    const spring = told([], new Set([6]), at('2026-03-28T10:00:00Z'));
    expect(spring[0]).toEqual(['2026-03-29T00:00', '2026-03-29T23:00']);
  });

  it('are the same for the whole of a day, so that nothing is written anew for them', () => {
    const later = at('2026-06-10T23:30:00+01:00');
    expect(told([], WEEKEND, later)).toEqual(told([]));
  });
});
