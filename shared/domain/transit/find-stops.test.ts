import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMetres, findStops, searchable } from './find-stops.ts';
import type { Stop } from './timetable.ts';

function stop(id: string, name: string, more: Partial<Stop> = {}): Stop {
  return {
    id,
    name,
    code: null,
    indicator: null,
    lat: 56.395,
    lon: -3.431,
    wheelchairBoarding: 'unknown',
    parentStation: null,
    platformCode: null,
    ...more,
  };
}

const stops = searchable([
  stop('64801013', 'South Street', { code: '73723539', indicator: 'Stop O', description: 'Perth' }),
  stop('64801001', 'Mill Street', { lat: 56.3975, lon: -3.4343, description: 'Perth' }),
  stop('64802061', 'South Methven Street'),
  stop('64800001', 'Primary School', { description: 'Main Street, Àird Bheag', names: { gd: 'Bun-sgoil' } }),
  stop('x1', 'Southfield', { lat: null, lon: null }),
]);
const find = (text: string) => findStops(stops, { text }, 10).map(({ name }) => name);

describe('by text', () => {
  it.each([
    ['south street', ['South Street', 'South Methven Street']],
    ['SOUTH', ['South Street', 'South Methven Street', 'Southfield']],
    ['stree sou', ['South Street', 'South Methven Street']],
    ['south street perth', ['South Street']],
    ['aird', ['Primary School']],
    ['bun sgoil', ['Primary School']],
    ['73723539', ['South Street']],
    ['7372', ['South Street']],
    ['X1', ['Southfield']],
    ['stop o', ['South Street']],
    ['nowhere', []],
    ['?', []],
  ])('%j', (text, names) => {
    expect(find(text)).toEqual(names);
  });
});

it('near a point: nearest first, within the radius, and never a stop without a position', () => {
  const near = { lat: 56.395, lon: -3.431 };
  const found = findStops(stops, { near, radiusMetres: 400 }, 10);
  expect(found.map(({ id, distanceMetres: distance }) => [id, Math.round(distance ?? -1)])).toEqual([
    ['64800001', 0],
    ['64802061', 0],
    ['64801013', 0],
    ['64801001', 344],
  ]);
  expect(findStops(stops, { near, radiusMetres: 300 }, 10)).toHaveLength(3);
});

it('in a box', () => {
  const bbox = { minLon: -3.435, minLat: 56.397, maxLon: -3.434, maxLat: 56.398 };
  expect(findStops(stops, { bbox }, 10).map(({ name }) => name)).toEqual(['Mill Street']);
});

it('distances are those of a sphere: none to itself, the same both ways, a degree of latitude 111 km', () => {
  const point = fc.record({
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  fc.assert(
    fc.property(point, point, (a, b) => {
      expect(distanceMetres(a, a)).toBe(0);
      expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 3);
      expect(distanceMetres(a, b)).toBeLessThan(20_020_000);
    }),
  );
  expect(distanceMetres({ lat: 56, lon: -3 }, { lat: 57, lon: -3 })).toBeCloseTo(111_195, 0);
});
