import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createHandler } from '#functions/places/serve-api/handler.ts';
import { OpenDataDump } from '#functions/places/serve-api/open-data-dump.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { changesJsonSchema } from '#shared/contracts/open-data/changes-json.ts';
import { placeJsonSchema, placesJsonSchema } from '#shared/contracts/places-json.ts';
import { problemJsonSchema } from '#shared/contracts/transit-json.ts';
import { FACT_IDS } from '#shared/domain/places/fact-dictionary.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { readOpeningHours } from '#shared/feeds/opening-hours/read-opening-hours.ts';
import { folderImageStore } from '#shared/store/folder-image-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { type PublishContext, publishPlaces } from '#shared/store/publish-places.ts';
import { placesTable } from '#shared/store/tables.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { place } from '#test/builders/places.ts';

/** The public places API as other systems call it: bodies, statuses, headers. */

const yes = {
  status: 'yes',
  verified: '2026-05-01',
  reviewBy: '2027-05-01',
  source: { name: 'Survey' },
} as const;
const no = { ...yes, status: 'no', note: { en: 'Two steps.' } } as const;

const picture = {
  id: 'Zm9vYmFyYmF6cXV1eHF1dXg',
  width: 1000,
  height: 750,
  alt: { en: 'The door, with no step' },
  decorative: false,
  shows: 'entrance',
} as const;

const museum = place('museum', {
  images: [picture],
  name: { en: 'Museum', gd: 'Taigh-tasgaidh' },
  facts: { stepFreeEntrance: yes, accessibleToilet: yes, entranceDoorWidth: { ...yes, value: 90 } },
});
const cafe = place('cafe', {
  kind: 'eat',
  lat: 56.41,
  servesCuisine: ['Scottish'],
  openingHours: 'Mo-Su 08:00-11:00',
  facts: { stepFreeEntrance: no },
});
const park = place('park', { lat: 56.399, facts: {}, openingHours: undefined } as Partial<Place>);

const now = Date.parse('2026-11-22T12:00:00Z') / 1000;
let store: LocalStore;
let api: ReturnType<typeof createHandler>;
const get = (address: string, headers?: Record<string, string>) => callGateway(api, address, headers);
const found = async (query: string) =>
  z.parse(placesJsonSchema, (await get(`/v1/places?${query}`)).body).places;
const ids = async (query: string) => (await found(query)).map(({ id }) => id);

beforeAll(async () => {
  store = await openLocalStore(placesTable);
  const context: PublishContext = {
    origin: 'test',
    now,
    today: '2026-11-22',
    calendarOf: (hours, firstDay, dayCount) => {
      const read = readOpeningHours(hours, firstDay, dayCount);
      return 'calendar' in read ? read.calendar : null;
    },
  };
  const before = { ...context, now: now - 60 };
  await publishPlaces(store, () => ({ put: [museum, park, place('mill')], remove: [] }), before);
  await publishPlaces(store, () => ({ put: [cafe], remove: ['mill'] }), context);
  const reader = openPlacesReader(store, 'Europe/London');
  const clock = { now: () => now };
  const publisher = { name: 'Council', url: 'https://example.org/', email: 'data@example.org' };
  const publicOrigin = 'https://welcome.example';
  const dump = new OpenDataDump({ reader, clock, publisher, publicOrigin });
  api = createHandler({
    reader,
    clock,
    dump,
    images: folderImageStore('/nowhere'),
    publicOrigin,
    logger: createLogger('test', () => undefined),
  });
});
afterAll(() => store.stop());

