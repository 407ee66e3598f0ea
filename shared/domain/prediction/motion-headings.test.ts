import { expect, it } from 'vitest';
import { metresFromMiddle } from '#test/builders/transit.ts';
import { MotionHeadings } from './motion-headings.ts';

type Report = readonly [seconds: number, east: number, north: number];
/** What is known after each report. */
function headings(...reports: readonly Report[]): (number | undefined)[] {
  const motions = new MotionHeadings();
  return reports.map(([at, east, north]) => {
    const heading = motions.headingAt('bus', metresFromMiddle(east, north), at);
    return heading === undefined ? undefined : Math.round(heading);
  });
}

it('is known after two moves that go the same way', () => {
  expect(headings([0, 0, 0], [30, 200, 0], [60, 400, 0])).toEqual([undefined, undefined, 90]);
  expect(headings([0, 0, 0], [30, -200, 0], [60, -400, 100])[2]).toBeCloseTo(297, -1);
  expect(headings([0, 0, 0], [30, 0, -200], [60, 0, -400])[2]).toBe(180);
});

it('is not known at a turn, and known again after the next move', () => {
  const turn: Report[] = [
    [0, 0, 0],
    [30, 200, 0],
    [60, 400, 0],
    [90, 300, 0],
    [120, 100, 0],
  ];
  expect(headings(...turn)).toEqual([undefined, undefined, 90, undefined, 270]);
});

it('stays while it stands, for a minute', () => {
  const stands = Array.from({ length: 20 }, (_, i): Report => [90 + i * 30, 400 + (i % 3) * 5, 5]);
  expect(headings([0, 0, 0], [30, 200, 0], [60, 400, 0], ...stands).slice(3, 7)).toEqual([
    90,
    90,
    undefined,
    undefined,
  ]);
});

it('is not known of a vehicle that was silent, of the past, or of two that share a name', () => {
  expect(headings([0, 0, 0], [30, 200, 0], [300, 400, 0])[2]).toBeUndefined();
  expect(headings([0, 0, 0], [30, 200, 0], [60, 400, 0], [45, 300, 0])[3]).toBeUndefined();
  expect(headings([0, 0, 0], [30, 200, 0], [60, 400, 0], [60, 9000, 0], [60, 400, 0]).slice(2)).toEqual([
    90,
    undefined,
    undefined,
  ]);
  expect(headings([0, 0, 0], [30, 200, 0], [60, 400, 0], [60, 400, 0])[3]).toBe(90);
});
