import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesGeoJson } from '#shared/contracts/open-data/places-geojson.ts';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import { planImport } from '#shared/domain/listings/plan-import.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { arbitraryPlaces } from '#test/builders/arbitrary-place.ts';
import { place } from '#test/builders/places.ts';
import { readListingGeoJson } from './read-listing-geojson.ts';

const read = (data: unknown, columns?: Record<string, string>) =>
  readListingGeoJson(Buffer.from(typeof data === 'string' ? data : JSON.stringify(data)), { columns });
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });
const feature = (properties: unknown, more: object = {}) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [-3.43, 56.4, 12] },
  properties,
  ...more,
});
const own = (facts: object) => {
  const [ours] = placesGeoJson([place('mill')], {
    today: '2026-07-11',
    origin: 'https://welcome.example',
  }).features;
  return { ...ours, properties: { ...ours?.properties, facts } };
};
const at = { latitude: '56.4', longitude: '-3.43' };

describe('GeoJSON of listings', () => {
  it('has fields as properties, and points', () => {
    const mill = {
      name: 'Mill',
      kind: 'attraction',
      lift: true,
      radarKey: false,
      aisleWidth_cm: 90,
      email: null,
    };
    const fair = { name: { en: 'Fair', gd: 'Fèill' }, keywords: ['a', 'b'], latitude: 1, stars: 5 };
    expect(read(collection(feature(mill, { id: 7 }), feature(fair)))).toEqual({
      rows: [
        {
          line: 1,
          id: '7',
          fields: {
            name_en: 'Mill',
            kind: 'attraction',
            lift: 'yes',
            radarKey: 'no',
            aisleWidth_cm: '90',
            ...at,
          },
        },
        { line: 2, fields: { name_en: 'Fair', name_gd: 'Fèill', keywords: 'a; b', ...at } },
      ],
      rejected: [],
      unknownColumns: ['stars'],
    });
  });

  it('may have names of its own for our fields', () => {
    const columns = { 'addr:street': 'street_address', wheelchair: 'stepFreeEntrance', ref: 'id' };
    const properties = { name: 'Mill', 'addr:street': 'High St', wheelchair: 'yes', ref: 'PT 7' };
    expect(read(collection(feature(properties, { id: 'node/1' })), columns).rows).toEqual([
      {
        line: 1,
        id: 'pt-7',
        fields: { name_en: 'Mill', street_address: 'High St', stepFreeEntrance: 'yes', ...at },
      },
    ]);
  });

  it('of the open data is what the listings were', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(arbitraryPlaces, (places) => {
        const { rows, rejected, unknownColumns } = read(
          placesGeoJson(places, { today: '2026-07-11', origin: 'https://welcome.example' }),
        );
        expect({ rejected, unknownColumns }).toEqual({ rejected: [], unknownColumns: [] });
        const known = places.map((place) => ({ id: place.id, fields: fieldsOf(place) }));
        expect(rows.map(({ id }) => id)).toEqual(known.map(({ id }) => id));
        const planned = planImport(rows, known, '2099-12-31');
        expect(planned.map(({ action }) => action)).toEqual(known.map(() => 'unchanged'));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [7, 'feature'],
    [null, 'feature'],
    [{}, 'properties'],
    [feature({ name: 'x' }, { geometry: null }), 'geometry'],
    [feature({ name: 'x' }, { geometry: { type: 'Polygon', coordinates: [] } }), 'geometry'],
    [feature({ name: 'x' }, { geometry: { type: 'Point', coordinates: ['1', '2'] } }), 'geometry'],
    [feature({ name: 'x' }, { geometry: { type: 'Point', coordinates: [0, 99] } }), 'geometry'],
    [feature({ name: ['x', {}] }), 'name'],
    [feature({ name: { en: 7 } }), 'name_en'],
    [feature({ name: { English: 'x' } }), 'name_English'],
    [feature({ name: 'x', lift: { status: 'yes' } }), 'lift'],
    [feature({ name: 'x', description: 'x'.repeat(20_001) }), 'description'],
    [own({ lift: { status: 'maybe' } }), 'facts.lift.status'],
    [own({ teleporter: { status: 'yes' } }), 'facts.teleporter'],
  ])('lists what is no listing: %.70j', (given, field) => {
    expect(read(collection(feature({ name: 'Mill' }), given))).toMatchObject({
      rows: [{ line: 1 }],
      rejected: [{ line: 2, field, reason: expect.any(String) }],
    });
  });

  it.each([
    ['', 'is empty'],
    ['<html>', 'begins with "<html>"'],
    ['null', 'is null'],
    ['[]', 'is a list'],
    ['{"type":"Feature"}', 'type "Feature"'],
    ['{"type":"FeatureCollection"}', 'type "FeatureCollection"'],
    ['{"type":"FeatureCollection","features":{}}', 'FeatureCollection'],
    [`{"type":"FeatureCollection","features":[${'1,'.repeat(5_000)}1]}`, 'more than 5000'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'is a list'],
    [' '.repeat(5 * 1024 * 1024 + 1), 'larger'],
    ['PK\x03\x04', 'workbook'],
  ])('is refused whole with a reason: %#', (text, reason) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ kind: 'invalid-input', message: expect.stringContaining(reason) }),
    );
  });

  const norwich = fileURLToPath(
    new URL('../../../../shared/data/transit/accessibility/norwich-osm', import.meta.url),
  );
  it.skipIf(!existsSync(norwich))(
    'of OpenStreetMap can be mapped (skipped where the examples are not there)',
    () => {
      const columns = {
        'addr:street': 'street_address',
        'addr:city': 'address_locality',
        website: 'url',
        wheelchair: 'stepFreeEntrance',
      };
      for (const file of readdirSync(norwich)) {
        const { rows, rejected, unknownColumns } = readListingGeoJson(readFileSync(`${norwich}/${file}`), {
          columns,
        });
        expect(rows.length).toBeGreaterThan(18);
        expect(rejected).toEqual([]);
        expect(unknownColumns).toContain('mapFeature');
        const planned = planImport(rows, [], '2026-07-11');
        for (const row of planned) {
          if (row.action !== 'refused') continue;
          const fields = row.faults.map(({ field }) => field);
          expect(fields.every((field) => ['name_en', 'stepFreeEntrance', 'slug'].includes(field))).toBe(true);
        }
      }
    },
  );
});

