import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRouteLines, packRouteLines, routeLinesSchema, unpackRouteLines } from './route-lines.ts';

type Point = readonly [lat: number, lon: number];
const shape = (...points: readonly Point[]) => ({
  shapeId: 's',
  lats: points.map(([lat]) => lat),
  lons: points.map(([, lon]) => lon),
});
const pointsOf = ({ lats, lons }: { lats: readonly number[]; lons: readonly number[] }) =>
  lats.map((lat, i) => [lat, lons[i]]);

describe('compileRouteLines', () => {
  const a: Point = [5_639_000, -343_000];
  const b: Point = [5_639_500, -342_000];
  const c: Point = [5_640_500, -342_500];
  const d: Point = [5_640_000, -344_000];

  it('has every stretch once, whichever way and however often it is driven', () => {
    const lines = compileRouteLines([shape(a, b, c), shape(c, b, a), shape(a, b, d)]);
    expect(lines.map(pointsOf)).toEqual([
      [a, b, c],
      [b, d],
    ]);
  });

  it('breaks a line where others have been before, and goes on after that', () => {
    const lines = compileRouteLines([shape(b, c), shape(a, b, c, d)]);
    expect(lines.map(pointsOf)).toEqual([
      [b, c],
      [a, b],
      [c, d],
    ]);
  });

  it('leaves out points that a straight line has anyway, and shapes that go nowhere', () => {
    const straight = shape([5_639_000, -343_000], [5_639_500, -343_001], [5_640_000, -343_000]);
    expect(compileRouteLines([straight, shape(a, a), shape(a), shape()]).map(pointsOf)).toEqual([
      [
        [5_639_000, -343_000],
        [5_640_000, -343_000],
      ],
    ]);
  });

  it('comes back from its item as it was', () => {
    const degrees = fc.integer({ min: -9_000_000, max: 9_000_000 });
    const lines = fc.array(
      fc.array(fc.tuple(degrees, degrees), { minLength: 2 }).map((all) => shape(...all)),
    );
    fc.assert(
      fc.property(lines, (all) => {
        const item: unknown = JSON.parse(JSON.stringify(packRouteLines(all)));
        expect(unpackRouteLines(routeLinesSchema.parse(item)).map(pointsOf)).toEqual(all.map(pointsOf));
      }),
    );
  });
});
