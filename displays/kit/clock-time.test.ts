import { describe, expect, it } from 'vitest';
import { clockTime, dayName, dayOf, spokenTime } from './clock-time.ts';

const zone = 'Europe/London';
const at = (iso: string) => Date.parse(iso) / 1000;

it('shows the stop’s own time, in summer and winter', () => {
  expect(clockTime(at('2026-07-15T13:05:00Z'), zone)).toBe('14:05');
  expect(clockTime(at('2026-12-15T13:05:00Z'), zone)).toBe('13:05');
  expect(spokenTime(at('2026-07-15T13:05:00Z'), zone)).toBe('14 05');
  expect(dayName(at('2026-07-15T13:05:00Z'), zone)).toBe('Wednesday 15 July');
});

describe('the day beside a clock time', () => {
  it.each([
    ['2026-07-15T22:30:00Z', '2026-07-15T23:10:00Z', 'today'], // 00:10, said at 23:30
    ['2026-07-15T22:30:00Z', '2026-07-16T04:10:00Z', 'tomorrow'],
    ['2026-07-15T23:30:00Z', '2026-07-16T04:10:00Z', 'today'], // after midnight
    ['2026-07-15T10:00:00Z', '2026-07-17T10:00:00Z', 'later'],
  ])('at %s for %s: %s', (now, instant, day) => {
    expect(dayOf(at(instant), at(now), zone)).toBe(day);
  });
});
