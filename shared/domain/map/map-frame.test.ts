import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '../places/find-places.ts';
import { distanceMetres } from '../transit/find-stops.ts';
import {
  boundsOf,
  frameAround,
  frameAt,
  isOnMap,
  type MapFrame,
  movedFrame,
  nextZoom,
  project,
  scaleBarMetres,
  windFrom,
  ZOOM_LEVELS,
  zoomOf,
} from './map-frame.ts';

const perth: Position = { lat: 56.395, lon: -3.43 };
const anywhere = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});
/** Somewhere in Scotland. */
const nearby = fc.record({
  lat: fc.double({ min: 54.6, max: 60.9, noNaN: true }),
  lon: fc.double({ min: -8, max: -0.7, noNaN: true }),
});

function around(points: readonly Position[], leastMetres = 400): MapFrame {
  return frameAround(points, leastMetres) ?? expect.fail('there are points');
}

describe('a frame around points', () => {
  it('has all of them, none closer to an edge than the margin', () => {
    fc.assert(
      fc.property(fc.array(nearby, { minLength: 1 }), (points) => {
        const frame = around(points);
        for (const point of points) {
          const { x, y } = project(frame, point);
          for (const part of [x, y]) {
            expect(part).toBeGreaterThan(0.0799);
            expect(part).toBeLessThan(0.9201);
          }
        }
      }),
    );
  });

  it('is no larger than they need, and never smaller than a few streets', () => {
    fc.assert(
      fc.property(fc.array(nearby, { minLength: 2 }), (points) => {
        const frame = around(points);
        const on = points.map((point) => project(frame, point));
        const extent = (parts: readonly number[]) => Math.max(...parts) - Math.min(...parts);
        const used = Math.max(extent(on.map(({ x }) => x)), extent(on.map(({ y }) => y)));
        expect(used > 0.8399 || frame.spanMetres === 400).toBe(true);
      }),
    );
    expect(around([perth])).toEqual({ centre: perth, spanMetres: 400 });
    expect(around([perth, perth, perth])).toEqual({ centre: perth, spanMetres: 400 });
  });

  it('is there wherever on earth they are, poles and date line included', () => {
    fc.assert(
      fc.property(fc.array(anywhere, { minLength: 1 }), (points) => {
        const frame = around(points);
        expect(Number.isFinite(frame.spanMetres)).toBe(true);
        for (const point of points) expect(isOnMap(project(frame, point))).toBe(true);
        for (const bound of Object.values(boundsOf(frame))) expect(Number.isFinite(bound)).toBe(true);
      }),
    );
  });

  it('is not there without any', () => {
    expect(frameAround([], 400)).toBeNull();
  });
});