it('whatever comes is read or refused', { timeout: 60_000 }, () => {
  const survives = (bytes: Uint8Array) => {
    try {
      const { rows } = readListingGeoJson(bytes, { columns: { __proto__: 'id', a: 'name_en' } });
      planImport(rows, [], '2026-07-11');
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
    }
    expect(({} as Record<string, unknown>).id).toBeUndefined();
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), survives), { numRuns: 1_000 });
  const names = fc.constantFrom(
    'id',
    'name',
    'facts',
    'lift',
    'status',
    'a',
    '__proto__',
    'constructor',
    'slug',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 'x', 7, ''),
      fc.array(tie('tree')),
      tie('branch'),
    ),
    branch: fc.array(fc.tuple(names, tie('tree'))).map((entries) => Object.fromEntries(entries)),
  }));
  fc.assert(
    fc.property(tree, tree, (properties, geometry) => {
      survives(
        Buffer.from(
          JSON.stringify(collection(feature(properties), feature({}, { geometry, id: properties }))),
        ),
      );
    }),
    { numRuns: 1_000 },
  );
  const good = JSON.stringify(collection(feature({ name: 'Mill', lift: true })));
  fc.assert(
    fc.property(fc.nat(good.length), fc.nat(10), fc.string({ maxLength: 3 }), (from, drop, put) => {
      survives(Buffer.from(good.slice(0, from) + put + good.slice(from + drop)));
    }),
    { numRuns: 1_000 },
  );
});
