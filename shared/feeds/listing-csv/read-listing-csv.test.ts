import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesCsv } from '#shared/contracts/open-data/places-csv.ts';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import { planImport } from '#shared/domain/listings/plan-import.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { arbitraryPlaces } from '#test/builders/arbitrary-place.ts';
import { readListingCsv } from './read-listing-csv.ts';

const read = (text: string | Uint8Array, columns?: Record<string, string>) =>
  readListingCsv(typeof text === 'string' ? Buffer.from(text) : text, { columns });
const windows1252 = (text: string) => Buffer.from(text, 'latin1');

/** No text of blanks alone. */
const asPeopleWrite = (place: Place): Place =>
  JSON.parse(JSON.stringify({ ...place, keywords: ['a', 'b'], servesCuisine: ['c'] }), (_, value) =>
    typeof value === 'string' ? value.trim() || 'x' : value,
  );

describe('a CSV of listings', () => {
  it('has rows by line, however its lines end', () => {
    const expected = [
      { line: 2, id: 'a', fields: { name_en: 'Mill', description_en: 'Two\nlines, "quoted"' } },
      { line: 5, fields: { name_en: 'Fair' } },
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      const lines = ['id,name_en,description_en', 'a,Mill,"Two', 'lines, ""quoted"""', '', ' ,Fair,'];
      expect(read(lines.join(end))).toEqual({
        rows: expected,
        rejected: [],
        unknownColumns: [],
        encoding: 'utf-8',
        delimiter: ',',
      });
      expect(read(`\uFEFF${lines.join(end)}${end}`).rows).toEqual(expected);
    }
  });

  it.each([';', '\t', ','] as const)('may separate its cells with %j', (delimiter) => {
    const text = ['name_en', 'description_en', 'telephone'].join(delimiter);
    const csv = `${text}\n${['Mill', '"a, b; c"', '1'].join(delimiter)}\n`;
    expect(read(csv)).toMatchObject({
      delimiter,
      rows: [{ fields: { name_en: 'Mill', description_en: 'a, b; c' } }],
    });
  });

  it('is UTF-8, or Windows-1252, and says which', () => {
    expect(read('name_en\nCafè “Bràigh”')).toMatchObject({ encoding: 'utf-8' });
    const western = Buffer.concat([
      windows1252('name_en\nCafè '),
      Buffer.of(0x93),
      windows1252('Bràigh'),
      Buffer.of(0x94),
    ]);
    expect(read(western)).toMatchObject({
      encoding: 'windows-1252',
      rows: [{ fields: { name_en: 'Cafè “Bràigh”' } }],
    });
  });

  it('is read by its own columns, or by names that it has for ours', () => {
    const csv = 'Ref,Venue,Lift?,Street Address,STEPFREEENTRANCE,Stars\nPT/7,Mill,yes,1 High St,no,5\n';
    const { rows, unknownColumns } = read(csv, { Ref: 'id', Venue: 'name_en', 'Lift?': 'lift' });
    expect(rows).toEqual([
      {
        line: 2,
        id: 'pt-7',
        fields: { name_en: 'Mill', lift: 'yes', street_address: '1 High St', stepFreeEntrance: 'no' },
      },
    ]);
    expect(unknownColumns).toEqual(['Stars']);
  });

  it('names what it cannot use, also where the column has no name', () => {
    expect(read('name_en,,__proto__,\nMill,x,y,\n').unknownColumns).toEqual([
      'column 2, which has no name',
      '__proto__',
    ]);
  });

  it('takes the apostrophe before a formula away, and leaves a formula the text that it is', () => {
    const csv = "name_en,telephone,description_en\n'=1+1,'+44 1738,'tis\n=1+1,+44 1738,''@\n";
    expect(read(csv).rows.map(({ fields }) => fields)).toEqual([
      { name_en: '=1+1', telephone: '+44 1738', description_en: "'tis" },
      { name_en: '=1+1', telephone: '+44 1738', description_en: "'@" },
    ]);
  });

  it('has a name in the language that the next column says', () => {
    const csv = 'name,name_language,name_gd,description\nMuileann,gd,,x\nMill,,Muileann,\nMill,English,,\n';
    expect(read(csv)).toMatchObject({
      rows: [
        { fields: { name_gd: 'Muileann', description_en: 'x' } },
        { fields: { name_en: 'Mill', name_gd: 'Muileann' } },
      ],
      rejected: [{ line: 4, id: null, field: 'name_language' }],
    });
  });

  it('lists records that are no rows, and reads the others', () => {
    const csv = `id,name_en\na,Mill,shifted\nb,${'x'.repeat(20_001)}\nc\nd,Fair,,\n,,\n`;
    expect(read(csv)).toMatchObject({
      rows: [
        { line: 4, id: 'c', fields: {} },
        { line: 5, id: 'd', fields: { name_en: 'Fair' } },
      ],
      rejected: [
        { line: 2, id: 'a', field: 'row', reason: expect.stringContaining('3 cells under 2 columns') },
        { line: 3, id: 'b', field: 'name_en', reason: expect.stringContaining('20000') },
      ],
    });
  });

  it.each([
    ['', 'empty'],
    ['\n\n', 'empty'],
    ['gone fishing', 'names of columns are needed'],
    ['<!DOCTYPE html>\n<title>Not found</title>', '<!DOCTYPE html>'],
    ['telephone,email\n1,2', 'names of columns are needed'],
    ['name_en,email,email\n', 'columns 2 and 3 are both email'],
    ['name_en,Name EN\n', 'columns 1 and 2 are both name_en'],
    ['name_en\nMill\n"Fair\nMarket\n', 'line 3 on: a quotation mark is opened and never closed'],
    ['name_en,kind\n"Fair" x,eat\n', 'line 2 on: text follows a closing quotation mark'],
    ['name_en,kind\nFair "x",eat\n', 'line 2 on: a quotation mark stands within a cell'],
    [`name_en${',x'.repeat(1_000)}\n`, 'more than 1000 columns'],
    [`name_en\n${'x\n'.repeat(5_001)}`, 'more than 5000'],
    [`name_en\n"${'x\n'.repeat(1_000_000)}"`, 'too long'],
    ['name_en\nMill\0', 'NUL'],
    ['PK\x03\x04', 'workbook'],
    [Buffer.from('name_en\nMill', 'utf16le'), 'NUL'],
    [Buffer.from('\uFEFFname_en\nMill', 'utf16le'), 'UTF-16'],
    [Buffer.of(0x1f, 0x8b, 8, 0), 'compressed'],
    [Buffer.concat([Buffer.from('name_en\nCafè '), Buffer.of(0xe9)]), 'line 2: is neither'],
    [Buffer.concat([Buffer.from('name_en\n'), Buffer.of(0x81)]), 'line 2: is neither'],
    [Buffer.alloc(5 * 1024 * 1024 + 1, 'x'), 'larger than'],
  ])('is refused whole with a reason: %#', (text, reason) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ kind: 'invalid-input', message: expect.stringContaining(reason) }),
    );
  });

  it('may have five thousand rows', () => {
    expect(read(`name_en\n${'x\n'.repeat(5_000)}`).rows).toHaveLength(5_000);
  });

  const isUnchangedByItsCsv = (places: readonly Place[]) => {
    const { rows, unknownColumns } = read(placesCsv(places));
    expect(unknownColumns).toEqual([]);
    const known = places.map((place) => ({ id: place.id, fields: fieldsOf(place) }));
    const planned = planImport(rows, known, '2099-12-31');
    expect(planned.map((row) => ('changed' in row ? row.changed : row.action))).toEqual(
      known.map(() => 'unchanged'),
    );
  };

  it('of the open data means the listings that it was made of', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(arbitraryPlaces, (places) => isUnchangedByItsCsv(places.map(asPeopleWrite))),
      { numRuns: 40 },
    );
  });

  it.each(["'+", "''=1", "'tis", '-1.5', '-x', '＝1'])(
    'of the open data leaves the text %j as it is',
    (text) => {
      const place: Place = {
        id: 'a',
        slug: 'a',
        kind: 'attraction',
        name: { en: text },
        description: { en: text },
        lat: -56.4,
        lon: -3.43,
        streetAddress: text,
        facts: { entranceDoorWidth: { status: 'yes', value: 90, note: { en: text } } },
        source: { name: text, licence: text },
        dateModified: '2026-01-01T00:00:00Z',
      };
      isUnchangedByItsCsv([place]);
    },
  );
});

