import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresFromMiddle } from '#test/builders/transit.ts';
import { followVehicle, type Passage, type Track } from './follow-vehicle.ts';
import type { RunSchedule } from './run-schedule.ts';
import { type TripPath, tripPath } from './trip-path.ts';

type Metres = readonly [number, number];
const START = 1_780_000_000;

function pathAlong(...places: Metres[]): TripPath {
  const path = tripPath(
    places.map((place) => metresFromMiddle(...place)),
    undefined,
  );
  if (!path) throw new Error('no path');
  return path;
}

/** A call every two minutes, from START on. */
const every2Minutes = (path: TripPath): RunSchedule => {
  const times = path.calls.map((_, i) => START + i * 120);
  return { arrivals: times, departures: times, timepoints: times.map(() => 0 as const) };
};

interface Report {
  readonly place: Metres;
  readonly at: number;
  readonly bearing?: number;
}

function followed(path: TripPath, reports: readonly Report[], run = every2Minutes(path)) {
  let track: Track | undefined;
  const passages: Passage[] = [];
  for (const { place, at, bearing } of reports) {
    const fix = { position: metresFromMiddle(...place), at: START + at, bearing };
    const next = followVehicle(track, fix, path, run);
    track = next.track;
    passages.push(...next.passages);
  }
  return { track, passages };
}

const straight = pathAlong([0, 0], [1000, 0], [2000, 0], [3000, 0]);

describe('a vehicle on its way', () => {
  it('passes its stops, each once, at the time between the reports', () => {
    const { track, passages } = followed(straight, [
      { place: [10, 5], at: 0 },
      { place: [500, -8], at: 60 },
      { place: [1500, 4], at: 120 },
      { place: [2950, 0], at: 300 },
    ]);
    expect(track).toMatchObject({ nextCall: 3, lost: 0 });
    expect(passages.map(({ callIndex, departed }) => [callIndex, departed - START])).toEqual([
      [0, 0],
      [1, 90],
      [2, expect.closeTo(182, -1)],
    ]);
  });

  it('that stands at a stop is still at it', () => {
    const { track, passages } = followed(straight, [
      { place: [900, 0], at: 100 },
      { place: [1000, 0], at: 120 },
      { place: [1004, 2], at: 150 },
      { place: [998, 1], at: 180 },
    ]);
    expect(passages).toEqual([]);
    expect(track).toMatchObject({ nextCall: 1, standingSince: START + 120 });
  });

  it('that waits at its first stop, longer than it should, is not where its path comes back to', () => {
    const block = pathAlong([0, 0], [200, 0], [200, 16], [0, 16], [-500, 16]);
    const times = block.calls.map((_, i) => START + i * 15);
    const run = { arrivals: times, departures: times, timepoints: times.map(() => 0 as const) };
    const { track, passages } = followed(
      block,
      [
        { place: [0, 4], at: -60 },
        { place: [-4, 12], at: 60 },
        { place: [3, 11], at: 90 },
      ],
      run,
    );
    expect(passages).toEqual([]);
    expect(track).toMatchObject({ nextCall: 0, at: START + 90 });
  });

  it('that is moved up or turned at its first stop before its time has not left it', () => {
    const { track, passages } = followed(straight, [
      { place: [5, 0], at: -600 },
      { place: [60, 4], at: -400 },
      { place: [120, 2], at: -370 },
      { place: [121, 2], at: 40 },
    ]);
    expect(passages).toEqual([]);
    expect(track).toMatchObject({ nextCall: 0, standingSince: START - 370 });
    const left = followed(straight, [
      { place: [120, 2], at: -370 },
      { place: [121, 2], at: 40 },
      { place: [160, 2], at: 70 },
    ]);
    expect(left.passages).toMatchObject([{ callIndex: 0, departed: START + 40 }]);
    expect(left.track?.nextCall).toBe(1);
  });

  it('that sets out a little early has left', () => {
    const { passages } = followed(straight, [
      { place: [5, 0], at: -90 },
      { place: [70, 0], at: -60 },
    ]);
    expect(passages).toMatchObject([{ callIndex: 0 }]);
  });

  it('that stood at a stop left it after it was last seen there', () => {
    const { passages } = followed(straight, [
      { place: [990, 0], at: 120 },
      { place: [1000, 0], at: 150 },
      { place: [1240, 0], at: 210 },
    ]);
    const [passage] = passages;
    expect(passage).toMatchObject({ callIndex: 1, arrived: START + 120 });
    expect(passage?.departed).toBeGreaterThanOrEqual(START + 150);
    expect(passage?.departed).toBeLessThan(START + 210);
  });

  it('does not go backwards because a receiver is out by some metres', () => {
    const { track } = followed(straight, [
      { place: [700, 0], at: 80 },
      { place: [660, 0], at: 95 },
    ]);
    expect(track?.along).toBeCloseTo(700, -1);
  });

  it('that reports an older position than before changes nothing', () => {
    const before = followed(straight, [{ place: [700, 0], at: 80 }]);
    const after = followed(straight, [
      { place: [700, 0], at: 80 },
      { place: [1900, 0], at: 70 },
    ]);
    expect(after).toEqual(before);
  });

  it('far beside its road is lost, and found again where it comes back', () => {
    const reports = [
      { place: [500, 0], at: 60 },
      { place: [800, 900], at: 120 },
    ] as const;
    expect(followed(straight, reports).track).toMatchObject({ lost: 1, nextCall: 1 });
    const { track } = followed(straight, [...reports, { place: [2100, 0], at: 240 }]);
    expect(track).toMatchObject({ lost: 0, nextCall: 3 });
  });

  it('that has arrived is not on its way again when it drives back', () => {
    const back = [400, 430, 460, 490].map((at, i) => ({ place: [2500 - i * 300, 0] as const, at }));
    const arrived = [
      { place: [2000, 0] as const, at: 240 },
      { place: [2990, 0] as const, at: 360 },
    ];
    expect(followed(straight, [...arrived, ...back]).track?.nextCall).toBe(3);
  });

  it('that cannot have come so far so fast is not believed at once', () => {
    const { track } = followed(straight, [
      { place: [100, 0], at: 10 },
      { place: [2900, 0], at: 20 },
    ]);
    expect(track).toMatchObject({ lost: 1 });
    expect(track?.along).toBeCloseTo(100, -1);
  });
});

