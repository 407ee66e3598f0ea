import { describe, expect, it } from 'vitest';
import { type AssetManifest, assetNames } from '#displays/kit/assets.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { isOnMap, project } from '#shared/domain/map/map-frame.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { FoundStop } from '#shared/domain/transit/find-stops.ts';
import type { RouteLine } from '#shared/domain/transit/timetable.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';
import { aStop, NOW } from '#test/builders/board.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { place, placesReader } from '#test/builders/places.ts';
import { servePages } from './handler.ts';
import { placesMap } from './places-map.ts';

const unused = async () => expect.fail('not asked for by a map');
const readerOf = (stops: readonly FoundStop[] = [], lines: readonly RouteLine[] = []): TransitReader => ({
  board: unused,
  stop: unused,
  findStops: async (_query, limit) => stops.slice(0, limit),
  routeLines: async () => lines,
  alerts: unused,
  sources: unused,
  importReports: unused,
  timeZone: unused,
  checkHealth: unused,
});
const down = async () => {
  throw new DomainError('unavailable', 'The timetable cannot be read just now.');
};

const perth = { lat: 56.395, lon: -3.43 };
const dunkeld = { lat: 56.565, lon: -3.586 };
// Opening hours take long to work out, and a map has none.
const museum = place('museum', { ...perth, addressLocality: 'Perth', openingHours: undefined });
const mill = place('mill', { ...dunkeld, addressLocality: 'Dunkeld', openingHours: undefined });

async function mapOf(
  query: string,
  listed: readonly Place[] = [museum, mill],
  { visitor = null, reader = readerOf() }: { visitor?: typeof perth | null; reader?: TransitReader } = {},
) {
  const places = placesReader([museum, mill]);
  const { best } = await placesReader(listed).find({}, 50, NOW);
  return placesMap(new URLSearchParams(query), best, visitor, { places, reader });
}

describe('the map of a list', () => {
  it('is there only where it is asked for and something was found', async () => {
    expect(await mapOf('')).toBeNull();
    expect(await mapOf('view=list')).toBeNull();
    expect(await mapOf('view=map', [])).toBeNull();
    expect(await mapOf('view=map')).not.toBeNull();
  });

  it('shows all that is listed', async () => {
    const map = (await mapOf('view=map')) ?? expect.fail();
    expect(map.isMoved).toBe(false);
    for (const at of [museum, mill]) expect(isOnMap(project(map.frame, at))).toBe(true);
  });

  it('shows the part that the address asks for', async () => {
    const map = await mapOf('view=map&zoom=15&centre=56.4,-3.4');
    expect(map).toMatchObject({ isMoved: true, frame: { centre: { lat: 56.4, lon: -3.4 } } });
    expect(map?.frame.spanMetres).toBeCloseTo(40_030_200 / 2 ** 15);
    const all = (await mapOf('view=map'))?.frame;
    expect((await mapOf('view=map&zoom=12.5'))?.frame.centre).toEqual(all?.centre);
    expect((await mapOf('view=map&centre=56.4,-3.4'))?.frame.spanMetres).toBeCloseTo(all?.spanMetres ?? 0);
  });

  it.each([
    'zoom=',
    'zoom=99',
    'zoom=-1',
    'zoom=x',
    'zoom=1e1',
    'centre=',
    'centre=56.4',
    'centre=91,0',
    'centre=a,b',
  ])('shows everything where the part is not understood: %s', async (part) => {
    expect((await mapOf(`view=map&${part}`))?.isMoved).toBe(false);
  });

  it('has the visitor on it, unless they are far away', async () => {
    const near = { lat: 56.3, lon: -3.4 };
    const map = (await mapOf('view=map', [museum], { visitor: near })) ?? expect.fail();
    expect(isOnMap(project(map.frame, near))).toBe(true);
    const london = { lat: 51.5, lon: 0 };
    const far = (await mapOf('view=map', [museum], { visitor: london })) ?? expect.fail();
    expect(far.visitor).toEqual(london);
    expect(isOnMap(project(far.frame, london))).toBe(false);
  });

  it('names the towns that have places, not on a map of a few streets', async () => {
    expect((await mapOf('view=map'))?.towns).toEqual([
      { name: 'Perth', ...perth },
      { name: 'Dunkeld', ...dunkeld },
    ]);
    expect((await mapOf('view=map&zoom=15'))?.towns).toEqual([]);
  });

  it('has the stops of a small part, if they can be told apart', async () => {
    const stops = (count: number) => Array.from({ length: count }, (_, i) => aStop({ id: `${i}`, ...perth }));
    const ask = async (query: string, count: number) =>
      (await mapOf(query, [museum], { reader: readerOf(stops(count)) }))?.stops;
    expect(await ask('view=map', 150)).toHaveLength(150);
    expect(await ask('view=map', 151)).toBeNull();
    expect(await ask('view=map&zoom=10', 3)).toBeNull();
    const nowhere = readerOf([aStop({ lat: null, lon: null })]);
    expect((await mapOf('view=map', [museum], { reader: nowhere }))?.stops).toEqual([]);
  });

  it('is there while the timetable is not, without stops and lines', async () => {
    const reader = { ...readerOf(), findStops: down, routeLines: down };
    expect(await mapOf('view=map', [museum], { reader })).toMatchObject({ stops: [], lines: [] });
  });
});