describe('the projection', () => {
  it('has north at the top, east on the right, the centre in the middle', () => {
    const frame = around([perth], 1000);
    expect(project(frame, perth)).toEqual({ x: 0.5, y: 0.5 });
    expect(project(frame, { ...perth, lat: 56.396 }).y).toBeLessThan(0.5);
    expect(project(frame, { ...perth, lon: -3.429 }).x).toBeGreaterThan(0.5);
  });

  it('is true to scale over a county', () => {
    const point = fc.record({
      lat: fc.double({ min: 56.1, max: 56.7, noNaN: true }),
      lon: fc.double({ min: -4, max: -2.9, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (a, b) => {
        const frame = frameAt(perth, 9);
        const [p, q] = [project(frame, a), project(frame, b)];
        const drawn = Math.hypot(p.x - q.x, p.y - q.y) * frame.spanMetres;
        const onEarth = distanceMetres(a, b);
        expect(Math.abs(drawn - onEarth)).toBeLessThan(1 + onEarth * 0.01);
      }),
    );
  });

  it('and the bounds agree on what is on the map', () => {
    fc.assert(
      fc.property(nearby, nearby, fc.integer({ min: 6, max: 17 }), (centre, point, zoom) => {
        const frame = frameAt(centre, zoom);
        const { minLat, minLon, maxLat, maxLon } = boundsOf(frame);
        const { x, y } = project(frame, point);
        const isNearEdge = [x, y].some((part) => Math.abs(part) < 1e-9 || Math.abs(part - 1) < 1e-9);
        const inside =
          point.lat >= minLat && point.lat <= maxLat && point.lon >= minLon && point.lon <= maxLon;
        expect(isNearEdge || inside === isOnMap({ x, y })).toBe(true);
      }),
    );
  });
});

describe('zooming', () => {
  const zooms = fc.double({ min: ZOOM_LEVELS.widest, max: ZOOM_LEVELS.closest, noNaN: true });

  it('goes to a whole level that is seen to be another, and ends at both ends', () => {
    fc.assert(
      fc.property(zooms, (zoom) => {
        const frame = frameAt(perth, zoom);
        const [closer, wider] = [nextZoom(frame, 'in'), nextZoom(frame, 'out')];
        if (closer !== null) {
          expect(Number.isInteger(closer)).toBe(true);
          expect(closer - zoom).toBeGreaterThan(0.49);
          expect(closer - zoom).toBeLessThan(1.51);
        } else expect(zoom).toBeGreaterThan(ZOOM_LEVELS.closest - 1);
        if (wider !== null) expect(zoom - wider).toBeGreaterThan(0.49);
        else expect(zoom).toBeLessThan(ZOOM_LEVELS.widest + 1);
      }),
    );
  });

  it('of a level gives that level back; what is beyond the ends is the end', () => {
    fc.assert(
      fc.property(zooms, (zoom) => {
        expect(zoomOf(frameAt(perth, zoom))).toBeCloseTo(zoom, 9);
      }),
    );
    expect(zoomOf(frameAt(perth, 99))).toBeCloseTo(ZOOM_LEVELS.closest);
    expect(zoomOf(frameAt(perth, -3))).toBeCloseTo(ZOOM_LEVELS.widest);
  });
});

it('a moved map has at its edge what was half a map away', () => {
  const frame = frameAt(perth, 13);
  const [north, west] = [movedFrame(frame, 0.5, 0), movedFrame(frame, 0, -0.5)];
  expect(north && project(frame, north.centre)).toEqual({ x: 0.5, y: expect.closeTo(0) });
  expect(west && project(frame, west.centre)).toEqual({ x: expect.closeTo(0), y: 0.5 });
  expect(west?.spanMetres).toBe(frame.spanMetres);
  expect(movedFrame(frameAt({ lat: 84, lon: 0 }, 5), 1, 0)).toBeNull();
  expect(movedFrame(frameAt({ lat: 0, lon: 179 }, 5), 0, 1)).toBeNull();
});

it('a scale bar is round, and between a ninth and a third of the map', () => {
  fc.assert(
    fc.property(fc.double({ min: 100, max: 40_000_000, noNaN: true }), (spanMetres) => {
      const metres = scaleBarMetres({ centre: perth, spanMetres });
      expect(String(metres)).toMatch(/^[125]0*$/);
      expect(metres / spanMetres).toBeLessThanOrEqual(1 / 3);
      expect(metres / spanMetres).toBeGreaterThan(1 / 9);
    }),
  );
});

it('a wind is one of eight; there is none at the place itself', () => {
  const to = (lat: number, lon: number) => windFrom(perth, { lat: perth.lat + lat, lon: perth.lon + lon });
  expect(to(0.01, 0)).toBe('n');
  expect(to(0.01, 0.018)).toBe('ne');
  expect(to(0, 0.01)).toBe('e');
  expect(to(-0.01, 0.0001)).toBe('s');
  expect(to(0, -0.01)).toBe('w');
  expect(to(0.01, -0.018)).toBe('nw');
  expect(to(0, 0)).toBeNull();
});
