import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import { type Fields, tidied } from '#shared/domain/listings/listing-fields.ts';
import { planImport } from '#shared/domain/listings/plan-import.ts';
import { readListingCsv } from '#shared/feeds/listing-csv/read-listing-csv.ts';
import { arbitraryPlaces } from '#test/builders/arbitrary-place.ts';
import { listingsCsv } from './listings-csv.ts';

const read = (csv: string) => readListingCsv(Buffer.from(csv));

describe('listings as CSV', () => {
  it('have a column for each field that occurs, in the order of the forms', () => {
    const csv = listingsCsv([
      { id: 'a', fields: { lift_note_en: 'Big', lift: 'yes', lift_verified: '2026-05-01', slug: 'a' } },
      {
        id: 'b',
        fields: { name_gd: 'Muileann', name_en: 'Mill', kind: 'eat', telephone: '+44 1738 000000' },
      },
    ]);
    expect(csv).toBe(
      '\uFEFFid,name_en,name_gd,kind,slug,telephone,lift,lift_verified,lift_note_en\r\n' +
        'a,,,,a,,yes,2026-05-01,Big\r\n' +
        "b,Mill,Muileann,eat,,'+44 1738 000000,,,\r\n",
    );
  });

  it('hold no formula, and their numbers stay numbers', () => {
    const csv = listingsCsv([{ id: 'a', fields: { name_en: '=1+1', longitude: '-3.43', url: "'=x" } }]);
    expect(csv).toContain("a,'=1+1,-3.43,''=x\r\n");
  });

  const words = fc.constantFrom(
    '=1+1',
    "'=1",
    "''@x",
    '-3.43',
    'a, "b"',
    'two\nlines',
    'unknown',
    'é😀',
    "'tis",
  );
  const anything = fc.dictionary(
    fc.constantFrom(
      'name_en',
      'name_en-GB',
      'name_en-gb',
      'kind',
      'slug',
      'latitude',
      'lift',
      'lift_verified',
      'invented',
    ),
    fc.oneof(words, fc.string({ unit: 'grapheme' })),
    { noNullPrototype: true },
  );
  const listings = fc.oneof(
    arbitraryPlaces.map((places) => places.map((place) => ({ id: place.id, fields: fieldsOf(place) }))),
    fc
      .uniqueArray(fc.record({ id: fc.stringMatching(/^[a-z0-9]{1,8}$/), fields: anything }), {
        selector: ({ id }) => id,
      })
      .map((list) => list.map(({ id, fields }) => ({ id, fields: tidied({ ...fields, slug: id }) }))),
  );

  it('read again and planned against themselves change nothing', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(listings, (list) => {
        const { rows, rejected, unknownColumns } = read(listingsCsv(list));
        expect({ rejected, unknownColumns }).toEqual({ rejected: [], unknownColumns: [] });
        const planned = planImport(rows, list, '2026-07-11');
        expect(planned.map(({ id, action }) => [id, action])).toEqual(
          list.map(({ id }) => [id, 'unchanged']),
        );
        expect(planned.every((row) => 'kept' in row && row.kept.length === 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('do so cell by cell', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anything, (fields) => {
        const known: Fields = tidied({ ...fields, slug: 'a' });
        expect(read(listingsCsv([{ id: 'a', fields: known }])).rows).toEqual([
          { line: 2, id: 'a', fields: known },
        ]);
      }),
      { numRuns: 1_000 },
    );
  });
});
