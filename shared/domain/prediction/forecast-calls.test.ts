import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresFromMiddle } from '#test/builders/transit.ts';
import type { Track } from './follow-vehicle.ts';
import { forecastCalls, type PredictedRun } from './forecast-calls.ts';
import type { RunSchedule } from './run-schedule.ts';
import { tripPath } from './trip-path.ts';

const START = 1_780_000_000;
/** Stops a kilometre apart, from START on, so many seconds from one to the next. */
function runOf(legs: readonly number[], timepoints: readonly number[] = []): PredictedRun {
  const path = tripPath(
    [0, ...legs].map((_, i) => metresFromMiddle(i * 1000, 0)),
    undefined,
  );
  if (!path) throw new Error('no path');
  let time = START;
  const departures = [START, ...legs.map((seconds) => (time += seconds))];
  const schedule: RunSchedule = {
    arrivals: departures,
    departures,
    timepoints: departures.map((_, i) => (timepoints.includes(i) ? 1 : 0)),
  };
  return { path, schedule, even: departures, leg: (i) => ({ seconds: legs[i - 1] ?? 0, timetableShare: 1 }) };
}
const trackAt = (along: number, at: number): Track => ({
  along,
  at: START + at,
  nextCall: Math.max(0, Math.ceil((along - 35) / 1000)),
  standingSince: START + at,
  standingAlong: along,
  lost: 0,
});
const expectedOf = (run: PredictedRun, track: Track, now = track.at) =>
  forecastCalls(run, track, now).map(({ callIndex, expected, passed }) => [
    callIndex,
    expected - START,
    ...(passed ? ['passed'] : []),
  ]);

