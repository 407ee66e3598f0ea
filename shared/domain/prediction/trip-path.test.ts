import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresFromMiddle } from '#test/builders/transit.ts';
import type { RouteLine } from '../transit/timetable.ts';
import { placesOnPath } from './locate-vehicle.ts';
import { tripPath } from './trip-path.ts';

type Metres = readonly [number, number];

const stopsAt = (...places: Metres[]) => places.map((place) => metresFromMiddle(...place));
const shapeOf = (...places: Metres[]): RouteLine => {
  const points = places.map((place) => metresFromMiddle(...place));
  return {
    lats: points.map(({ lat }) => Math.round(lat * 1e5)),
    lons: points.map(({ lon }) => Math.round(lon * 1e5)),
  };
};
const rounded = (values: readonly number[] | undefined) =>
  values?.map((value) => Math.round(value / 10) * 10);

describe('the path of a trip', () => {
  it('is as long as the road, not as the crow flies', () => {
    const path = tripPath(stopsAt([0, 0], [1000, 0]), shapeOf([0, 0], [0, 500], [1000, 500], [1000, 0]));
    expect(path?.fromShape).toBe(true);
    expect(rounded(path?.calls)).toEqual([0, 2000]);
  });

  it('leads from stop to stop where there is no shape, or one that does not belong to the stops', () => {
    const stops = stopsAt([0, 0], [300, 0], [300, 400]);
    for (const shape of [undefined, shapeOf([9000, 0], [9500, 0]), { lats: [], lons: [] }]) {
      const path = tripPath(stops, shape);
      expect(path?.fromShape).toBe(false);
      expect(rounded(path?.calls)).toEqual([0, 300, 700]);
    }
  });

  it('of a loop has its terminus at both ends', () => {
    const square = [
      [0, 0],
      [800, 0],
      [800, 800],
      [0, 800],
      [0, 0],
    ] as const;
    const path = tripPath(stopsAt([0, 0], [800, 400], [0, 400], [0, 0]), shapeOf(...square));
    expect(rounded(path?.calls)).toEqual([0, 1200, 2800, 3200]);
  });

  it('of a road that is gone along twice has each stop on its own way', () => {
    // Out past A to the end, and back past A to another terminus.
    const path = tripPath(
      stopsAt([0, 0], [500, 0], [1000, 0], [500, 0], [0, 10]),
      shapeOf([0, 0], [1000, 0], [1000, 10], [0, 10]),
    );
    expect(rounded(path?.calls)).toEqual([0, 500, 1000, 1510, 2010]);
  });

  it('has a stop without a position midway between its neighbours', () => {
    const [a, b, c] = stopsAt([0, 0], [900, 0], [900, 600]);
    if (!a || !b || !c) throw new Error('no stops');
    for (const shape of [undefined, shapeOf([0, 0], [900, 0], [900, 600])]) {
      expect(rounded(tripPath([a, null, null, b, null, c], shape)?.calls)).toEqual([
        0, 300, 600, 900, 1200, 1500,
      ]);
    }
  });

  it('is not known where its first or its last stop has no position', () => {
    const [a, b] = stopsAt([0, 0], [300, 0]);
    if (!a || !b) throw new Error('no stops');
    for (const stops of [[], [a], [null, a, b], [a, b, null], [null, null], [a, null]])
      expect(tripPath(stops, undefined)).toBeUndefined();
  });

  const metres = fc.double({ min: -3000, max: 3000, noNaN: true });
  const places = fc.array(fc.tuple(metres, metres), { minLength: 2, maxLength: 12 });
  it('never goes back, whatever the shape, and every place found on it is on it', () => {
    fc.assert(
      fc.property(places, places, fc.tuple(metres, metres), (stops, shape, vehicle) => {
        const path = tripPath(stopsAt(...stops), shapeOf(...shape));
        if (!path) return;
        const length = path.along.at(-1) ?? 0;
        for (const column of [path.along, path.calls]) {
          column.forEach((value, i) => {
            expect(value).toBeGreaterThanOrEqual(column[i - 1] ?? 0);
            expect(value).toBeLessThanOrEqual(length + 1e-6);
          });
        }
        for (const { along, metresOff } of placesOnPath(path, metresFromMiddle(...vehicle))) {
          expect(along).toBeGreaterThanOrEqual(0);
          expect(along).toBeLessThanOrEqual(length + 1e-6);
          expect(metresOff).toBeLessThanOrEqual(500);
        }
      }),
    );
  });
});
