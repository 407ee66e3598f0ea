import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '#functions/places/import-places/handler.ts';
import { importPlaces } from '#functions/places/import-places/import-places.ts';
import { removeUnlisted } from '#functions/places/import-places/remove-unlisted.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { STAFF_ORIGIN } from '#shared/domain/places/place-owner.ts';
import { loadPlaceSourceState } from '#shared/store/place-source-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { placesTable } from '#shared/store/tables.ts';
import { type FeedServer, startFeedServer } from '#test/builders/feed-server.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { placeInfosOf } from '#test/builders/place-infos.ts';
import { place } from '#test/builders/places.ts';

const now = Date.parse('2026-11-22T12:00:00Z') / 1000;
let store: LocalStore;
let server: FeedServer;

beforeEach(async () => {
  [store, server] = await Promise.all([openLocalStore(placesTable), startFeedServer()]);
});
afterEach(() => Promise.all([store.stop(), server.stop()]));

const answer = (content: unknown, path = '/a.json') =>
  server.answer(path, Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));
const offer = (places: readonly Place[], path?: string) => answer(placeInfosOf(places), path);
const take = (id = 'tourism', path = '/a.json', isOwn = true) =>
  importPlaces(
    { id, name: 'Tourism office', url: server.url + path, licence: 'OGL-UK-3.0', isOwn },
    { store, now, today: '2026-11-22', timeZone: 'Europe/London' },
  );
const published = async () => (await openPlacesReader(store, 'Europe/London', 0).published()).byId;
const ten = Array.from({ length: 10 }, (_, i) => place(`place-${i}`));

