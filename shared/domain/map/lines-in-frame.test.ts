import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RouteLine } from '../transit/timetable.ts';
import { linesInFrame } from './lines-in-frame.ts';
import type { MapFrame } from './map-frame.ts';

const SIDE = 1000;
/** A hundredth of a degree from the middle to each edge, so that one unit is 2e-5 degrees. */
const frame: MapFrame = { centre: { lat: 0, lon: 0 }, spanMetres: 111_195 * 0.02 };
/** A line by points of the drawing. */
const line = (...points: readonly (readonly [x: number, y: number])[]): RouteLine => ({
  lats: points.map(([, y]) => 1000 - y * 2),
  lons: points.map(([x]) => x * 2 - 1000),
});
const drawn = (lines: readonly RouteLine[], most = 1000) => linesInFrame(lines, frame, SIDE, most);

describe('lines in a frame', () => {
  it('are drawn where they run', () => {
    expect(drawn([line([100, 100], [500, 300], [900, 100])])).toEqual([[100, 100, 500, 300, 900, 100]]);
  });

  it('are cut off at the edges, and go on where they come back', () => {
    expect(drawn([line([500, 500], [1500, 500], [1500, 600], [500, 600])])).toEqual([
      [500, 500, 1000, 500],
      [1000, 600, 500, 600],
    ]);
    expect(drawn([line([-500, 500], [1500, 500])])).toEqual([[0, 500, 1000, 500]]);
    expect(drawn([line([-500, -500], [-500, 1500]), line([1200, 0], [1200, 900]), line([3, 3])])).toEqual([]);
  });

  it('never leave the drawing, and never are more than was allowed', () => {
    const point = fc.tuple(fc.integer({ min: -2000, max: 3000 }), fc.integer({ min: -2000, max: 3000 }));
    const lines = fc.array(
      fc.array(point, { maxLength: 40 }).map((points) => line(...points)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 10, max: 400 }), (all, most) => {
        const result = drawn(all, most);
        expect(result.flat().every((at) => Number.isInteger(at) && at >= 0 && at <= SIDE)).toBe(true);
        expect(result.flat().length / 2).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('are drawn more roughly before any is left out', () => {
    const wavy = line(...Array.from({ length: 200 }, (_, i) => [i * 5, 500 + (i % 2) * 8] as const));
    expect(drawn([wavy], 400)[0]).toHaveLength(400);
    expect(drawn([wavy], 20)).toEqual([[0, 500, 995, 508]]);
  });
});