describe('GET /v1/places', () => {
  it('gives all places in the form of the contract', async () => {
    const all = await found('');
    expect(all).toHaveLength(3);
    expect(all.find(({ id }) => id === 'museum')).toEqual({
      id: 'museum',
      slug: 'museum',
      kind: 'attraction',
      name: { en: 'Museum', gd: 'Taigh-tasgaidh' },
      lat: 56.395,
      lon: -3.43,
      distance: null,
      open: 'yes',
      fit: null,
      licence: 'OGL-UK-3.0',
    });
  });

  it.each([
    ['kind=eat', ['cafe']],
    ['kind=eat,attraction&limit=1', ['museum']],
    ['near=56.3990,-3.43&radius=500', ['park', 'museum']],
    ['q=taigh-tasgaid', ['museum']],
    ['q=scotish', ['cafe']],
    ['q=nothing+like+it', []],
    ['open=now', ['museum', 'park']],
    ['open=2026-12-01T09:00', ['cafe', 'park']],
    ['open=2027-07-01T10:30:00Z', ['museum', 'park']],
    ['access=step-free', ['museum', 'park']],
    ['access=step-free,accessible-toilet', ['museum', 'park']],
  ])('finds by %s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it('gives a verdict with reasons on what is needed', async () => {
    const [first, second, third] = await found('needs=step:0,toilet');
    expect([first?.id, first?.fit?.verdict]).toEqual(['museum', 'unconfirmed']);
    expect(first?.fit?.reasons).toContainEqual({ fact: 'stepFreeInside', code: 'unknown' });
    expect([second?.id, second?.fit?.verdict]).toEqual(['park', 'unconfirmed']);
    expect(third?.fit).toMatchObject({
      verdict: 'unsuitable',
      reasons: expect.arrayContaining([{ fact: 'stepFreeEntrance', code: 'not-met' }]),
    });
  });

  it.each([
    ['kind=castle', 'kind'],
    ['near=north', 'near'],
    ['near=95,0', 'near'],
    ['radius=100', 'radius'],
    ['near=56,-3&radius=0', 'radius'],
    ['open=tomorrow', 'open'],
    ['open=2026-13-01T10:00', 'open'],
    ['open=2026-02-30T10:00', 'open'],
    ['open=%2B275760-09-13T00:00:00Z', 'open'],
    ['open=2026-12-01%2010:00Z', 'open'],
    ['access=entrance-door-width', 'access'],
    ['access=moat', 'access'],
    ['needs=unicorn', 'needs'],
    ['needs=scooter,width:9999', 'needs'],
    ['limit=0', 'limit'],
    [`q=${'x'.repeat(101)}`, 'q'],
  ])('refuses %s, naming the parameter', async (query, parameter) => {
    const answer = await get(`/v1/places?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(z.parse(problemJsonSchema, answer.body).detail).toContain(parameter);
  });

  it('is kept by shared caches only while it says nothing of a visitor', async () => {
    expect((await get('/v1/places?kind=eat')).headers['cache-control']).toContain('public');
    for (const query of ['near=56.4,-3.4', 'needs=dog', 'access=step-free']) {
      expect((await get(`/v1/places?${query}`)).headers['cache-control']).toBe('private, no-store');
    }
  });

  it('answers 304 to who has it already', async () => {
    const { headers } = await get('/v1/places');
    expect((await get('/v1/places', { 'if-none-match': headers.etag ?? '' })).status).toBe(304);
    expect(headers['access-control-allow-origin']).toBe('*');
  });
});

describe('GET /v1/places/{id}', () => {
  it('gives a place whole, every fact of the dictionary with it', async () => {
    const { status, body } = await get('/v1/places/cafe?needs=step-free');
    expect(status).toBe(200);
    const whole = z.parse(placeJsonSchema, body);
    expect(Object.keys(whole.facts).sort()).toEqual([...FACT_IDS].sort());
    expect(whole.facts.stepFreeEntrance).toEqual({
      status: 'no',
      value: null,
      unit: null,
      note: { en: 'Two steps.' },
      source: { name: 'Survey', url: null },
      method: null,
      verified: '2026-05-01',
      reviewBy: '2027-05-01',
      freshness: 'current',
      disputed: false,
    });
    expect(whole.facts.accessibleToilet).toMatchObject({ status: 'unknown', freshness: 'never-verified' });
    expect(whole).toMatchObject({
      open: 'no',
      revision: 1,
      fit: { verdict: 'unsuitable' },
      servesCuisine: ['Scottish'],
    });
  });

  it('gives the addresses of its pictures, and none where it has none', async () => {
    const imagesOf = async (id: string) =>
      z.parse(placeJsonSchema, (await get(`/v1/places/${id}`)).body).images;
    const address = 'https://welcome.example/images/Zm9vYmFyYmF6cXV1eHF1dXg';
    expect(await imagesOf('museum')).toEqual([
      {
        ...picture,
        renditions: [
          { url: `${address}-320.webp`, width: 320, height: 240 },
          { url: `${address}-640.webp`, width: 640, height: 480 },
          { url: `${address}-1280.webp`, width: 1000, height: 750 },
        ],
      },
    ]);
    expect(await imagesOf('cafe')).toEqual([]);
  });

  it.each(['none', '__proto__', '%00', 'a'.repeat(2000)])('knows no place %s', async (id) => {
    const { status, body } = await get(`/v1/places/${id}`);
    expect(status).toBe(404);
    expect(z.parse(problemJsonSchema, body).status).toBe(404);
  });
});

it('GET /v1/places/{id} of a place that is gone says so', async () => {
  const { status, headers, body } = await get('/v1/places/mill');
  expect([status, headers['content-type']]).toEqual([410, 'application/problem+json']);
  expect(z.parse(problemJsonSchema, body)).toMatchObject({
    title: 'Gone',
    detail: 'The place mill is no longer listed.',
  });
});

describe('GET /open-data/changes.json', () => {
  const changes = async (query = '') =>
    z.parse(changesJsonSchema, (await get(`/open-data/changes.json${query}`)).body);
  const said = async (query: string) =>
    (await changes(query)).items.map(({ id, state }) => [id, state] as const);

  it('gives what has changed, oldest first, with the address of each record', async () => {
    const { items, ...rest } = await changes();
    expect(items.map(({ id }) => id)).toEqual(['museum', 'park', 'cafe', 'mill']);
    expect(items.slice(2)).toEqual([
      {
        state: 'updated',
        id: 'cafe',
        kind: 'eat',
        revision: 1,
        modified: '2026-11-22T12:00:00.000Z',
        url: 'https://welcome.example/v1/places/cafe',
      },
      {
        state: 'deleted',
        id: 'mill',
        kind: 'attraction',
        revision: 1,
        modified: '2026-11-22T12:00:00.000Z',
        url: null,
      },
    ]);
    expect(rest).toEqual({ next: '2', more: false, license: expect.stringContaining('open-government') });
  });

  it.each([
    ['?since=2', []],
    ['?since=1', ['cafe', 'mill']],
    ['?since=1~museum', ['park', 'cafe', 'mill']],
    ['?since=2026-11-22T11:59:59Z', ['cafe', 'mill']],
    ['?since=2026-11-22T12:00:00Z', ['cafe', 'mill']],
    ['?since=2026-11-22T12:00:01Z', []],
    ['?since=2026-11-22T11:58', ['museum', 'park', 'cafe', 'mill']],
    ['?since=now', ['cafe', 'mill']],
    ['?since=77', []],
  ])('after %s', async (query, expected) => {
    expect((await said(query)).map(([id]) => id)).toEqual(expected);
  });

  it('never sends back who is ahead of this reader', async () => {
    expect((await changes('?since=77')).next).toBe('77');
  });

  it('comes in pages, each of which says where the next begins', async () => {
    const first = await get('/open-data/changes.json?limit=3');
    expect(first.body).toMatchObject({ more: true, next: '2~cafe' });
    const next = /<https:\/\/welcome\.example(.*?)>; rel="next"/.exec(first.headers.link ?? '')?.[1] ?? '';
    expect((await get(next)).body).toMatchObject({ items: [{ id: 'mill' }], more: false, next: '2' });
  });

  it.each(['since=', 'since=yesterday', 'since=1~A', 'since=-1', 'limit=0', 'limit=1001'])(
    'refuses %s, naming the parameter',
    async (query) => {
      const { status, body } = await get(`/open-data/changes.json?${query}`);
      expect(status).toBe(400);
      expect(z.parse(problemJsonSchema, body).detail).toContain(query.split('=')[0]);
    },
  );
});

describe('GET /open-data/{file}', () => {
  it.each([
    ['places.geojson', 'application/geo+json'],
    ['places.csv', 'text/csv'],
    ['places.jsonld', 'application/ld+json'],
    ['places.a11y.json', 'application/json'],
    ['places.csv-metadata.json', 'application/csvm+json'],
    ['changes.json', 'application/json'],
    ['catalog.jsonld', 'application/ld+json'],
  ])('%s is for everybody', async (file, type) => {
    const answer = await get(`/open-data/${file}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain(type);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['last-modified']).toBe('Sun, 22 Nov 2026 12:00:00 GMT');
    const isListing = /^places\.[^-]*$/.test(file);
    expect(answer.text).toContain(isListing ? 'Museum' : 'https://welcome.example/');
  });

  it('has no other file', async () => {
    for (const file of ['places.xml', 'toString', '..%2Fsecret']) {
      expect((await get(`/open-data/${file}`)).status).toBe(404);
    }
    expect((await get('/open-data/places.csv?page=2')).status).toBe(400);
  });
});
