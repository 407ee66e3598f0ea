import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OpenDataDump } from '#functions/places/serve-api/open-data-dump.ts';
import type { HttpRequest } from '#functions/runtime/http.ts';
import type { ChangesJson } from '#shared/contracts/open-data/changes-json.ts';
import type { PlacesGeoJson } from '#shared/contracts/open-data/places-geojson.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { STAFF_ORIGIN, whyNotPut } from '#shared/domain/places/place-owner.ts';
import { openPlacesReader, type PlacesReader } from '#shared/store/places-reader.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { placesTable } from '#shared/store/tables.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { place } from '#test/builders/places.ts';

/**
 * Somebody takes the files away page by page, while others publish, and then follows the changes, sometimes from a
 * process that has not heard of the last publication. Whatever happens, in the end there is the same in both hands.
 */

const origin = 'https://welcome.example';
const start = Date.parse('2026-11-22T12:00:00Z') / 1000;
let store: LocalStore;
beforeAll(async () => {
  store = await openLocalStore(placesTable);
});
afterAll(() => store.stop());

interface Publish {
  readonly by: 'mill-board' | 'museums' | typeof STAFF_ORIGIN;
  readonly put: readonly { readonly id: string; readonly text: string; readonly licence: string }[];
  readonly remove: readonly string[];
}

const id = fc.integer({ min: 0, max: 7 }).map((number) => `place-${number}`);
const publication: fc.Arbitrary<Publish> = fc.record({
  by: fc.constantFrom('mill-board', 'museums', STAFF_ORIGIN),
  put: fc.uniqueArray(
    fc.record({
      id,
      text: fc.constantFrom('a', 'b', 'c'),
      licence: fc.constantFrom('OGL-UK-3.0', 'CC-BY-4.0', 'All rights reserved'),
    }),
    { maxLength: 4, selector: (put) => put.id },
  ),
  remove: fc.uniqueArray(id, { maxLength: 2 }),
});
/** One request of the follower; `isBehind`: answered by a process that has not heard of the last publication. */
const request = fc.record({ limit: fc.integer({ min: 1, max: 3 }), isBehind: fc.boolean() });
const steps = fc.array(fc.oneof(publication, request), { minLength: 5, maxLength: 25 });

let publications = 0;
async function publish({ by, put, remove }: Publish): Promise<void> {
  const now = start + publications++;
  const publisher = { origin: by, takesOver: by === STAFF_ORIGIN };
  const listing = ({ id: own, text, licence }: Publish['put'][number]): Place =>
    place(own, { name: { en: text }, source: { name: by, licence }, openingHours: undefined });
  await publishPlaces(
    store,
    (published, gone) => ({
      put: put.filter((each) => !whyNotPut(each.id, publisher, { published, gone })).map(listing),
      remove,
    }),
    { ...publisher, now, today: '2026-11-22', calendarOf: () => null },
  );
}

/** What one process answers. */
function site(reader: PlacesReader) {
  const dump = new OpenDataDump({
    reader,
    clock: { now: () => start },
    publisher: { name: 'Council', url: 'https://example.org/', email: 'data@example.org' },
    publicOrigin: origin,
    // Two places or three.
    pageBytes: 30_000,
  });
  return async <T>(address: string) => {
    const { pathname, searchParams: query } = new URL(address);
    const asked: HttpRequest = {
      origin,
      path: pathname,
      pathParameters: {},
      query,
      headers: {},
      cookies: new Map(),
      body: new Uint8Array(),
    };
    const { body, headers } = await dump.file(pathname.replace('/open-data/', ''), asked);
    const next = (relation: string) =>
      headers.link
        ?.split(', ')
        .find((each) => each.includes(`rel="${relation}"`))
        ?.replace(/^<(.*?)>.*$/, '$1');
    return { body: JSON.parse(String(body)) as T, next: next('next'), monitor: next('monitor') };
  };
}
type Site = ReturnType<typeof site>;

/** What each place is called. */
type Copy = Map<string, string | undefined>;

function intoCopy(copy: Copy, { features }: PlacesGeoJson): void {
  for (const feature of features) copy.set(feature.id, feature.properties.name.en);
}

async function wholeCopy(ask: Site): Promise<Copy> {
  const copy: Copy = new Map();
  for (let address: string | undefined = `${origin}/open-data/places.geojson`; address; ) {
    const answer: Awaited<ReturnType<typeof ask<PlacesGeoJson>>> = await ask(address);
    intoCopy(copy, answer.body);
    address = answer.next;
  }
  return copy;
}

class Follower {
  readonly copy: Copy = new Map();
  isFollowing = false;
  private address = `${origin}/open-data/places.geojson`;

  /** Answers whether there is more to be had at once. */
  async step(ask: Site, limit: number): Promise<boolean> {
    if (!this.isFollowing) {
      const { body, next, monitor } = await ask<PlacesGeoJson>(this.address);
      intoCopy(this.copy, body);
      this.isFollowing = next === undefined;
      this.address = next ?? monitor ?? '';
      return true;
    }
    const address = new URL(this.address);
    address.searchParams.set('limit', String(limit));
    const { body } = await ask<ChangesJson>(address.href);
    for (const item of body.items) {
      if (item.state === 'deleted') this.copy.delete(item.id);
      else this.copy.set(item.id, await nameOf(item.id));
    }
    address.searchParams.set('since', body.next);
    this.address = address.href;
    return body.more;
  }
}

/** As the record whole has it now, which may be later than the change. */
async function nameOf(own: string): Promise<string | undefined> {
  const reader = openPlacesReader(store, 'Europe/London', 0);
  const summary = (await reader.published()).byId.get(own);
  return summary && (await reader.place(summary)).name.en;
}

it('whoever follows the changes from the files on has what a new file has', {
  timeout: 180_000,
}, async () => {
  const reached = { published: 0, whileTakingAway: 0, followed: 0, behind: 0, gone: 0 };
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const follower = new Follower();
      const ask = site(openPlacesReader(store, 'Europe/London', 0));
      let askBehind = ask;
      for (const step of all) {
        if ('by' in step) {
          askBehind = site(await standingStill());
          await publish(step);
          reached.published++;
          if (!follower.isFollowing) reached.whileTakingAway++;
        } else {
          if (follower.isFollowing) reached.followed++;
          if (step.isBehind) reached.behind++;
          await follower.step(step.isBehind ? askBehind : ask, step.limit);
        }
      }
      while (await follower.step(ask, 3));
      reached.gone += (
        await (await openPlacesReader(store, 'Europe/London', 0).published()).gone()
      ).byId.size;
      expect(follower.copy).toEqual(await wholeCopy(ask));
    }),
    { numRuns: 60 },
  );
  for (const [what, times] of Object.entries(reached)) expect([what, times > 20]).toEqual([what, true]);
});

/** A reader that hears of nothing more. */
async function standingStill(): Promise<PlacesReader> {
  const reader = openPlacesReader(store, 'Europe/London', 0);
  const published = await reader.published();
  return { ...reader, published: async () => published };
}