describe('whatever comes', { timeout: 60_000 }, () => {
  const good =
    'id,name,name_language,lift,lift_verified,latitude,longitude,description_en\r\n' +
    'a,"The ""Mill""",en,yes,27/03/2026,56.4,-3.43,"Two\r\nlines"\r\n' +
    "b,Fair,gd,unknown,,56.41,'-3.4,'=1+1\r\n";

  const survives = (bytes: Uint8Array) => {
    try {
      const { rows } = readListingCsv(bytes, { columns: { name: 'name_en', __proto__: 'id' } });
      for (const { fields } of rows) expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
      planImport(rows, [], '2026-07-11');
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
    }
    expect(({} as Record<string, unknown>).name_en).toBeUndefined();
  };

  it('is read or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survives), { numRuns: 1_000 });
    const cells = fc.stringMatching(/^[a,;\t"'=\r\n_ é\0]{0,40}$/);
    fc.assert(
      fc.property(cells, (text) => survives(Buffer.from(`id,name_en\n${text}`))),
      { numRuns: 1_000 },
    );
  });

  it('is read or refused when a good file is damaged', () => {
    const change = fc.record({
      at: fc.nat(good.length),
      drop: fc.nat(20),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom('"', ',', '\r', '\n', '__proto__').map((s) => Buffer.from(s)),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        let bytes = Buffer.from(good);
        for (const { at, drop, put } of changes)
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + drop)]);
        survives(bytes);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['commas', ','],
    ['quotes', '"'],
    ['lines', '\n'],
    ['carriage returns', '\r'],
    ['rows', 'a,b\n'],
    ['semicolons', ';'],
    ['quoted rows', '"a","b"\n'],
    ['apostrophes', "'"],
  ])('comes to an end: five megabytes of %s', { timeout: 60_000 }, (_, unit) => {
    const start = Buffer.from('name_en,kind\n');
    const bytes = Buffer.concat([start, Buffer.alloc(5 * 1024 * 1024 - start.length, unit)]);
    survives(bytes);
    survives(bytes.subarray(start.length));
  });
});
