import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importPlaces } from '#functions/places/import-places/import-places.ts';
import { draftIntake } from '#functions/places/import-places/offer-drafts.ts';
import { listingsCsv } from '#shared/contracts/open-data/listings-csv.ts';
import { placesCsv } from '#shared/contracts/open-data/places-csv.ts';
import { placesGeoJson } from '#shared/contracts/open-data/places-geojson.ts';
import type { PlaceSource } from '#shared/contracts/place-sources.ts';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import type { ImportRow } from '#shared/domain/listings/import-row.ts';
import { loadListing } from '#shared/store/listing-store.ts';
import { loadPlaceSourceState } from '#shared/store/place-source-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { auditTable, listingsTable, placesTable } from '#shared/store/tables.ts';
import { type FeedServer, startFeedServer } from '#test/builders/feed-server.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { place } from '#test/builders/places.ts';

const today = Date.parse('2026-03-20T12:00:00Z') / 1000;
const DAY_SECONDS = 86_400;
let store: LocalStore;
let server: FeedServer;

beforeEach(async () => {
  [store, server] = await Promise.all([openLocalStore(placesTable), startFeedServer()]);
});
afterEach(() => Promise.all([store.stop(), server.stop()]));

const answer = (content: string | Uint8Array) => server.answer('/listings', Buffer.from(content));
const sourceOf = (more: Partial<PlaceSource>): PlaceSource => ({
  id: 'tourism',
  name: 'Tourism office',
  url: `${server.url}/listings`,
  licence: 'OGL-UK-3.0',
  isOwn: true,
  ...more,
});
const contextAt = (now: number) => ({
  store,
  now,
  today: new Date(now * 1000).toISOString().slice(0, 10),
  timeZone: 'Europe/London',
});
const take = (more: Partial<PlaceSource>, now = today) => importPlaces(sourceOf(more), contextAt(now));
const published = async () => (await openPlacesReader(store, 'Europe/London', 0).published()).byId;
const whole = async (id: string) => {
  const reader = openPlacesReader(store, 'Europe/London', 0);
  const summary = (await reader.published()).byId.get(id);
  return summary && (await reader.place(summary));
};
const rejected = async () => (await loadPlaceSourceState(store, 'tourism'))?.rejected;

