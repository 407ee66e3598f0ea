import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameAround, frameAt, type MapFrame } from '#shared/domain/map/map-frame.ts';
import type { FoundPlace, Position } from '#shared/domain/places/find-places.ts';
import type { Verdict } from '#shared/domain/places/fit.ts';
import { summaryOf } from '#shared/domain/places/place-summary.ts';
import { place } from '#test/builders/places.ts';
import { LEAST_METRES, MAP_SIDE, MARKER_ROOM } from './arrange-markers.ts';
import { layOutMap, type MapLayout } from './lay-out-map.ts';
import type { PlacesMapView } from './map-view.ts';

const perth = { lat: 56.395, lon: -3.43 };
const LETTERS = 12;

function found(at: readonly Position[], verdict?: Verdict): FoundPlace[] {
  return at.map(({ lat, lon }, i) => {
    const listing = place(`p${i}`, { lat, lon });
    const summary = summaryOf(listing, {
      revision: { number: 1, digest: 'd' },
      origin: 'test',
      opening: null,
    });
    return {
      place: summary,
      distanceMetres: null,
      open: 'unknown',
      fit: verdict ? { verdict, reasons: [] } : null,
    };
  });
}
const around = (points: readonly Position[]) =>
  frameAround(points, LEAST_METRES) ?? expect.fail('there are points');

function layOut(
  at: readonly Position[],
  { frame = around(at), ...more }: Partial<PlacesMapView> = {},
  letters = LETTERS,
): MapLayout {
  const view = { frame, isMoved: false, visitor: null, lines: [], stops: [], towns: [], ...more };
  return layOutMap(view, found(at), letters);
}
const numbersOf = (layout: MapLayout) =>
  layout.markers.map(({ members }) => members.map(({ number }) => number));

/** Rectangles that the markers, the visitor and the names take. */
function rooms({ markers, visitor, names }: MapLayout, letters = LETTERS) {
  return [
    ...markers.map(({ x, y, joined }) => ({
      x,
      y,
      width: joined?.box.width ?? MARKER_ROOM,
      height: joined?.box.height ?? MARKER_ROOM,
    })),
    ...(visitor ? [{ ...visitor, width: MARKER_ROOM, height: MARKER_ROOM }] : []),
    ...names.map(({ name, x, y }) => ({ x, y, width: name.length * letters * 0.5, height: letters })),
  ];
}

function expectApart(layout: MapLayout) {
  // Positions are rounded to whole units.
  const slack = 1;
  const all = rooms(layout);
  all.forEach((a, i) => {
    expect(Math.min(a.x - a.width / 2, a.y - a.height / 2)).toBeGreaterThanOrEqual(-slack);
    expect(Math.max(a.x + a.width / 2, a.y + a.height / 2)).toBeLessThanOrEqual(MAP_SIDE + slack);
    for (const b of all.slice(0, i)) {
      const [dx, dy] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
      expect(dx >= (a.width + b.width) / 2 - slack || dy >= (a.height + b.height) / 2 - slack).toBe(true);
    }
  });
}

/** A town with most of the places and a county with some. */
const anywhere = fc
  .array(
    fc.record({
      isInTown: fc.boolean(),
      north: fc.double({ min: -1, max: 1, noNaN: true }),
      east: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 50 },
  )
  .map((all) =>
    all.map(({ isInTown, north, east }) => ({
      lat: perth.lat + north * (isInTown ? 0.005 : 0.3),
      lon: perth.lon + east * (isInTown ? 0.01 : 0.5),
    })),
  );

describe('the layout of a map', () => {
  it('has every listed place once, by its number, and nothing covers anything', () => {
    fc.assert(
      fc.property(anywhere, fc.boolean(), (at, hasVisitor) => {
        const layout = layOut(at, {
          visitor: hasVisitor ? perth : null,
          frame: around(hasVisitor ? [perth, ...at] : at),
          towns: [{ name: 'Perth', ...perth }],
        });
        expect(
          numbersOf(layout)
            .flat()
            .sort((a, b) => a - b),
        ).toEqual(at.map((_, i) => i + 1));
        expectApart(layout);
      }),
      { numRuns: 60 },
    );
  });

  it('has its markers in the order of the list', () => {
    fc.assert(
      fc.property(anywhere, (at) => {
        const firsts = numbersOf(layOut(at)).map(([first = 0]) => first);
        expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  it('points to where a place is whose marker had to make room', () => {
    const [first, second] = layOut([perth, perth]).markers;
    expect(first).toMatchObject({ x: 144, y: 144, away: null });
    expect(second?.away).toEqual({ x: 144, y: 144 });
  });

  it('leaves out what is not on this part, and keeps the numbers of the list', () => {
    const layout = layOut([{ lat: 57, lon: -3.43 }, perth], { frame: frameAt(perth, 15) });
    expect(numbersOf(layout)).toEqual([[2]]);
    expect(layout.shown).toHaveLength(1);
  });

  it('keeps the visitor where they are, and moves what would cover them', () => {
    const layout = layOut([perth], { visitor: perth, frame: around([perth]) });
    expect(layout.visitor).toEqual({ x: 144, y: 144 });
    expect(layout.markers[0]).toMatchObject({ away: { x: 144, y: 144 } });
    expect(layOut([perth], { visitor: { lat: 51, lon: 0 } }).visitor).toBeNull();
  });

  it('has no name where there is no room for it near its town', () => {
    const long = 'A town with a name that is longer than any map is wide';
    expect(layOut([perth], { towns: [{ name: long, ...perth }] }).names).toEqual([]);
    expect(layOut([perth], { towns: [{ name: 'Far', lat: 58, lon: -3 }] }).names).toEqual([]);
  });
});

describe('places too close for markers of their own', () => {
  const town = Array.from({ length: 30 }, (_, i) => ({
    lat: perth.lat + (i % 6) * 0.001,
    lon: perth.lon + i * 1e-4,
  }));
  const county: MapFrame = around([...town, { lat: 56.7, lon: -3.74 }]);

  it('are joined into one that lists their numbers and leads to a closer map', () => {
    const { markers } = layOut(town, { frame: county });
    expect(markers).toHaveLength(1);
    expect(markers[0]?.members).toHaveLength(30);
    expect(markers[0]?.joined?.plate).toEqual([{ verdict: null, text: '1–30' }]);
    expect(markers[0]?.joined?.closer.spanMetres).toBeLessThan(county.spanMetres * 0.7);
  });

  it('have their own on that closer map', () => {
    const { markers } = layOut(town, { frame: county });
    const closer = markers[0]?.joined?.closer;
    expect(closer && numbersOf(layOut(town, { frame: closer })).every(({ length }) => length === 1)).toBe(
      true,
    );
  });

  it('say which of them suit', () => {
    const some = [...found(town.slice(0, 10), 'confirmed'), ...found(town.slice(10), 'unconfirmed')];
    const view = { frame: county, isMoved: true, visitor: null, lines: [], stops: [], towns: [] };
    expect(layOutMap(view, some, LETTERS).markers[0]?.joined?.plate).toEqual([
      { verdict: 'confirmed', text: '1–10' },
      { verdict: 'unconfirmed', text: '11–30' },
    ]);
  });

  it('are spread where no map could tell them apart', () => {
    const same = Array.from({ length: 50 }, () => perth);
    const layout = layOut(same, { frame: frameAt(perth, 17) });
    expect(layout.markers).toHaveLength(50);
    expectApart(layout);
  });
});
