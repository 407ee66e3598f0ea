import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDay, localInstant, localText } from './local-instant.ts';

const zone = 'Europe/London';

describe('a time on the clocks of the place', () => {
  it.each([
    ['2026-12-31 19:30', '2026-12-31T19:30:00+00:00'],
    ['2026-07-04T19:30', '2026-07-04T19:30:00+01:00'],
    // In spring an hour is left out, and in autumn one comes twice: of two the first is meant.
    ['2026-03-29 01:30', '2026-03-29T02:30:00+01:00'],
    ['2026-10-25 01:30', '2026-10-25T01:30:00+01:00'],
    ['2028-02-29 00:00', '2028-02-29T00:00:00+00:00'],
  ])('%s', (text, instant) => {
    expect(localInstant(text, zone)).toBe(instant);
  });

  it.each([
    '',
    '2026-02-29 10:00',
    '2026-13-01 10:00',
    '2026-12-31 24:00',
    '2026-12-31',
    '10:00',
    '2026-12-31 10:60',
    '31/12/2026 10:00',
    '2026-12-31 10:00:00',
    '2026-12-31T10:00Z',
    ' 2026-12-31 10:00',
    '２０２６-12-31 10:00',
  ])('is not %j', (text) => {
    expect(localInstant(text, zone)).toBeUndefined();
  });

  it('is written as it is read', () => {
    const minute = fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(minute, fc.constantFrom(zone, 'UTC', 'Pacific/Auckland'), (at, timeZone) => {
        const text = localText(at.toISOString(), timeZone);
        const instant = localInstant(text, timeZone);
        expect(instant && localText(instant, timeZone)).toBe(text);
      }),
    );
  });

  it('stays as it was typed where it is none', () => {
    for (const text of ['', 'tomorrow', '2026-12-31 19:30', '2026-99-99T00:00:00Z', '2026-12-31'])
      expect(localText(text, zone)).toBe(text);
  });
});

describe('a day', () => {
  it.each([
    ['27 3 2026', '2026-03-27'],
    ['27/03/2026', '2026-03-27'],
    [' 1.2.2026 ', '2026-02-01'],
    ['2026-03-27', '2026-03-27'],
    ['29-2-2028', '2028-02-29'],
  ])('may be written %s', (text, day) => {
    expect(asDay(text)).toBe(day);
  });

  it.each([
    '',
    '31 2 2026',
    '29 2 2026',
    '0 1 2026',
    '1 0 2026',
    '1 13 2026',
    '2026-3-27',
    '27 3 26',
    'today',
    '2026-02-30',
    '03/27/2026',
  ])('is not %j', (text) => {
    expect(asDay(text)).toBeUndefined();
  });
});