describe('the page with a map', () => {
  const manifest = {
    release: 'r',
    files: Object.fromEntries(assetNames.map((name) => [name, name])) as AssetManifest['files'],
  };
  const pagesOf = (places: readonly Place[], reader: TransitReader) =>
    servePages({
      reader,
      places: placesReader(places),
      publicOrigin: null,
      clock: { now: () => NOW },
      assets: { manifest, files: new Map() },
      helpText: null,
      logger: createLogger('test', () => undefined),
    });

  it('stays below 60 kB with fifty markers, their reasons, stops and the streets of a city', async () => {
    const facts: Place['facts'] = { stepFreeEntrance: { status: 'yes', disputed: true } };
    const many = Array.from({ length: 60 }, (_, i) =>
      place(`place-with-quite-a-long-name-${i}`, {
        lat: perth.lat + Math.floor(i / 8) * 0.004,
        lon: perth.lon + (i % 8) * 0.007,
        facts,
        // As long in the list as any, and sooner made.
        openingHours: undefined,
      }),
    );
    const stops = Array.from({ length: 150 }, (_, i) =>
      aStop({ id: `${i}`, lat: perth.lat + (i % 12) * 0.002, lon: perth.lon + (i % 13) * 0.003 }),
    );
    // Streets every hundred metres, none of them straight.
    const lines = Array.from({ length: 200 }, (_, street) => {
      const along = Array.from({ length: 120 }, (_, i) => i * 50);
      const across = along.map((_, i) => street * 50 + ((i * 37) % (3 + street)));
      const isEastward = street % 2 === 0;
      return {
        lats: (isEastward ? across : along).map((at) => 5_638_000 + at),
        lons: (isEastward ? along : across).map((at) => -344_000 + at),
      };
    });
    const { status, text } = await callGateway(
      pagesOf(many, readerOf(stops, lines)),
      '/places?view=map&aid=scooter&width=62&length=130&turning=160&toilet=accessible&dog=1&near=56.39512,-3.43112',
    );
    expect(status).toBe(200);
    expect(text.match(/<a class="unconfirmed"/g)).toHaveLength(50);
    expect(text).toContain('class="map-lines"');
    const bytes = Buffer.byteLength(text);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(60_000);
  });

  it('may lie in a cache until it tells where somebody looks', async () => {
    const pages = pagesOf([museum], readerOf());
    const caching = async (query: string) =>
      (await callGateway(pages, `/places?${query}`)).headers['cache-control'];
    expect(await caching('view=map')).toContain('public');
    expect(await caching('view=map&zoom=15&centre=56.4,-3.4')).toBe('private, no-store');
  });
});
