import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinClose, numberRanges } from './join-close.ts';

const at = fc.integer({ min: 0, max: 288 });
const points = fc.array(fc.record({ x: at, y: at }), { maxLength: 50 });

it('every point is in one group, in the order of the points', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 100 }), (all, radius) => {
      const groups = joinClose(all, radius, () => true);
      expect(groups.flat().sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
      for (const group of groups) expect(group).toEqual([...group].sort((a, b) => a - b));
      expect(groups.map(([first]) => first)).toEqual(
        groups.map(([first = 0]) => first).sort((a, b) => a - b),
      );
    }),
  );
});

it('joins what is close, and leaves alone what is far, few, or may not be joined', () => {
  const five = [0, 1, 2, 3, 4].map((x) => ({ x, y: 0 }));
  const far = { x: 100, y: 100 };
  expect(joinClose([far, ...five], 6, () => true)).toEqual([[0], [1, 2, 3, 4, 5]]);
  expect(joinClose([far, ...five], 6, (group) => group.length > 5)).toHaveLength(6);
  expect(joinClose([far, ...five.slice(2)], 6, () => true)).toHaveLength(4);
});

it('numbers in a row are said as a range, two beside each other are not', () => {
  expect(numberRanges([1, 2, 3, 5, 7, 8])).toEqual(['1–3', '5', '7', '8']);
  expect(numberRanges([])).toEqual([]);
  expect(numberRanges([4])).toEqual(['4']);
});
