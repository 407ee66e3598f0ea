import fc from 'fast-check';
import { expect, it } from 'vitest';
import { metresFromMiddle } from '#test/builders/transit.ts';
import { placesOnPath } from './locate-vehicle.ts';
import { tripPath } from './trip-path.ts';

const metres = fc.integer({ min: -800, max: 800 });
const place = fc.tuple(metres, metres);

it('looking for a vehicle along a part of its path finds what lies there of the whole', () => {
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 2, maxLength: 30 }),
      place,
      fc.integer({ min: -100, max: 9000 }),
      fc.integer({ min: 0, max: 3000 }),
      (points, at, from, length) => {
        const path = tripPath(
          points.map((point) => metresFromMiddle(...point)),
          undefined,
        );
        if (!path) throw new Error('no path');
        const isThere = ({ along }: { readonly along: number }) => along >= from && along <= from + length;
        const position = metresFromMiddle(...at);
        expect(placesOnPath(path, position, from, from + length).filter(isThere)).toEqual(
          placesOnPath(path, position).filter(isThere),
        );
      },
    ),
    { numRuns: 500 },
  );
});

it('where a path from stop to stop turns back on itself, the way there and the way back are two places', () => {
  fc.assert(
    fc.property(metres, metres, fc.integer({ min: 5, max: 95 }), (x, y, percent) => {
      fc.pre(Math.hypot(x, y) > 100);
      const path = tripPath(
        [metresFromMiddle(0, 0), metresFromMiddle(x, y), metresFromMiddle(0, 0)],
        undefined,
      );
      if (!path) throw new Error('no path');
      const part = percent / 100;
      const [there, back, ...others] = placesOnPath(path, metresFromMiddle(x * part, y * part));
      expect(others).toEqual([]);
      const length = path.calls[1] as number;
      expect(there?.along).toBeCloseTo(length * part, 0);
      expect(back?.along).toBeCloseTo(length * (2 - part), 0);
    }),
  );
});