describe('a source of CSV', () => {
  const columns = {
    Ref: 'id',
    Venue: 'name_en',
    Lat: 'latitude',
    Lon: 'longitude',
    'Lift?': 'lift',
    Phone: 'telephone',
  };
  const csv = (...rows: string[]) =>
    ['Ref,Venue,Lat,Lon,Lift?,lift_verified,Phone,Stars', ...rows].join('\r\n');
  const good = Array.from(
    { length: 8 },
    (_, i) => `R${i},Venue ${i},56.4,-3.43,Yes,1/3/2026,01738 00000${i},5`,
  );
  const source = { format: 'csv', columns, kind: 'eat' } as const;

  it('is published by the names that it has for our fields', async () => {
    answer(csv(...good));
    expect(await take(source)).toEqual({
      source: 'tourism',
      outcome: 'published',
      places: 8,
      rejected: 0,
      unknownColumns: 'Stars',
    });
    expect(await whole('r3')).toEqual({
      id: 'r3',
      slug: 'venue-3',
      kind: 'eat',
      name: { en: 'Venue 3' },
      description: {},
      lat: 56.4,
      lon: -3.43,
      telephone: '01738 000003',
      facts: {
        lift: {
          status: 'yes',
          verified: '2026-03-01',
          method: 'import',
          source: { name: 'Tourism office', url: `${server.url}/listings` },
        },
      },
      source: { name: 'Tourism office', url: `${server.url}/listings`, licence: 'OGL-UK-3.0' },
      dateModified: '2026-03-20T12:00:00.000Z',
    });
    expect((await loadPlaceSourceState(store, 'tourism'))?.unknownColumns).toEqual(['Stars']);
  });

  it('that says the same on another day changes nothing', async () => {
    answer(csv(...good));
    await take(source);
    expect(await take(source, today + DAY_SECONDS)).toMatchObject({ outcome: 'unchanged' });
    answer(`${csv(...good)}\r\n`);
    expect(await take(source, today + DAY_SECONDS)).toMatchObject({ outcome: 'unchanged', places: 8 });
    expect((await published()).get('r3')?.revision.number).toBe(1);
  });

  it('is read anew when it is to be read otherwise', async () => {
    answer(csv(...good));
    await take(source);
    expect(await take({ ...source, kind: 'attraction' })).toMatchObject({ outcome: 'published' });
    expect((await published()).get('r3')?.kind).toBe('attraction');
  });

  it('has its bad records listed by line and field, and they stay as they last were', async () => {
    answer(csv(...good));
    await take(source);
    const bad = [
      'R2,Venue 2,north,-3.43,,,,',
      'R5,Venue 5,56.4,-3.43,perhaps,,,',
      'R6,Venue 6,56.4,-3.43,yes,1/3/2062,,',
      'R9,,56.4,-3.43,,,,',
    ];
    answer(csv(...good.filter((_, i) => ![2, 5, 6].includes(i)), ...bad));
    expect(await take(source)).toMatchObject({ places: 8, rejected: 4 });
    expect(await rejected()).toEqual([
      { index: 5, line: 7, id: 'r2', field: 'latitude', reason: 'is no number' },
      { index: 6, line: 8, id: 'r5', field: 'lift', reason: expect.stringContaining('must be one of') },
      { index: 7, line: 9, id: 'r6', field: 'lift_verified', reason: 'lies in the future' },
      { index: 8, line: 10, id: 'r9', field: 'name_en', reason: 'is missing' },
    ]);
    expect((await published()).has('r2')).toBe(true);
  });

  it('goes without contact details that nobody can use, and says how many', async () => {
    answer(csv('R1,Venue,56.4,-3.43,,,ask at the bar,'));
    expect(await take(source)).toMatchObject({ outcome: 'published', places: 1, leftOut: 1 });
    expect(await whole('r1')).not.toHaveProperty('telephone');
  });

  it.each([
    ['not CSV', '<!DOCTYPE html>\n<title>Not found</title>'],
    ['a workbook', 'PK\x03\x04'],
    ['cut within a cell', csv('R1,"Venue')],
    ['empty', ''],
  ])('that is %s is refused, and the last good listings stay', async (_, content) => {
    answer(csv(...good));
    await take(source);
    answer(content);
    expect(await take(source)).toMatchObject({ outcome: 'refused', error: expect.any(String), places: 8 });
    expect((await published()).size).toBe(8);
    expect((await loadPlaceSourceState(store, 'tourism'))?.lastError?.at).toBe(today);
  });

  it('that is larger than five megabytes is not read to its end', async () => {
    answer(Buffer.alloc(6 * 1024 * 1024, 'x'));
    expect(await take(source)).toMatchObject({
      outcome: 'refused',
      error: expect.stringContaining('larger'),
    });
  });

  it('of another is hearsay, under ids and addresses of its own', async () => {
    answer(
      'id,name,kind,latitude,longitude,lift,lift_verified,lift_method,lift_source\nmill,Mill,eat,56.4,-3.4,yes,2026-03-01,on-site-survey,Council\n',
    );
    await take({ format: 'csv', isOwn: false });
    const heard = await whole('tourism-mill');
    expect(heard).toMatchObject({ slug: 'tourism-mill' });
    expect(heard?.facts.lift).toEqual({
      status: 'yes',
      method: 'import',
      source: { name: 'Tourism office', url: `${server.url}/listings` },
    });
    answer('id,name,kind,latitude,longitude\nmill,Mill,eat,north,-3.4\nnew,New,eat,56.4,-3.4\n');
    expect(await take({ format: 'csv', isOwn: false })).toMatchObject({ places: 2, rejected: 1 });
    expect((await published()).has('tourism-mill')).toBe(true);
  });
});

describe('the open data of another council', () => {
  const lift = { status: 'partial', verified: '2026-03-01', note: { en: 'Goods lift' } } as const;
  const doorWidth = { status: 'yes', value: 82.5, verified: '2026-03-01' } as const;
  const places = Array.from({ length: 7 }, (_, i) =>
    place(`place-${i}`, {
      name: { en: `Place ${i}`, gd: `Àite ${i}` },
      facts: { lift, entranceDoorWidth: doorWidth, hearingLoop: { status: 'unknown' } },
    }),
  );

  it.each([
    ['csv', () => placesCsv(places)],
    ['csv', () => listingsCsv(places.map((each) => ({ id: each.id, fields: fieldsOf(each) })))],
    [
      'geojson',
      () => JSON.stringify(placesGeoJson(places, { today: '2026-03-20', origin: 'https://welcome.example' })),
    ],
  ] as const)('comes in as it went out: %s', async (format, content) => {
    answer(content());
    expect(await take({ format })).toEqual({
      source: 'tourism',
      outcome: 'published',
      places: 7,
      rejected: 0,
    });
    const said = { method: 'import', source: { name: 'Tourism office', url: `${server.url}/listings` } };
    expect(await whole('place-3')).toEqual({
      ...places[3],
      facts: { lift: { ...lift, ...said }, entranceDoorWidth: { ...doorWidth, ...said } },
      dateModified: '2026-03-20T12:00:00.000Z',
    });
  });
});

