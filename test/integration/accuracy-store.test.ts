import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { AccuracyTable } from '#shared/domain/prediction/accuracy.ts';
import { accuracyKey } from '#shared/domain/prediction/prediction-log.ts';
import { accuracyReader, addScores } from '#shared/store/accuracy-store.ts';
import { packItems } from '#shared/store/packed-item.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

const DAY = 20_614;
const NOW = DAY * 86_400;
let store: LocalStore;
let feedId = '';
let feedNumber = 0;
beforeAll(async () => {
  store = await openLocalStore();
});
afterAll(() => store.stop());
beforeEach(() => {
  feedId = `feed-${feedNumber++}`;
});

const keyOf = (routeId: string) => accuracyKey({ source: 'vehicle-position', routeId, line: `=${routeId}` });

/** One sample of a bus that was told so far ahead. */
function scored(...routes: string[]): AccuracyTable {
  const table = new AccuracyTable();
  for (const route of routes) table.add(keyOf(route), 100, 20);
  return table;
}

/** Samples of the nearest band, by route and of all together. */
async function samples() {
  const reader = accuracyReader(store, { feeds: [{ id: feedId, url: '' }], sources: [] });
  const [routes, totals] = [await reader.routes(DAY), await reader.totals(DAY, DAY)];
  const of = ([answer]: typeof totals) =>
    [...(answer?.days.values() ?? [])].flatMap((table) =>
      [...table.entries()].map(([, [band]]) => band?.samples),
    );
  return { routes: of(routes).sort(), all: of(totals) };
}

it('adds to what is stored, of each route and of all together', async () => {
  await addScores(store, feedId, DAY, scored('A', 'B'), NOW);
  await addScores(store, feedId, DAY, scored('A'), NOW);
  expect(await samples()).toEqual({ routes: [1, 2], all: [3] });
});

it('processes that save at once lose nothing of each other', async () => {
  await Promise.all(['A', 'B', 'B', 'C'].map((route) => addScores(store, feedId, DAY, scored(route), NOW)));
  expect(await samples()).toEqual({ routes: [1, 1, 2], all: [4] });
});

it('what could not be stored can be added again, and counts once', async () => {
  await addScores(store, feedId, DAY, scored('A'), NOW);
  // The store goes away before any one request of a save: after some of them, whichever they are.
  for (let reachable = 0; reachable < 3; reachable++) {
    let requests = 0;
    const client = Object.create(store.client, {
      send: {
        value: (...args: Parameters<typeof store.client.send>) =>
          requests++ < reachable ? store.client.send(...args) : Promise.reject(new Error('away')),
      },
    });
    await expect(addScores({ ...store, client }, feedId, DAY, scored('A'), NOW)).rejects.toThrow('away');
    expect(await samples()).toEqual({ routes: [1], all: [1] });
  }
  await addScores(store, feedId, DAY, scored('A'), NOW);
  expect(await samples()).toEqual({ routes: [2], all: [2] });
});

it('goes on from what an earlier release has stored, and anew from what cannot be read', async () => {
  await addScores(store, feedId, DAY, scored('A'), NOW);
  const put = async (sk: string, value: unknown) => {
    const [item] = await packItems({ pk: `FEED#${feedId}#ACCURACY`, sk }, value);
    await store.client.send(new PutItemCommand({ TableName: store.tableName, Item: item }));
  };
  await put('DAY#20260610', { keys: 'all of them' });
  await addScores(store, feedId, DAY, scored('A'), NOW);
  await addScores(store, feedId, DAY, scored('A'), NOW);
  expect(await samples()).toEqual({ routes: [2], all: [3] });
});
