import fc from 'fast-check';
import { expect, it } from 'vitest';
import { simplifyLine } from './simplify-line.ts';

const axis = fc.integer({ min: -1000, max: 1000 });
const line = fc.array(fc.tuple(axis, axis), { maxLength: 60 });
const split = (points: readonly (readonly [number, number])[]) =>
  [points.map(([x]) => x), points.map(([, y]) => y)] as const;

it('leaves no point further than the tolerance from what remains', () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 1, max: 300 }), (points, tolerance) => {
      const kept = simplifyLine(...split(points), tolerance);
      points.forEach((point, i) => {
        const next = kept.findIndex((at) => at >= i);
        const [from, to] = [points[kept[Math.max(0, next - 1)] ?? 0], points[kept[next] ?? 0]];
        expect(from && to && distance(point, from, to)).toBeLessThanOrEqual(tolerance + 1e-9);
      });
    }),
  );
});

it('keeps both ends, the order, and nothing twice', () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 0, max: 5000 }), (points, tolerance) => {
      const kept = simplifyLine(...split(points), tolerance);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      if (points.length > 0) expect([kept[0], kept.at(-1)]).toEqual([0, points.length - 1]);
    }),
  );
});

it('keeps the corner and leaves out the stretch', () => {
  expect(simplifyLine([0, 5, 10, 10, 10], [0, 0, 0, 5, 10], 1)).toEqual([0, 2, 4]);
});

it('goes through a line of 20,000 points that turns at every one', () => {
  const xs = Array.from({ length: 20_000 }, (_, i) => i);
  expect(
    simplifyLine(
      xs,
      xs.map((x) => (x % 2) * 10),
      1,
    ),
  ).toHaveLength(20_000);
});

function distance(
  [x, y]: readonly [number, number],
  a: readonly [number, number],
  b: readonly [number, number],
) {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length === 0) return Math.hypot(x - a[0], y - a[1]);
  const part = Math.min(
    1,
    Math.max(0, ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / length ** 2),
  );
  return Math.hypot(x - a[0] - part * (b[0] - a[0]), y - a[1] - part * (b[1] - a[1]));
}
