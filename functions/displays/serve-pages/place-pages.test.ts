import { expect, it } from 'vitest';
import { type AssetManifest, assetNames } from '#displays/kit/assets.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { tombstoneOf } from '#shared/domain/places/tombstone.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';
import { NOW } from '#test/builders/board.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { place, placesReader } from '#test/builders/places.ts';
import { servePages } from './handler.ts';

const unused = async () => expect.fail('not asked for by any of these pages');
const noTimetable: TransitReader = {
  board: unused,
  findStops: async () => [],
  stop: unused,
  routeLines: async () => [],
  alerts: unused,
  sources: unused,
  importReports: unused,
  timeZone: unused,
  checkHealth: unused,
};
const closed = tombstoneOf(
  {
    ...place('mill', { slug: 'old-mill' }),
    origin: 'test',
    revision: { number: 1, digest: 'x' },
    opening: null,
  },
  'test',
  { version: 2, at: NOW },
);
const pages = servePages({
  reader: noTimetable,
  places: placesReader([place('museum')], 'Europe/London', [closed]),
  publicOrigin: null,
  clock: { now: () => NOW },
  assets: {
    manifest: {
      release: 'r',
      files: Object.fromEntries(assetNames.map((name) => [name, name])) as AssetManifest['files'],
    },
    files: new Map(),
  },
  helpText: null,
  logger: createLogger('test', () => undefined),
});
const get = (address: string) => callGateway(pages, address);

it('a place that is gone has a page that says so and leads on', async () => {
  const { status, text, headers } = await get('/places/old-mill?theme=dark');
  expect(status).toBe(410);
  expect(headers['content-type']).toContain('text/html');
  expect(text).toContain('<h1>No longer listed</h1>');
  expect(text).toContain('href="/places?theme=dark"');
  expect((await get('/places/old-mill')).headers['cache-control']).toBe('public, max-age=30');
});

it('a place that never was is not found', async () => {
  const { status, text } = await get('/places/castle');
  expect(status).toBe(404);
  expect(text).toContain('<h1>Place not found</h1>');
});

it('a place that is there has its page', async () => {
  const { status, text } = await get('/places/museum');
  expect(status).toBe(200);
  expect(text).toContain('The museum');
});