describe('the calls ahead of a vehicle', () => {
  it('take what is left of the leg, and then each leg', () => {
    // Two minutes late, half way to the second stop. Further ahead it is told a little early.
    const late = expectedOf(runOf([120, 120, 120]), trackAt(500, 180));
    expect(late).toEqual([
      [0, 120, 'passed'],
      [1, 240],
      [2, 360 - 6],
      [3, 480 - 12],
    ]);
  });

  it('are never before the vehicle may leave a timing point', () => {
    const early = expectedOf(runOf([120, 300, 120], [2]), trackAt(1500, 60));
    // It might leave at 390, half a minute before its time; seen from minute 1 that is told 13.5 s early.
    expect(early.slice(2)).toEqual([
      [2, 377],
      [3, 491],
    ]);
  });

  it('are on time, and none of them early, while the vehicle waits at its first stop', () => {
    const [first, second] = expectedOf(runOf([120, 120]), trackAt(0, -240));
    expect(first).toEqual([0, 0]);
    expect(second).toEqual([1, 120]);
  });

  it('are later and later while it stands there after its time', () => {
    expect(expectedOf(runOf([120, 120]), trackAt(0, 90))[0]).toEqual([0, 90]);
    expect(expectedOf(runOf([120, 120]), trackAt(0, 90), START + 130)[0]).toEqual([0, 130]);
  });

  it('are on time while it is parked, and moved up, a little beyond its first stop', () => {
    const parked = { ...trackAt(120, -240), nextCall: 0 };
    expect(expectedOf(runOf([120, 120]), parked)).toEqual([
      [0, 0],
      [1, 120],
      [2, 240],
    ]);
  });

  it('are after what the schedule stands at a stop, without it being called a timing point', () => {
    const { path, schedule } = runOf([120, 420, 120]);
    // Comes to the third stop at 240, and leaves it at 540.
    const arrivals = schedule.departures.map((departure, i) => (i === 2 ? departure - 300 : departure));
    const legs = [120, 120, 120];
    const run = {
      path,
      schedule: { ...schedule, arrivals },
      even: schedule.departures,
      leg: (i: number) => ({ seconds: legs[i - 1] ?? 0, timetableShare: 1 }),
    };
    const from = (seconds: readonly [number, number][]) => seconds.slice(-2).map(([, expected]) => expected);
    const onTime = expectedOf(run, trackAt(1500, 180)) as [number, number][];
    expect(from(onTime)[0]).toBeGreaterThan(540 - 60);
    const standing = expectedOf(run, trackAt(2000, 400)) as [number, number][];
    expect(from(standing)[0]).toBeGreaterThan(540 - 60);
    const late = expectedOf(run, trackAt(1500, 780)) as [number, number][];
    expect(from(late)[0]).toBeLessThan(860); // makes up what it would have stood
  });

  it('do not wait for a bus that waits nowhere, in a timetable that calls every stop a timing point', () => {
    const everywhere = [0, 1, 2, 3];
    const early = expectedOf(runOf([120, 120, 120], everywhere), trackAt(1500, 80));
    expect(early.slice(-2)).toEqual([
      [2, 140],
      [3, 254],
    ]);
    const little = expectedOf(runOf([120, 120, 120], everywhere), trackAt(1500, 140));
    expect(little.at(-1)).toEqual([3, 324]);
  });

  it('wait for a bus that waits nowhere, where it is to stand or is far too early', () => {
    const run = runOf([120, 720, 120], [0, 1, 2, 3]);
    // It left the second stop forty seconds before minute two, and a minute and a half early.
    expect(expectedOf(run, trackAt(1500, 90)).slice(-2)).toEqual([
      [2, 840 - 30 - 30],
      [3, 960 - 30 - 30],
    ]);
    const arrivals = run.schedule.departures.map((departure, i) => (i === 2 ? departure - 240 : departure));
    const stands = {
      ...run,
      schedule: { ...run.schedule, arrivals },
      leg: () => ({ seconds: 480, timetableShare: 0 }),
    };
    expect(expectedOf(stands, trackAt(1500, 90)).at(-2)).toEqual([2, 840 - 30 - 30]);
  });

  it('give back what the vehicle has lost of late, as far as only the timetable tells how long the way takes', () => {
    const run = runOf([300, 300, 300, 300, 300, 300]);
    const track = trackAt(1000, 300);
    const givenBack = (of: PredictedRun, drift: number) => {
      const without = expectedOf(of, track) as [number, number][];
      const withDrift = expectedOf(of, { ...track, drift }) as [number, number][];
      return withDrift.map(([, expected], i) => (without[i]?.[1] ?? 0) - expected).slice(4);
    };
    // Five minutes of road give back a sixth; these calls are so far ahead that all are told half a minute early.
    expect(givenBack(run, 120)).toEqual([60, 80, 100]);
    expect(givenBack(run, -60)).toEqual([-30, -40, -50]);
    const isKnown = (share: number): PredictedRun => ({
      ...run,
      leg: () => ({ seconds: 300, timetableShare: share }),
    });
    expect(givenBack(isKnown(0), 120)).toEqual([0, 0, 0]);
    expect(givenBack(isKnown(0.5), 120)).toEqual([30, 40, 50]);
    const waits = expectedOf(runOf([300, 300, 300], [3]), { ...track, drift: 300 }) as [number, number][];
    expect(waits.at(-1)?.[1]).toBe(870 - 25); // it might have come at 800, and leaves no earlier for that
  });

  it('are told further ahead where the bus is so late that their time is over', () => {
    const run = runOf([600, 600, 600, 600, 600, 600, 600]);
    const calls = expectedOf(run, trackAt(500, 3620)).map(([callIndex]) => callIndex);
    expect(calls).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('are not told beyond what a position can tell', () => {
    const run = runOf([600, 600, 600, 600, 600, 600]);
    expect(expectedOf(run, trackAt(10, 0)).at(-1)).toEqual([4, 2400]);
  });

  const legs = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 20 });
  it('come one after the other, none before now, whatever the schedule', () => {
    fc.assert(
      fc.property(
        legs,
        fc.array(fc.integer({ min: 0, max: 20 })),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: -3000, max: 9000 }),
        fc.integer({ min: 0, max: 120 }),
        (seconds, timepoints, part, at, ago) => {
          const run = runOf(seconds, timepoints);
          const track = trackAt(part * seconds.length * 1000, at);
          const now = track.at + ago;
          let last = Number.NEGATIVE_INFINITY;
          for (const { callIndex, expected, passed } of forecastCalls(run, track, now)) {
            expect(passed).toBe(callIndex < track.nextCall);
            if (passed) expect(expected).toBeLessThanOrEqual(track.at);
            else expect(expected).toBeGreaterThanOrEqual(now);
            expect(expected).toBeGreaterThanOrEqual(last);
            last = expected;
          }
        },
      ),
    );
  });
});