describe('a source of GeoJSON', () => {
  const norwich = fileURLToPath(
    new URL('../../../shared/data/transit/accessibility/norwich-osm/learn.geojson', import.meta.url),
  );

  it.skipIf(!existsSync(norwich))(
    'may be of OpenStreetMap (skipped where the example is not there)',
    async () => {
      answer(readFileSync(norwich));
      const columns = {
        'addr:street': 'street_address',
        'addr:city': 'address_locality',
        'addr:postcode': 'postal_code',
        website: 'url',
        phone: 'telephone',
        wheelchair: 'stepFreeEntrance',
      };
      const taken = await take({
        format: 'geojson',
        columns,
        kind: 'attraction',
        isOwn: false,
        licence: 'ODbL-1.0',
      });
      expect(taken).toMatchObject({
        outcome: 'published',
        unknownColumns: expect.stringContaining('amenity'),
      });
      expect(taken.places + taken.rejected).toBe(19);
      expect(taken.places).toBeGreaterThan(14);
      const libraries = [...(await published()).values()];
      expect(
        libraries.filter(({ facts }) => facts.stepFreeEntrance?.status === 'yes').length,
      ).toBeGreaterThan(9);
      expect(libraries.every(({ id, kind }) => id.startsWith('tourism-') && kind === 'attraction')).toBe(
        true,
      );
      for (const record of (await rejected()) ?? [])
        expect(record.field).toMatch(/^(stepFreeEntrance|slug|name_en)$/);
    },
  );
});

