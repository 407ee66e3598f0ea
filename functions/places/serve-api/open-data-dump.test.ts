import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { httpLambda } from '#functions/runtime/http.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { OPEN_DATA_FILES } from '#shared/contracts/open-data/open-data-files.ts';
import { placeSchema } from '#shared/contracts/place-schema.ts';
import type { Fact } from '#shared/domain/places/fact.ts';
import { FACT_IDS, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { place, placesReader } from '#test/builders/places.ts';
import { OpenDataDump, type OpenDataOptions } from './open-data-dump.ts';

const site = 'https://welcome.example';
const serve = (places: readonly Place[], more: Partial<OpenDataOptions> = {}) => {
  const dump = new OpenDataDump({
    reader: placesReader(places),
    clock: { now: () => Date.parse('2026-11-22T12:00:00Z') / 1000 },
    publisher: { name: 'Council', url: 'https://example.org/', email: 'data@example.org' },
    publicOrigin: site,
    ...more,
  });
  const lambda = httpLambda(
    { 'GET /open-data/{file}': (request) => dump.file(request.pathParameters.file ?? '', request) },
    { logger: createLogger('test', () => undefined) },
  );
  const get = (address: string) => callGateway(lambda, address.replace(site, ''));
  return { lambda, get };
};
const linked = (header: string | undefined, relation: string) =>
  header
    ?.split(', ')
    .find((each) => each.includes(`rel="${relation}"`))
    ?.replace(/^<(.*?)>.*$/, '$1');

async function idsOf(get: ReturnType<typeof serve>['get'], address = '/open-data/places.geojson') {
  const pages: string[][] = [];
  let monitor: string | undefined;
  for (let next: string | undefined = address; next; ) {
    const { body, headers, status } = await get(next);
    expect(status).toBe(200);
    pages.push((body as { features: { id: string }[] }).features.map(({ id }) => id));
    monitor = linked(headers.link, 'monitor');
    next = linked(headers.link, 'next');
  }
  return { pages, monitor };
}

describe('the files', () => {
  const many = Array.from({ length: 30 }, (_, i) => place(`place-${String(i).padStart(2, '0')}`));

  it('come in pages of so many bytes, one after the other, and lead on to the changes', async () => {
    const { get } = serve(many, { pageBytes: 60_000 });
    const { pages, monitor } = await idsOf(get);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flat()).toEqual(many.map(({ id }) => id));
    expect(monitor).toBe(`${site}/open-data/changes.json?since=1`);
  });

  it('are one page where there is room, and one without a place where there is none', async () => {
    expect((await idsOf(serve(many).get)).pages).toHaveLength(1);
    expect((await idsOf(serve([]).get)).pages).toEqual([[]]);
  });

  it('have a page for a place that is larger than a page', async () => {
    const { pages } = await idsOf(serve(many.slice(0, 3), { pageBytes: 1 }).get);
    expect(pages.map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('name the oldest version that a page of them is of', async () => {
    const { get } = serve(many);
    const { headers } = await get('/open-data/places.geojson?after=place-20&version=0');
    expect(linked(headers.link, 'monitor')).toBe(`${site}/open-data/changes.json?since=0`);
    const { headers: behind } = await get('/open-data/places.geojson?after=place-20&version=9');
    expect(linked(behind.link, 'monitor')).toBe(`${site}/open-data/changes.json?since=1`);
  });

  it('refuse a page by number, and one after what is no id', async () => {
    const { get } = serve(many);
    for (const query of ['page=2', 'after=A%20mill', 'version=x'])
      expect((await get(`/open-data/places.csv?${query}`)).status).toBe(400);
  });

  it('of the CSV name what describes its columns', async () => {
    const { get } = serve(many);
    const { headers } = await get('/open-data/places.csv');
    const description = linked(headers.link, 'describedby');
    expect(description).toBe(`${site}/open-data/places.csv-metadata.json`);
    const metadata = await get(description ?? '');
    expect(metadata.headers['content-type']).toBe('application/csvm+json');
    expect(metadata.body).toMatchObject({ url: `${site}/open-data/places.csv` });
  });
});

describe('listings under licences that do not let them be handed on', () => {
  const under = (licence: string) =>
    place(licence.toLowerCase().replaceAll('.', '-'), { source: { name: 'x', licence } });
  const mixed = ['OGL-UK-3.0', 'CC-BY-4.0', 'ODbL-1.0', 'CC-BY-NC-4.0', 'All rights reserved.'].map(under);

  it('are not in the files, nor are they counted; the catalogue says so', async () => {
    const { get } = serve(mixed);
    expect((await idsOf(get)).pages.flat()).toEqual(['cc-by-4-0', 'odbl-1-0', 'ogl-uk-3-0']);
    const { text } = await get('/open-data/catalog.jsonld');
    expect(text).toContain('"3 places"');
    expect(text).toContain('2 of the listings that the site shows are left out');
    for (const licence of ['OGL-UK-3.0', 'CC-BY-4.0', 'ODbL-1.0']) expect(text).toContain(`(${licence})`);
    expect(text).not.toContain('CC-BY-NC');
  });

  it('are asked of the listing where its summary does not say', async () => {
    const reader = placesReader(mixed);
    const older: typeof reader = {
      ...reader,
      published: async () => {
        const published = await reader.published();
        return { ...published, places: published.places.map(({ licence: _, ...rest }) => rest) };
      },
    };
    expect((await idsOf(serve([], { reader: older }).get)).pages.flat()).toHaveLength(3);
  });
});

describe('listings with texts as long as they may be', () => {
  const pool = Array.from({ length: 50_000 }, (_, i) =>
    String.fromCharCode(0x4e00 + (((i * 48_271) % 65_537) % 20_000)),
  ).join('');
  /** Hardly to be compressed; each letter is three bytes. */
  const random = (length: number, seed: number) => {
    const from = (seed * 7_919) % (pool.length - 5_000);
    return pool.slice(from, from + length);
  };
  /** Grows where it is quoted, and again where the answer is. */
  const quoted = (length: number) => '"\\"\n'.repeat(length).slice(0, length);

  type Text = typeof random;
  const texts = (text: Text, most: number, seed: number) => ({
    en: text(most, seed),
    gd: text(most, seed + 7),
  });
  const noted = (text: Text, seed: number) =>
    FACT_IDS.map((id, index): [string, Fact] => {
      const note = texts(text, 1_000, index * 31 + seed * 1_009);
      const { unit } = factDefinition(id);
      return [id, { status: 'yes', ...(unit && { value: 1 }), note, source: { name: 'x'.repeat(200) } }];
    });
  const longest = (text: Text, seed: number, facts: Place['facts']): Place =>
    placeSchema.parse(place(`place-${seed}`, { description: texts(text, 5_000, seed), facts }));

  async function pagesOf(extension: string, places: readonly Place[], headers: Record<string, string>) {
    const { lambda } = serve(places);
    let pages = 0;
    for (let query: string | undefined = ''; query !== undefined; pages++) {
      const event = {
        routeKey: 'GET /open-data/{file}',
        rawPath: `/open-data/places.${extension}`,
        rawQueryString: query,
        pathParameters: { file: `places.${extension}` },
        headers,
      };
      const result = (await lambda(
        event as unknown as APIGatewayProxyEventV2,
        {} as Context,
      )) as APIGatewayProxyStructuredResultV2;
      expect(result.statusCode).toBe(200);
      expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(6 * 1024 * 1024);
      query = linked(String(result.headers?.link), 'next')?.split('?')[1];
    }
    return pages;
  }

  it.each([
    ['random', random],
    ['quoted', quoted],
  ])('come in answers that a function may give: %s', { timeout: 120_000 }, async (_, text) => {
    const facts = Array.from({ length: 25 }, (__, seed) =>
      longest(text, seed, Object.fromEntries(noted(text, seed))),
    );
    const descriptions = Array.from({ length: 150 }, (__, seed) => longest(text, seed, {}));
    let pages = 0;
    for (const { extension } of OPEN_DATA_FILES) {
      // Schema.org has no place for notes.
      const places = extension === 'jsonld' ? descriptions : facts;
      pages += await pagesOf(extension, places, {});
      await pagesOf(extension, places, { 'accept-encoding': 'gzip' });
    }
    expect(pages).toBeGreaterThan(OPEN_DATA_FILES.length);
  });
});
