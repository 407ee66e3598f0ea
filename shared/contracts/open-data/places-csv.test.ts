import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_STATUSES } from '#shared/domain/places/fact.ts';
import { FACT_IDS, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { factOf, type Place } from '#shared/domain/places/place.ts';
import { RecordSplitter } from '#shared/feeds/gtfs/split-records.ts';
import { arbitraryPlaces } from '#test/builders/arbitrary-place.ts';
import { PLACES_CSV_COLUMNS, placesCsv } from './places-csv.ts';

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
  expect(header).toEqual(PLACES_CSV_COLUMNS);
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(row.map((cell, column) => [header[column], cell])));
}

/** As a cell should be read: a formula is text after an apostrophe. */
const inert = (text: string | undefined) =>
  text && /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : (text ?? '');

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
    radarKey: { status: 'no', verified: '2026-01-01' },
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
    expect(new Set(PLACES_CSV_COLUMNS).size).toBe(PLACES_CSV_COLUMNS.length);
    expect(parse(placesCsv([]))).toEqual([]);
    for (const column of PLACES_CSV_COLUMNS) expect(column).toMatch(/^[A-Za-z_]+$/);
    expect(PLACES_CSV_COLUMNS).toContain('steepestGradient_percent');
    expect(PLACES_CSV_COLUMNS).toContain('wheelchairSpaces_count');
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