describe('listings from outside', () => {
  it('are published as they come', async () => {
    offer(ten);
    expect(await take()).toEqual({ source: 'tourism', outcome: 'published', places: 10, rejected: 0 });
    expect((await published()).size).toBe(10);
  });

  it('taken in again change nothing', async () => {
    offer(ten);
    await take();
    expect(await take()).toMatchObject({ outcome: 'unchanged', places: 10 });
    expect((await published()).get('place-3')?.revision.number).toBe(1);
  });

  it('that cannot be used are left out and listed, with field and reason', async () => {
    const { placeInfos, ...rest } = placeInfosOf(ten);
    const broken = { ...placeInfos[4], geometry: { type: 'Point', coordinates: [0, 'north'] } };
    answer({ ...rest, placeInfos: placeInfos.with(4, broken as never) });
    expect(await take()).toMatchObject({ outcome: 'published', places: 9, rejected: 1 });
    expect((await loadPlaceSourceState(store, 'tourism'))?.rejected).toEqual([
      { index: 4, id: 'place-4', field: expect.stringContaining('geometry'), reason: expect.any(String) },
    ]);
  });

  it.each([
    ['not JSON', 'gone fishing'],
    ['another thing', { weather: 'dry' }],
    ['nothing', ''],
  ])('that are %s are refused, and the last good ones stay', async (_, content) => {
    offer(ten);
    await take();
    answer(content);
    expect(await take()).toMatchObject({ outcome: 'refused', error: expect.any(String), places: 10 });
    expect((await published()).size).toBe(10);
    const state = await loadPlaceSourceState(store, 'tourism');
    expect(state?.lastError).toEqual({ at: now, message: expect.any(String) });
    expect(state?.placeCount).toBe(10);
  });

  it('go on after an import that died before it could say so', async () => {
    offer(ten);
    await take();
    await store.client.send(
      new DeleteItemCommand({
        TableName: store.tableName,
        Key: { pk: { S: 'SOURCE#tourism' }, sk: { S: 'STATE#000' } },
      }),
    );
    offer(ten.slice(1));
    expect(await take()).toMatchObject({ outcome: 'published', places: 9, rejected: 0 });
    expect((await published()).has('place-0')).toBe(false);
  });

  it('taken in twice at once are taken in once', async () => {
    offer(ten);
    await Promise.all([take(), take()]);
    expect(await take()).toMatchObject({ outcome: 'unchanged', places: 10, rejected: 0 });
    expect((await published()).size).toBe(10);
  });

  it('may swap their addresses', async () => {
    offer(ten);
    await take();
    offer(ten.map((each, i) => ({ ...each, slug: `place-${(i + 1) % 10}` })));
    expect(await take()).toMatchObject({ outcome: 'published', places: 10, rejected: 0 });
    expect((await published()).get('place-3')?.slug).toBe('place-4');
  });

  it('that become faulty stay as they last were', async () => {
    offer(ten);
    await take();
    offer(ten.map((each, i) => (i === 2 ? { ...each, telephone: '01738 123 ext. 4' } : each)));
    expect(await take()).toMatchObject({ places: 10, rejected: 1 });
    expect((await published()).has('place-2')).toBe(true);
  });

  it('do not all leave with an empty list', async () => {
    offer([place('mill'), place('bridge')]);
    await take();
    offer([]);
    expect(await take()).toMatchObject({ outcome: 'refused', places: 2 });
  });

  it('that are merely dated anew change nothing', async () => {
    offer(ten);
    await take();
    offer(ten.map((each) => ({ ...each, dateModified: '2026-11-22T11:00:00Z' })));
    expect(await take()).toMatchObject({ outcome: 'unchanged', places: 10 });
  });

  it('with a check that lies in the future are left out', async () => {
    const facts = { hearingLoop: { status: 'yes', verified: '2062-05-01' } } as const;
    offer([place('mill', { facts }), place('bridge')]);
    expect(await take()).toMatchObject({ places: 1, rejected: 1 });
    expect((await loadPlaceSourceState(store, 'tourism'))?.rejected[0]?.field).toContain('hearingLoop');
  });

  it('of one source are taken in though another fails', async () => {
    offer(ten);
    const source = (id: string, url: string) => ({ id, name: id, url, licence: 'OGL-UK-3.0', isOwn: true });
    const places = {
      timeZone: 'Europe/London',
      publisher: { name: 'Council', url: 'https://example.org/', email: 'data@example.org' },
      sources: [source('broken', 'https://['), source('good', `${server.url}/a.json`)],
    };
    const lines: string[] = [];
    const logger = createLogger('test', (line) => lines.push(line));
    const handler = createHandler({ store, places, clock: { now: () => now }, logger });
    await handler({}, {} as Context).catch(() => undefined);
    expect((await published()).size).toBe(10);
    expect(lines.join('')).toMatch(/broken/);
  });

  it('leave with their source', async () => {
    offer(ten);
    await take('former');
    const context = { store, now, today: '2026-11-22' };
    expect(await removeUnlisted(new Set(['former']), context)).toBe(0);
    expect(await removeUnlisted(new Set(['another']), context)).toBe(10);
    expect((await published()).size).toBe(0);
  });

  it('of a server that fails stay as they are', async () => {
    offer(ten);
    await take();
    server.answer('/a.json', (response) => response.writeHead(503).end());
    expect(await take()).toMatchObject({ outcome: 'refused', error: expect.stringContaining('503') });
    expect((await published()).size).toBe(10);
  });

  it('leave when their source no longer has them, but not a third at once', async () => {
    offer(ten);
    await take();
    offer(ten.slice(0, 8));
    expect(await take()).toMatchObject({ outcome: 'published', places: 8 });
    expect((await published()).has('place-9')).toBe(false);
    offer(ten.slice(0, 4));
    expect(await take()).toMatchObject({ outcome: 'refused', error: expect.stringContaining('4 of 8') });
    expect((await published()).size).toBe(8);
  });

  it('keep what is known when their source stops saying it', async () => {
    offer([place('mill')]);
    await take();
    offer([place('mill', { facts: { hearingLoop: { status: 'yes' } } })]);
    await take();
    const mill = (await published()).get('mill');
    expect(mill?.facts.stepFreeEntrance?.status).toBe('yes');
    expect(mill?.facts.hearingLoop?.status).toBe('yes');
  });

  it('of others are hearsay, under ids of their own', async () => {
    const claim = { status: 'yes', method: 'on-site-survey', source: { name: 'The council' } } as const;
    offer([
      place('mill', { facts: { hearingLoop: claim }, source: { name: 'Council', licence: 'CC0-1.0' } }),
    ]);
    await take('guide', '/a.json', false);
    const reader = openPlacesReader(store, 'Europe/London', 0);
    const summary = (await reader.published()).byId.get('guide-mill');
    const mill = summary && (await reader.place(summary));
    const origin = { name: 'Tourism office', url: `${server.url}/a.json` };
    expect(mill?.facts.hearingLoop).toEqual({ status: 'yes', method: 'import', source: origin });
    expect(mill?.slug).toBe('guide-mill');
    expect(mill?.source).toEqual({ ...origin, licence: 'OGL-UK-3.0' });
  });

  it('of one source touch none of another', async () => {
    offer(ten);
    await take();
    offer(
      [place('place-1', { name: { en: 'Stolen' } }), place('other', { slug: 'place-2' }), place('own')],
      '/b.json',
    );
    expect(await take('other', '/b.json')).toMatchObject({ outcome: 'published', places: 1, rejected: 2 });
    const places = await published();
    expect(places.get('place-1')?.name.en).toBe('The place-1');
    expect(places.has('own')).toBe(true);
    offer(ten);
    await take();
    expect((await published()).has('own')).toBe(true);
  });

  describe('and staff', () => {
    const staff = {
      origin: STAFF_ORIGIN,
      takesOver: true,
      now,
      today: '2026-11-22',
      calendarOf: () => null,
    } as const;
    const rejected = async () =>
      (await loadPlaceSourceState(store, 'tourism'))?.rejected.map(({ id, reason }) => [id, reason]);

    it('a place that they have withdrawn does not come back', async () => {
      offer(ten);
      await take();
      await publishPlaces(store, () => ({ put: [], remove: ['place-3'] }), staff);
      offer(ten.map((each) => ({ ...each, name: { en: 'New' } })));
      expect(await take()).toMatchObject({ outcome: 'published', places: 9, rejected: 1 });
      expect(await rejected()).toEqual([['place-3', 'is withdrawn by staff']]);
      expect((await published()).has('place-3')).toBe(false);
    });

    it('a place that they have taken over stays as they have it', async () => {
      offer(ten);
      await take();
      const theirs = place('place-3', { name: { en: 'Theirs' } });
      await publishPlaces(store, () => ({ put: [theirs], remove: [] }), staff);
      offer(ten.map((each) => ({ ...each, keywords: ['new'] })));
      expect(await take()).toMatchObject({ outcome: 'published', places: 9, rejected: 1 });
      expect(await rejected()).toEqual([['place-3', 'is kept by staff']]);
      expect((await published()).get('place-3')?.name.en).toBe('Theirs');
    });

    it('their places stay when no source lists them', async () => {
      await publishPlaces(store, () => ({ put: [place('mill')], remove: [] }), staff);
      expect(await removeUnlisted(new Set(['tourism']), { store, now, today: '2026-11-22' })).toBe(0);
      expect((await published()).has('mill')).toBe(true);
    });
  });
});
