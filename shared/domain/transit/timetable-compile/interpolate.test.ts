import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpolateTimes, NO_TIME } from './interpolate.ts';

function filled(arrivals: readonly number[], departures: readonly number[]) {
  const [a, d] = [Int32Array.from(arrivals), Int32Array.from(departures)];
  return { usable: interpolateTimes(a, d, arrivals.length), arrivals: [...a], departures: [...d] };
}

test('T5: open times lie on the line between their neighbours, by call count, rounded to a second', () => {
  const open = [NO_TIME, NO_TIME, NO_TIME];
  expect(filled([0, ...open, 101], [1, ...open, 110])).toEqual({
    usable: true,
    arrivals: [0, 26, 51, 76, 101],
    departures: [1, 26, 51, 76, 110],
  });
});

test('T5: one of arrival and departure counts as both', () => {
  expect(filled([NO_TIME, 60, 120], [0, NO_TIME, NO_TIME])).toEqual({
    usable: true,
    arrivals: [0, 60, 120],
    departures: [0, 60, 120],
  });
});

test('T5: no time at the first or last call', () => {
  expect(filled([NO_TIME, 60], [NO_TIME, 60]).usable).toBe(false);
  expect(filled([60, NO_TIME], [60, NO_TIME]).usable).toBe(false);
  expect(filled([], []).usable).toBe(false);
});

test('T5: given times stay, open ones grow with their neighbours', () => {
  const gaps = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 4000 }), open: fc.boolean() }), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(gaps, (steps) => {
      let time = 0;
      const given = steps.map(({ gap }) => (time += gap));
      const times = given.map((t, i) => (steps[i]?.open && i > 0 && i < given.length - 1 ? NO_TIME : t));
      const { usable, arrivals, departures } = filled(times, times);
      expect(usable).toBe(true);
      expect(departures).toEqual(arrivals);
      times.forEach((t, i) => {
        if (t !== NO_TIME) expect(arrivals[i]).toBe(t);
        if (i > 0) expect(arrivals[i]).toBeGreaterThanOrEqual(arrivals[i - 1] as number);
      });
    }),
  );
});
