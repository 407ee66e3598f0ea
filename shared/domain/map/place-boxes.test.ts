import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, freeSpot, spreadBoxes } from './place-boxes.ts';

const SIDE = 288;
const SIZE = 28;
const box = (x: number, y: number, width = SIZE, height = SIZE): Box => ({ x, y, width, height });
const at = fc.integer({ min: 0, max: SIDE });
const isApart = (a: Box, b: Box) =>
  Math.abs(a.x - b.x) >= (a.width + b.width) / 2 - 1e-9 ||
  Math.abs(a.y - b.y) >= (a.height + b.height) / 2 - 1e-9;
const isWhole = ({ x, y, width, height }: Box) =>
  Math.min(x - width / 2, y - height / 2) >= 0 && Math.max(x + width / 2, y + height / 2) <= SIDE;

function expectGood(spread: readonly Box[]) {
  spread.forEach((one, i) => {
    expect(isWhole(one)).toBe(true);
    for (const other of spread.slice(0, i)) expect(isApart(one, other)).toBe(true);
  });
}

describe('spread boxes', () => {
  it('cover none of the others and are whole, wherever fifty of them want to be', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(at, at), { maxLength: 50 }), (points) => {
        const spread = spreadBoxes(
          points.map(([x, y]) => box(x, y)),
          SIDE,
        );
        expect(spread).toHaveLength(points.length);
        expectGood(spread);
      }),
      { numRuns: 60 },
    );
  });

  it('stay where they are while nothing is in the way', () => {
    const apart = [box(40, 40), box(70, 40), box(200.5, 133.25)];
    expect(spreadBoxes(apart, SIDE)).toEqual(apart);
  });

  it('stand close around where all of them want to be, the first in its very place', () => {
    const spread = spreadBoxes(
      Array.from({ length: 50 }, () => box(144, 144)),
      SIDE,
    );
    expect(spread[0]).toEqual(box(144, 144));
    expectGood(spread);
    for (const { x, y } of spread) expect(Math.hypot(x - 144, y - 144)).toBeLessThan(SIZE * 5);
  });

  it('find room even where the first have taken it in the worst way', () => {
    const lattice = Array.from({ length: 25 }, (_, i) => box(27 + (i % 5) * 55, 27 + Math.floor(i / 5) * 55));
    const spread = spreadBoxes([...lattice, ...lattice], SIDE);
    expectGood(spread);
    expect(new Set(spread.map(({ x, y }) => `${x} ${y}`)).size).toBe(50);
  });

  it('are all there even when they cannot all have room', () => {
    const spread = spreadBoxes(
      Array.from({ length: 120 }, () => box(100, 100)),
      SIDE,
    );
    expect(spread).toHaveLength(120);
  });
});

describe('a free spot', () => {
  it('is the nearest one', () => {
    expect(freeSpot(box(100, 100, 60, 12), [box(100, 100)], SIDE)).toEqual(box(100, 80, 60, 12));
  });

  it('is none where there is none within reach', () => {
    expect(freeSpot(box(144, 144), [box(144, 144, 200, 200)], SIDE, 40)).toBeNull();
  });
});
