import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresFromMiddle } from '#test/builders/transit.ts';
import { type DrivenRun, driftAfter, shareGivenBack } from './drift.ts';
import { evenSchedule } from './even-schedule.ts';
import type { Track } from './follow-vehicle.ts';
import { tripPath } from './trip-path.ts';

const START = 1_780_000_000;
const MINUTES = 30;

/** Thirty stops a kilometre and a minute apart. */
function runOf(timepoints: readonly number[] = [], pace = 1): DrivenRun {
  const calls = Array.from({ length: MINUTES }, (_, i) => i);
  const path = tripPath(
    calls.map((i) => metresFromMiddle(i * 1000, 0)),
    undefined,
  );
  if (!path) throw new Error('no path');
  const departures = calls.map((i) => START + i * 60);
  const schedule = {
    arrivals: departures,
    departures,
    timepoints: calls.map((i) => (timepoints.includes(i) ? (1 as const) : (0 as const))),
  };
  return { path, schedule, even: evenSchedule(path, schedule), pace };
}

/** At the seconds after the start of the run, so many kilometres on its way. */
const trackAt = (at: number, kilometres: number, more: Partial<Track> = {}): Track => ({
  along: kilometres * 1000,
  at: START + at,
  nextCall: Math.ceil(kilometres),
  standingSince: START + at,
  standingAlong: kilometres * 1000,
  lost: 0,
  ...more,
});

/** The drift of a vehicle that was at these places, one after the other. */
function driftOf(run: DrivenRun, tracks: readonly Track[]): number {
  const [first, ...others] = tracks as [Track, ...Track[]];
  const last = others.reduce((before, after) => ({ ...after, drift: driftAfter(before, after, run) }), first);
  return last.drift ?? 0;
}

describe('what a vehicle has lost of late', () => {
  it('is what it took longer than the timetable has it drive', () => {
    expect(driftOf(runOf(), [trackAt(300, 5), trackAt(450, 7)])).toBeCloseTo(30);
    expect(driftOf(runOf(), [trackAt(300, 5), trackAt(390, 7)])).toBeCloseTo(-30);
  });

  it('is nothing where it drives as all buses do today', () => {
    expect(driftOf(runOf([], 1.25), [trackAt(300, 5), trackAt(450, 7)])).toBeCloseTo(0);
  });

  it('fades to a third in ten minutes', () => {
    const tracks = [trackAt(300, 5), trackAt(420, 6), trackAt(720, 11), trackAt(1020, 16)];
    expect(driftOf(runOf(), tracks)).toBeCloseTo(60 / Math.E);
  });

  it('is no waiting for its time, and no standing in the road', () => {
    const waits = [trackAt(240, 5), trackAt(290, 5, { standingSince: START + 240 })];
    expect(driftOf(runOf([5]), waits)).toBe(0);
    expect(driftOf(runOf(), waits)).toBeCloseTo(50);
    const stands = [trackAt(300, 5.5), trackAt(500, 5.5, { standingSince: START + 300 })];
    expect(driftOf(runOf(), stands)).toBe(0);
  });

  it('is not known where it was waiting at its start, off its path, or out of sight', () => {
    expect(driftOf(runOf(), [trackAt(90, 0, { nextCall: 0 }), trackAt(180, 1)])).toBe(0);
    expect(driftOf(runOf(), [trackAt(300, 5, { lost: 3 }), trackAt(600, 7)])).toBe(0);
    expect(driftOf(runOf(), [trackAt(300, 5, { drift: 90 }), trackAt(1300, 15)])).toBe(0);
  });

  it('stays while its reports are beside its path', () => {
    const known = trackAt(300, 5, { drift: 90 });
    expect(driftAfter(known, { ...known, lost: 1 }, runOf())).toBe(90);
  });

  it('is nothing for a bus that drives as its timetable says, wherever it is seen, and never more than five minutes', () => {
    const places = fc.array(fc.double({ min: 0.1, max: MINUTES - 1, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(places, fc.integer({ min: -100, max: 100 }), (kilometres, late) => {
        const tracks = kilometres.toSorted((a, b) => a - b).map((at) => trackAt(late + at * 60, at));
        expect(Math.abs(driftOf(runOf(), tracks))).toBeLessThan(0.01);
      }),
    );
    const jumps = fc.array(fc.tuple(fc.nat({ max: 800 }), fc.nat({ max: 29 })), { minLength: 2 });
    fc.assert(
      fc.property(jumps, (steps) => {
        const secondsAt = (i: number) => steps.slice(0, i + 1).reduce((sum, [seconds]) => sum + seconds, 0);
        const tracks = steps.map(([, kilometres], i) => trackAt(secondsAt(i), kilometres));
        expect(Math.abs(driftOf(runOf(), tracks))).toBeLessThanOrEqual(300);
      }),
    );
  });
});

it('is given back bit by bit, and once', () => {
  expect([0, 900, 1800, 7200].map(shareGivenBack)).toEqual([0, 0.5, 1, 1]);
});