describe('a calendar', () => {
  const event = (uid: string, ...lines: string[]) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SUMMARY:${uid}`,
    ...lines,
    'END:VEVENT',
  ];
  const calendar = (...events: string[][]) =>
    ['BEGIN:VCALENDAR', ...events.flat(), 'END:VCALENDAR'].join('\r\n');
  const once = (uid: string, date: string) => event(uid, `DTSTART:${date}T100000Z`, `DTEND:${date}T120000Z`);
  const weekly = (...more: string[]) =>
    event(
      'walk',
      'DTSTART;TZID=Europe/London:20260321T100000',
      'DURATION:PT2H',
      'RRULE:FREQ=WEEKLY',
      ...more,
    );
  const source = { format: 'ical', place: { lat: 56.395, lon: -3.43 } } as const;

  it('is published event by event, and time by time', async () => {
    answer(calendar(once('fair', '20260401'), weekly()));
    expect(await take(source)).toMatchObject({ outcome: 'published', places: 14, rejected: 0 });
    expect(await whole('walk-20260404')).toMatchObject({
      kind: 'event',
      slug: 'walk-2026-04-04',
      lat: 56.395,
      event: { startDate: '2026-04-04T10:00:00+01:00', endDate: '2026-04-04T12:00:00+01:00' },
    });
  });

  it('goes on from day to day though it says the same', async () => {
    answer(calendar(weekly()));
    await take(source);
    expect(await take(source, today + 3_600)).toMatchObject({ outcome: 'unchanged', places: 13 });
    expect(await take(source, today + 7 * DAY_SECONDS)).toMatchObject({
      outcome: 'published',
      places: 13,
    });
    const places = await published();
    expect(places.has('walk-20260321')).toBe(false);
    expect(places.has('walk-20260620')).toBe(true);
  });

  it('may lose all its events once they are over, and not before', async () => {
    answer(calendar(...Array.from({ length: 7 }, (_, i) => once(`fair-${i}`, '20260401'))));
    await take(source);
    answer(calendar(once('fair-0', '20260401')));
    expect(await take(source)).toMatchObject({ outcome: 'refused', places: 7 });
    answer(calendar());
    expect(await take(source)).toMatchObject({ outcome: 'refused', places: 7 });
    expect(await take(source, today + 30 * DAY_SECONDS)).toMatchObject({ outcome: 'published', places: 0 });
  });

  it('of which a series becomes faulty keeps the times that it had', async () => {
    answer(calendar(weekly()));
    await take(source);
    answer(calendar(once('fair', '20260401'), weekly('GEO:north;west')));
    expect(await take(source)).toMatchObject({ outcome: 'published', places: 14, rejected: 1 });
    expect(await rejected()).toMatchObject([{ line: 8, id: 'walk', field: 'geo' }]);
    expect((await published()).has('walk-20260404')).toBe(true);
  });

  it('that is cut off is refused', async () => {
    answer(calendar(weekly()).slice(0, -'END:VEVENT..END:VCALENDAR'.length));
    expect(await take(source)).toMatchObject({
      outcome: 'refused',
      error: expect.stringContaining('cut off'),
    });
  });
});

describe('a source that becomes drafts', () => {
  const intake = () => {
    const offered: (readonly ImportRow[])[] = [];
    const offer = async (_: PlaceSource, rows: readonly ImportRow[]) => {
      offered.push(rows);
      return { created: rows.length - 1, updated: 0, unchanged: 0, refused: 1 };
    };
    return { offered, offer };
  };
  const csv = 'id,name,lift,lift_verified,Stars\nmill,Mill,yes,2026-03-01,5\nfair,Fair,,,\nbad,Bad,,,,x\n';

  it('is offered to staff, and published nowhere', async () => {
    answer(csv);
    const drafts = intake();
    const source = sourceOf({ format: 'csv', into: 'drafts', kind: 'eat' });
    expect(await importPlaces(source, { ...contextAt(today), drafts })).toEqual({
      source: 'tourism',
      outcome: 'drafted',
      places: 1,
      refused: 1,
      rejected: 1,
      unknownColumns: 'Stars',
    });
    expect(drafts.offered).toEqual([
      [
        {
          line: 2,
          id: 'mill',
          fields: { kind: 'eat', name_en: 'Mill', lift: 'yes', lift_verified: '2026-03-01' },
        },
        { line: 3, id: 'fair', fields: { kind: 'eat', name_en: 'Fair' } },
      ],
    ]);
    expect((await published()).size).toBe(0);
    expect(await importPlaces(source, { ...contextAt(today), drafts })).toMatchObject({
      outcome: 'unchanged',
    });
    expect(drafts.offered).toHaveLength(1);
  });

  it('that is another one is offered as hearsay', async () => {
    answer(csv);
    const drafts = intake();
    await importPlaces(sourceOf({ format: 'csv', into: 'drafts', isOwn: false }), {
      ...contextAt(today),
      drafts,
    });
    expect(drafts.offered[0]?.[0]).toEqual({
      line: 2,
      id: 'tourism-mill',
      fields: {
        name_en: 'Mill',
        lift: 'yes',
        lift_method: 'import',
        lift_source: 'Tourism office',
        lift_source_url: `${server.url}/listings`,
        source_name: 'Tourism office',
        source_url: `${server.url}/listings`,
        source_licence: 'OGL-UK-3.0',
      },
    });
  });

  it('becomes drafts that staff review, and nothing is public by itself', async () => {
    answer(csv);
    const listings = { ...store.table(listingsTable), auditTableName: auditTable.name };
    const places = openPlacesReader(store, 'Europe/London', 0);
    const drafts = draftIntake({ listings, places }, { timeZone: 'Europe/London' });
    const source = sourceOf({ format: 'csv', into: 'drafts', isOwn: false });
    expect(await importPlaces(source, { ...contextAt(today), drafts })).toMatchObject({ outcome: 'drafted' });
    const mill = await loadListing(listings, 'tourism-mill');
    expect(mill).toMatchObject({
      state: 'draft',
      publicVersion: null,
      fields: { name_en: 'Mill', lift: 'yes', source_name: 'Tourism office' },
      changedBy: { name: 'Tourism office' },
    });
    expect((await published()).size).toBe(0);

    // The same again changes nothing; another answer is another version.
    answer(csv.replace('Mill,yes', 'Mill,no'));
    expect(await importPlaces(source, { ...contextAt(today), drafts })).toMatchObject({ outcome: 'drafted' });
    expect(await loadListing(listings, 'tourism-mill')).toMatchObject({ version: 2, fields: { lift: 'no' } });
    expect(await loadListing(listings, 'tourism-fair')).toMatchObject({ version: 1 });
  });

  it('goes nowhere where nothing takes it in', async () => {
    answer(csv);
    await expect(take({ format: 'csv', into: 'drafts' })).rejects.toMatchObject({ kind: 'configuration' });
  });
});
