import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaCountFor, assignAreas, hilbertIndex } from './assign-areas.ts';

test('one area for each 20,000 calls, 1 to 512', () => {
  expect([0, 1, 20_000, 20_001, 5_000_000, 1e9].map(areaCountFor)).toEqual([1, 1, 1, 2, 250, 512]);
});

const group = fc.record({
  lat: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
  lon: fc.option(fc.double({ min: -180, max: 180, noNaN: true })),
  weight: fc.integer({ min: 0, max: 100 }),
});

test('no area holds more than its share and one group', () => {
  fc.assert(
    fc.property(fc.array(group, { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (groups, count) => {
      const areas = assignAreas(groups, count);
      const weights = new Array<number>(count).fill(0);
      areas.forEach((area, i) => {
        expect(area).toBeLessThan(count);
        weights[area] = (weights[area] as number) + (groups[i]?.weight ?? 0);
      });
      const total = groups.reduce((sum, { weight }) => sum + weight, 0);
      const heaviest = Math.max(0, ...groups.map(({ weight }) => weight));
      for (const weight of weights) expect(weight).toBeLessThanOrEqual(total / count + heaviest);
    }),
  );
});

test('the curve visits every cell once, neighbour after neighbour', () => {
  const side = 32;
  const cells = Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)] as const);
  const order = cells
    .map(([x, y]) => ({ x, y, index: hilbertIndex(x, y) }))
    .sort((a, b) => a.index - b.index);
  expect(new Set(order.map(({ index }) => index)).size).toBe(side * side);
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [order[i - 1], order[i]];
    if (a && b) expect(Math.abs(a.x - b.x) + Math.abs(a.y - b.y)).toBe(1);
  }
});
