import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { feed, readAt, readFeed, record } from '#test/builders/a11yjson-feed.ts';
import { readPlaceInfos } from './read-place-infos.ts';

describe('a listing of plain A11yJSON', () => {
  it('has an id of the source, an address of its own and what else is said', () => {
    const { places, rejected } = readFeed({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          ...record(undefined, {
            name: { en: 'Café Ærø & Söhne', de_DE: 'x', gd: 'Cafaidh' },
            originalId: 'Node/12',
            address: {
              street: { en: 'High Street' },
              house: { en: '4' },
              city: 'Perth',
              postalCode: { en: 'PH1' },
            },
            phoneNumber: '+44 1738 000000',
            emailAddress: 'no address',
            placeWebsiteUrl: 'javascript:alert(1)',
          }),
        },
        record(undefined, {
          name: 'Cafe r and Sohne',
          category: 'museum',
          lastUpdate: '2022-11-16T12:56:05.475Z',
        }),
        record(undefined, { name: { en: '  ' } }),
        record(undefined, { name: { en: 'x' }, originalId: 'NODE 12' }),
        record(undefined, { name: { zh: '北京' }, _id: 'Ab' }),
      ],
    });
    expect(places).toMatchObject([
      {
        id: 'feed-node-12',
        slug: 'cafe-r-and-sohne',
        kind: 'eat',
        name: { en: 'Café Ærø & Söhne', gd: 'Cafaidh' },
        streetAddress: 'High Street 4',
        addressLocality: 'Perth',
        postalCode: 'PH1',
        telephone: '+44 1738 000000',
        dateModified: '2026-07-11T12:00:00.000Z',
        source: { name: 'A feed', licence: 'CC0-1.0' },
      },
      {
        slug: 'feed-cafe-r-and-sohne',
        kind: 'attraction',
        name: { und: 'Cafe r and Sohne' },
        dateModified: '2022-11-16T12:56:05.475Z',
      },
      { id: 'feed-ab', slug: 'feed-ab', name: { zh: '北京' } },
    ]);
    expect(places[0]).not.toHaveProperty('email');
    expect(places[0]).not.toHaveProperty('url');
    expect(rejected).toEqual([
      { index: 2, id: null, field: 'id', reason: expect.any(String) },
      { index: 3, id: 'NODE 12', field: 'id', reason: 'feed-node-12 is the id of a record before it' },
    ]);
  });

  it('has facts with their source, and without a date', () => {
    expect(readFeed([record({ hasInductionLoop: true })]).places[0]?.facts).toEqual({
      hearingLoop: {
        status: 'yes',
        source: { name: 'A feed', url: 'https://feed.example/places' },
        method: 'import',
      },
    });
  });

  it.each([
    ['restaurant', 'eat'],
    ['fast_food', 'eat'],
    ['toilets', 'toilet'],
    ['parking', 'parking'],
    ['museum', 'attraction'],
    ['__proto__', 'attraction'],
    [undefined, 'attraction'],
  ])('of category %s is of kind %s', (category, kind) => {
    expect(readFeed([record({}, { category })]).places[0]?.kind).toBe(kind);
  });
});

const examples = fileURLToPath(
  new URL('../../../../shared/data/transit/accessibility/a11yjson-docs/', import.meta.url),
);
if (!existsSync(examples)) console.warn(`skipped: no examples of A11yJSON at ${examples}`);

describe.skipIf(!existsSync(examples))("A11yJSON's documentation and mocks", () => {
  const textOf = (file: string) => readFileSync(examples + file, 'utf8');

  it('reads what accessibility.cloud serves', () => {
    const { places, rejected } = readPlaceInfos(textOf('place-infos-mock.json'), feed, readAt);
    expect(rejected).toEqual([]);
    expect(places).toMatchObject([{ id: 'feed-23dmwq58ephn3ccr6', name: { de: 'Sozialhelden e.V.' } }]);
    const known = Object.entries(places[0]?.facts ?? {}).map(([id, { status }]) => [id, status]);
    expect(known).toEqual([
      ['stepFreeEntrance', 'yes'],
      ['hearingLoop', 'no'],
    ]);
  });

  it('refuses one feature of OpenStreetMap by name', () => {
    expect(() => readPlaceInfos(textOf('node-4544823443-osm-mock.json'), feed, readAt)).toThrow(
      'an object of type "Feature"',
    );
  });

  it('reads the examples that are whole places, and says of the others what is missing', () => {
    const blocks = readdirSync(examples)
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) => [...textOf(file).matchAll(/```json\n([\s\S]*?)```/g)].map(([, block = '']) => block))
      .map((block) =>
        block
          .replace(/…/g, '')
          .replace(/{\s*,/g, '{')
          .replace(/,(\s*[}\]])/g, '$1'),
      )
      .flatMap((block) => {
        try {
          return [JSON.parse(block)];
        } catch {
          return [];
        }
      });
    expect(blocks.length).toBeGreaterThan(6);
    const { places, rejected } = readFeed(blocks);
    expect(places.length + rejected.length).toBe(blocks.length);
    const [office] = places.filter(({ name }) => name.und === 'Quedlinburg-Information');
    expect(office).toMatchObject({
      streetAddress: 'Markt 4',
      addressLocality: 'Quedlinburg',
      postalCode: '06484',
      facts: { stepFreeEntrance: { status: 'yes' }, accessibleToilet: { status: 'no' } },
    });
    expect(Object.keys(office?.facts ?? {})).toHaveLength(2);
    expect(new Set(rejected.map(({ field }) => field))).toEqual(
      new Set(['properties', 'geometry', 'id', 'name']),
    );
  });
});
