import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantOf, wallClockAt } from './wall-clock.ts';

const zone = 'Europe/London';
const seconds = (iso: string) => Date.parse(iso) / 1000;

it('knows summer from winter', () => {
  expect(wallClockAt(seconds('2026-07-01T23:30:00Z'), zone)).toEqual({ date: '2026-07-02', minutes: 30 });
  expect(wallClockAt(seconds('2026-12-01T23:30:00Z'), zone)).toEqual({ date: '2026-12-01', minutes: 1410 });
});

it('takes the first of two hours, and what follows a gap', () => {
  // 25 October 2026: 01:30 comes twice; 29 March 2026: 01:30 does not come.
  expect(instantOf({ date: '2026-10-25', minutes: 90 }, zone)).toBe(seconds('2026-10-25T00:30:00Z'));
  expect(instantOf({ date: '2026-03-29', minutes: 90 }, zone)).toBe(seconds('2026-03-29T01:30:00Z'));
});

it('there and back is the same minute', () => {
  const instants = fc.integer({ min: seconds('2020-01-01T00:00:00Z'), max: seconds('2035-01-01T00:00:00Z') });
  fc.assert(
    fc.property(instants, (instant) => {
      const clock = wallClockAt(instant, zone);
      expect(wallClockAt(instantOf(clock, zone), zone)).toEqual(clock);
    }),
  );
});