describe('a road that is passed twice', () => {
  const outAndBack = pathAlong([0, 0], [1000, 0], [2000, 0], [2000, 12], [1000, 12], [0, 12]);

  it('is told apart by the schedule where the vehicle is first seen', () => {
    const out = followed(outAndBack, [{ place: [1500, 6], at: 180 }]);
    const back = followed(outAndBack, [{ place: [1500, 6], at: 420 }]);
    expect(out.track?.along).toBeCloseTo(1500, -1);
    expect(back.track?.along).toBeCloseTo(2512, -2);
  });

  it('and by where the vehicle is heading', () => {
    const late = followed(outAndBack, [{ place: [1500, 6], at: 400, bearing: 90 }]);
    expect(late.track?.along).toBeCloseTo(1500, -1);
  });

  it('and by what it has behind it', () => {
    const { track } = followed(outAndBack, [
      { place: [1950, 12], at: 260, bearing: 270 },
      { place: [1500, 6], at: 300 },
    ]);
    expect(track?.along).toBeGreaterThan(2012);
  });
});

describe('whatever is reported', () => {
  const report = fc.record({
    place: fc.tuple(fc.integer({ min: -500, max: 3500 }), fc.integer({ min: -600, max: 600 })),
    at: fc.integer({ min: -600, max: 4000 }),
    bearing: fc.option(fc.integer({ min: 1, max: 360 }), { nil: undefined }),
  });
  const loop = pathAlong([0, 0], [1500, 0], [1500, 800], [0, 800], [0, 0], [-400, 0]);

  it('no call is passed twice or out of turn, and none before it was come to', () => {
    fc.assert(
      fc.property(fc.constantFrom(straight, loop), fc.array(report, { maxLength: 40 }), (path, reports) => {
        const sorted = [...reports].sort((a, b) => a.at - b.at);
        let track: Track | undefined;
        let last = { callIndex: -1, departed: Number.NEGATIVE_INFINITY };
        for (const { place, at, bearing } of sorted) {
          const before = track;
          const fix = { position: metresFromMiddle(...place), at: START + at, bearing };
          const next = followVehicle(before, fix, path, every2Minutes(path));
          // Looked for anew, it may be anywhere.
          const isForgotten = before !== undefined && (before.lost >= 3 || START + at - before.at > 900);
          if (isForgotten) last = { callIndex: -1, departed: Number.NEGATIVE_INFINITY };
          else if (before && next.track) {
            expect(next.track.along).toBeGreaterThanOrEqual(before.along);
            expect(next.track.nextCall).toBeGreaterThanOrEqual(before.nextCall);
          }
          for (const passage of next.passages) {
            expect(passage.callIndex).toBeGreaterThan(last.callIndex);
            expect(passage.departed).toBeGreaterThanOrEqual(last.departed);
            expect(passage.arrived).toBeLessThanOrEqual(passage.departed);
            expect(passage.departed).toBeLessThanOrEqual(START + at);
            last = passage;
          }
          track = next.track;
        }
      }),
    );
  });
});
