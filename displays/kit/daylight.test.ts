import { expect, it } from 'vitest';
import { isDaylight } from './daylight.ts';

const perth = (iso: string) => isDaylight(Date.parse(iso) / 1000, 56.396, -3.437);

it.each([
  ['2026-06-21T12:00:00Z', true],
  ['2026-06-21T21:30:00Z', true], // the sun is down, its light is not
  ['2026-06-22T00:30:00Z', false],
  ['2026-12-21T08:20:00Z', true],
  ['2026-12-21T07:40:00Z', false],
  ['2026-12-21T15:45:00Z', true],
  ['2026-12-21T16:50:00Z', false],
])('in Perth at %s it is day: %s', (iso, day) => {
  expect(perth(iso)).toBe(day);
});
