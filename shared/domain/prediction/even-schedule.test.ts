import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresFromMiddle } from '#test/builders/transit.ts';
import { evenSchedule } from './even-schedule.ts';
import type { RunSchedule } from './run-schedule.ts';
import { type TripPath, tripPath } from './trip-path.ts';

const START = 1_780_000_000;

interface Leg {
  readonly minutes: number;
  readonly metres?: number;
  readonly timepoint?: boolean;
  /** Minutes that it stands at the end of the leg. */
  readonly stands?: number;
}

/** Leaves at START; each leg leads to a call. */
function runOf(legs: readonly Leg[]): { readonly path: TripPath; readonly schedule: RunSchedule } {
  let [along, time] = [0, START];
  const calls = [{ along, arrival: time, departure: time, timepoint: 1 as 0 | 1 }];
  for (const { minutes, metres = 1000, timepoint = false, stands = 0 } of legs) {
    along += metres;
    time += minutes * 60;
    calls.push({ along, arrival: time, departure: time + stands * 60, timepoint: timepoint ? 1 : 0 });
    time += stands * 60;
  }
  const path = tripPath(
    calls.map((call) => metresFromMiddle(call.along, 0)),
    undefined,
  );
  if (!path) throw new Error('no path');
  return {
    path,
    schedule: {
      arrivals: calls.map(({ arrival }) => arrival),
      departures: calls.map(({ departure }) => departure),
      timepoints: calls.map(({ timepoint }) => timepoint),
    },
  };
}
const evened = (legs: readonly Leg[]) => {
  const { path, schedule } = runOf(legs);
  const { departures, runningSeconds } = evenSchedule(path, schedule);
  return { departures: departures.map((time) => Math.round(time - START)), runningSeconds };
};
const minutes = (...legs: number[]): Leg[] => legs.map((leg) => ({ minutes: leg }));

describe('a timetable in whole minutes', () => {
  it('is evened out over the distance', () => {
    const { departures } = evened(minutes(1, 0, 1, 1, 0, 1));
    expect(departures[0]).toBe(0);
    expect(departures.at(-1)).toBe(240);
    expect(departures[3]).toBe(120);
    expect(departures[2]).toBeGreaterThan(60);
  });

  const anyLeg = fc.record({
    minutes: fc.integer({ min: 0, max: 30 }),
    metres: fc.integer({ min: 0, max: 3000 }),
    timepoint: fc.boolean(),
    stands: fc.integer({ min: 0, max: 10 }),
  });
  it('is not moved further than rounding explains, and never goes back', () => {
    fc.assert(
      fc.property(fc.array(anyLeg, { minLength: 1, maxLength: 30 }), (legs) => {
        const { path, schedule } = runOf(legs);
        const { departures, runningSeconds } = evenSchedule(path, schedule);
        departures.forEach((time, i) => {
          expect(time).toBeGreaterThanOrEqual((departures[i - 1] ?? 0) - 1e-6);
          expect(Math.abs(time - (schedule.departures[i] ?? 0))).toBeLessThanOrEqual(45 + 1e-6);
          expect(runningSeconds[i]).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
});

describe('what a timetable sets aside for waiting', () => {
  const padded: Leg[] = [...minutes(2, 2, 2), { minutes: 6, timepoint: true }, ...minutes(2, 2, 2)];

  it('is no time that a bus is on the road', () => {
    const { runningSeconds } = evened(padded);
    expect(runningSeconds[4]).toBeGreaterThan(110);
    expect(runningSeconds[4]).toBeLessThan(160); // not 360
  });

  it('is none of the legs beside it', () => {
    const { departures } = evened(padded);
    expect(departures[3]).toBeGreaterThan(355);
    expect(departures[3]).toBeLessThan(375);
    expect(departures[4]).toBeGreaterThan(705);
    expect(departures[4]).toBeLessThan(735);
  });

  it('is not found where the way there is as long as its time', () => {
    const { runningSeconds } = evened([
      ...minutes(2, 2),
      { minutes: 6, metres: 3000, timepoint: true },
      ...minutes(2, 2),
    ]);
    expect(runningSeconds[3]).toBeCloseTo(360, -1);
  });

  it('is what lies between arrival and departure, but for those who get on', () => {
    const { runningSeconds } = evened([...minutes(2, 2), { minutes: 2, stands: 5 }, ...minutes(2, 2)]);
    expect(runningSeconds[3]).toBeGreaterThan(115);
    expect(runningSeconds[3]).toBeLessThan(145);
  });

  it('is unknown, and not guessed, where every call is a timing point', () => {
    const { runningSeconds } = evened([2, 2, 6, 2, 2].map((leg) => ({ minutes: leg, timepoint: true })));
    expect(runningSeconds.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(14 * 60);
  });
});
