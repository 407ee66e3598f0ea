import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../platform/domain-error.ts';
import { readListingFile } from './read-listing-file.ts';

const context = { timeZone: 'Europe/London', now: Date.parse('2026-03-20T12:00:00Z') / 1000 };
const read = (content: string | Uint8Array, name: string) =>
  readListingFile(typeof content === 'string' ? Buffer.from(content) : content, name, context);

const point = { type: 'Point', coordinates: [-3.43, 56.39] };
const collection = (properties: object) =>
  JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: point, properties }] });

describe('a file that somebody has sent', () => {
  it.each([
    ['csv', 'name_en\nBarn\n', 'list.CSV'],
    ['csv', '\uFEFFname_en\nBarn\n', 'list.txt'],
    ['csv', 'name_en\tkind\nBarn\teat\n', 'list.tsv'],
    ['geojson', collection({ name_en: 'Barn' }), 'list.geojson'],
    ['geojson', `\uFEFF\n ${collection({ name_en: 'Barn' })}`, 'list.json'],
    ['a11yjson', collection({ name: 'Barn', accessibility: {} }), 'list.geojson'],
    ['a11yjson', JSON.stringify([{ geometry: point, properties: { name: 'Barn' } }]), 'list.json'],
    [
      'a11yjson',
      JSON.stringify({ placeInfos: [{ geometry: point, properties: { name: 'Barn' } }] }),
      'l.json',
    ],
    // What it is called is no lie about what it is.
    ['geojson', collection({ name_en: 'Barn' }), 'list.csv'],
    ['csv', 'name_en\nBarn\n', 'list.json'],
  ])('is read as what it is: %s', (format, content, name) => {
    const file = read(content, name);
    expect([file.format, file.encoding, file.rows.length + file.rejected.length]).toEqual([
      format,
      'utf-8',
      1,
    ]);
  });

  it('is read or refused in words, whatever it is', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string().map((more) => `BEGIN:VCALENDAR\r\n${more}`),
      fc.string().map((more) => `name_en\n${more}`),
      fc.jsonValue().map((value) => JSON.stringify({ type: 'FeatureCollection', features: [value] })),
      fc.object().map((properties) => collection({ ...properties, accessibility: {} })),
    );
    const content = fc.oneof(
      text.map((each) => Buffer.from(each)),
      fc.uint8Array(),
    );
    fc.assert(
      fc.property(
        content,
        fc.constantFrom('a.csv', 'a.json', 'a.ics', 'a.geojson', 'a.exe'),
        (bytes, name) => {
          try {
            const { rows, rejected } = read(bytes, name);
            expect(rows.length + rejected.length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
            expect((error as DomainError).kind).toBe('invalid-input');
          }
        },
      ),
    );
  });

  it('of JSON that is nested without end is refused', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(read(deep, 'a.json').rows).toEqual([]);
    const within = collection({ name: 'Barn', accessibility: {} }).replace('{}', `{"a":${deep}}`);
    expect(read(within, 'a.json').rows).toEqual([]);
  });
});
