import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_STATUSES } from '#shared/domain/places/fact.ts';
import { FACT_IDS, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { factOf, type Place } from '#shared/domain/places/place.ts';
import { RecordSplitter } from '#shared/feeds/gtfs/split-records.ts';
import { arbitraryPlaces } from '#test/builders/arbitrary-place.ts';
import { CSV_COLUMNS } from './csv-columns.ts';
import { placesCsv } from './places-csv.ts';
import { placesCsvMetadata } from './places-csv-metadata.ts';

const names = CSV_COLUMNS.map(({ name }) => name);

/** The reader of the timetables: it shares nothing with the writer. */
function parse(csv: string): Record<string, string>[] {
  expect(csv.startsWith('\uFEFF')).toBe(true);
  const records: string[][] = [];
  const splitter = new RecordSplitter((cells, _line, fault) => {
    expect(fault).toBeNull();
    records.push([...cells]);
  });
  splitter.push(csv.slice(1));
  splitter.end();
  const [header = [], ...rows] = records;
  expect(header).toEqual(names);
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(row.map((cell, column) => [header[column], cell])));
}

/** As a cell should be read: a formula is text after an apostrophe, and so is what looks like such a text already. */
const inert = (text: string | undefined) =>
  text && /^'*[=+\-@\t\r＝＋－＠]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : (text ?? '');

const place: Place = {
  id: 'a',
  slug: 'a',
  kind: 'toilet',
  name: { en: '=HYPERLINK("http://x.example","y")', gd: 'Taigh-beag' },
  description: { de: 'Zwei\nZeilen' },
  lat: 56.4,
  lon: -3.43,
  telephone: '+44 1738 000000',
  facts: {
    radarKey: {
      status: 'no',
      verified: '2026-01-01',
      reviewBy: '2027-01-01',
      method: 'photo',
      disputed: true,
      note: { gd: 'Dùinte', en: '=1+1\nlocked' },
    },
    toiletDoorWidth: { status: 'yes', value: 90.5 },
  },
  source: { name: 'x', licence: 'OGL-UK-3.0' },
  dateModified: '2026-07-01T09:00:00Z',
};

describe('the CSV', () => {
  it('has a row of texts that stay texts and numbers that stay numbers', () => {
    const csv = placesCsv([place]);
    expect(csv).toContain(',56.4,-3.43,');
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(parse(csv)).toMatchObject([
      {
        id: 'a',
        name: '\'=HYPERLINK("http://x.example","y")',
        name_language: 'en',
        name_gd: 'Taigh-beag',
        description: 'Zwei\nZeilen',
        description_language: 'de',
        description_gd: '',
        longitude: '-3.43',
        telephone: "'+44 1738 000000",
        free_of_charge: 'unknown',
        invented: 'no',
        event_cancelled: '',
        radarKey: 'no',
        radarKey_verified: '2026-01-01',
        radarKey_review_by: '2027-01-01',
        radarKey_method: 'photo',
        radarKey_disputed: 'yes',
        radarKey_note: "'=1+1\nlocked",
        toiletDoorWidth_disputed: 'no',
        toiletDoorWidth_review_by: '',
        toiletDoorWidth: 'yes',
        toiletDoorWidth_cm: '90.5',
        toiletDoorWidth_verified: '',
        accessibleToilet: 'unknown',
        entranceDoorWidth: 'unknown',
        entranceDoorWidth_cm: '',
      },
    ]);
  });

  it('has columns of names of their own, also without a row', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(parse(placesCsv([]))).toEqual([]);
    for (const column of names) expect(column).toMatch(/^[A-Za-z][A-Za-z_]*$/);
    expect(names).toContain('steepestGradient_percent');
    expect(names).toContain('wheelchairSpaces_count');
  });

  it('makes no formula of a text that was taken in before texts were looked at', () => {
    const [row] = parse(placesCsv([{ ...place, streetAddress: '\t=1', addressLocality: '\r=1' }]));
    expect([row?.street_address, row?.address_locality]).toEqual(["'\t=1", "'\r=1"]);
  });

  it('is read again cell by cell as it was, and no status is blank', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(arbitraryPlaces, (places) => {
        const rows = parse(placesCsv(places));
        expect(rows).toHaveLength(places.length);
        rows.forEach((row, index) => {
          const given = places[index];
          if (!given) throw new Error('a row too many');
          expect(row.name).toBe(inert(given.name.en ?? Object.values(given.name)[0]));
          expect(row.description_gd).toBe(inert(given.description.gd));
          expect(row.street_address).toBe(inert(given.streetAddress));
          expect(row.source_licence).toBe(inert(given.source.licence));
          expect(row.opening_hours).toBe(inert(given.openingHours));
          expect(Number(row.latitude)).toBe(given.lat);
          for (const id of FACT_IDS) {
            const { status, value } = factOf(given.facts, id);
            expect(row[id]).toBe(status);
            expect(FACT_STATUSES).toContain(row[id]);
            const { unit } = factDefinition(id);
            if (!unit) continue;
            const cell = row[`${id}_${unit === '%' ? 'percent' : unit}`] ?? '';
            expect(cell === '' ? undefined : Number(cell)).toBe(value);
          }
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('the description of its columns', () => {
  interface Described {
    readonly name: string;
    readonly titles: string;
    readonly 'dc:description': string;
    readonly required?: true;
    readonly propertyUrl?: string;
    readonly datatype: string | { readonly base: 'string'; readonly format: string };
  }
  const metadata = JSON.parse(JSON.stringify(placesCsvMetadata('https://welcome.example')));
  const columns: Described[] = metadata.tableSchema.columns;

  it('is CSV on the Web, of the columns that there are, in their order', () => {
    expect(metadata).toMatchObject({
      '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
      url: 'https://welcome.example/open-data/places.csv',
      tableSchema: { primaryKey: 'id', aboutUrl: 'https://welcome.example/places/{slug}#place' },
    });
    expect(columns.map(({ titles }) => titles)).toEqual(names);
    for (const column of columns) expect(column['dc:description']).toMatch(/.\.$/);
  });

  it('says of every fact what its words are, unknown among them, and where it is explained', () => {
    for (const id of FACT_IDS) {
      expect(columns.find(({ name }) => name === id)).toMatchObject({
        datatype: { base: 'string', format: '^(yes|no|partial|unknown|not-applicable)$' },
        required: true,
        propertyUrl: `https://welcome.example/vocabulary/facts#${id}`,
      });
    }
  });

  /** Lexical forms of XML Schema. */
  const forms: Readonly<Record<string, RegExp>> = {
    string: /^.*$/s,
    number: /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/,
    date: /^\d{4}-\d\d-\d\d$/,
    datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  };
  const formOf = ({ datatype }: Described) =>
    typeof datatype === 'string' ? forms[datatype] : new RegExp(datatype.format);

  it('holds for every cell', { timeout: 60_000 }, () => {
    const times = { startDate: '2026-08-01T10:00+01:00', endDate: '2026-08-01T12:00Z' };
    fc.assert(
      fc.property(arbitraryPlaces, (places) => {
        for (const row of parse(placesCsv([...places, { ...place, event: times }]))) {
          for (const column of columns) {
            const cell = row[column.name] ?? '';
            if (cell === '') expect([column.name, column.required]).toEqual([column.name, undefined]);
            else
              expect([column.name, cell]).toEqual([
                column.name,
                expect.stringMatching(formOf(column) ?? /^$/),
              ]);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
