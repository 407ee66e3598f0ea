import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { createHandler } from '#functions/staff/publish-due/handler.ts';
import { calendarOf } from '#shared/feeds/opening-hours/calendar-of.ts';
import { writeListing } from '#shared/store/listing-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { auditTable, listingsTable, placesTable } from '#shared/store/tables.ts';
import { listing, publishable, writer } from '#test/builders/listings.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

let engine: LocalStore;
let logged: Record<string, unknown>[];
let now = Date.parse('2026-11-22T12:00:00Z') / 1000;
const store = () => ({ ...engine.table(listingsTable), auditTableName: auditTable.name });
beforeAll(async () => {
  engine = await openLocalStore(placesTable);
});
afterAll(() => engine.stop());

const run = async () => {
  logged = [];
  const handler = createHandler({
    listings: store(),
    places: engine,
    calendarOf,
    config: {
      timeZone: 'Europe/London',
      publisher: { name: 'Council', url: 'https://council.example/', email: 'data@council.example' },
      sources: [],
    },
    clock: { now: () => now },
    logger: createLogger('test', (line) => logged.push(JSON.parse(line))),
  });
  return handler({}, {} as Context);
};

describe('every minute', () => {
  it('nothing is done, and nothing told, while nothing is due', async () => {
    expect(await run()).toEqual({ published: 0, removed: 0, failed: [] });
    expect(logged).toEqual([]);
  });

  it('what is due is made public in the name of the council, and told without names of people', async () => {
    const planned = (id: string, fields = publishable(id)) =>
      listing(id, { state: 'scheduled', publishAt: '2026-11-22T12:00:30Z', fields, version: 2 });
    for (const each of [planned('mill'), planned('bad', { name_en: 'Bad' })]) {
      await writeListing(store(), { ...each, version: 1 }, 'created');
      await writeListing(store(), each, 'approved');
    }
    expect((await run()).published).toBe(0);
    now += 30;
    expect(await run()).toMatchObject({ published: 1, failed: [{ id: 'bad' }] });
    expect(logged.map(({ code, level }) => [code, level])).toEqual([
      ['LISTING_NOT_PUBLISHED', 'error'],
      ['LISTINGS_SETTLED', 'info'],
    ]);
    expect(JSON.stringify(logged)).not.toContain(writer.name);
    const { byId } = await openPlacesReader(engine, 'Europe/London', 0).published();
    expect([...byId.keys()]).toEqual(['mill']);
  });
});
