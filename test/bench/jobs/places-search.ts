import { openPlacesReader, type PlaceSearch } from '#shared/store/places-reader.ts';
import { answerWith } from '../measured-process.ts';
import { meteredPlaces } from '../metered-places.ts';
import { type SearchKind, searchesOf, searchKinds } from '../place-searches.ts';
import { startMeasuring } from '../samples.ts';
import { PLACES_NOW, PLACES_ZONE } from '../synthetic-places.ts';
import type { PlacesTable } from './places-cold.ts';

export interface SearchTimes {
  readonly milliseconds: readonly number[];
  /** Without what others on the machine have taken of it. */
  readonly cpuMilliseconds: readonly number[];
  /** How many places each has found. */
  readonly found: readonly number[];
}

export interface PlaceSearches {
  /** The first for needs, which sets out what is known of all places. */
  readonly firstNeedsMilliseconds: number;
  /** The first for a text, which makes the index. */
  readonly firstTextMilliseconds: number;
  readonly kinds: Readonly<Record<SearchKind, SearchTimes>>;
}

/** As many as the API tells at most. */
const TOLD = 200;
const ROUNDS = 1_000;
const LONGEST_MILLISECONDS = 8_000;

/** Searches as a function that answers requests makes them: warm, and every two seconds with a look at the head. */
answerWith(async ({ endpoint, prefix }: PlacesTable): Promise<PlaceSearches> => {
  const store = meteredPlaces(endpoint, prefix);
  const reader = openPlacesReader(store, PLACES_ZONE);
  const { places } = await reader.published();

  async function timed(searches: readonly PlaceSearch[], rounds: number, most: number): Promise<SearchTimes> {
    const milliseconds: number[] = [];
    const cpuMilliseconds: number[] = [];
    const found: number[] = [];
    const until = performance.now() + most;
    for (let i = 0; i < rounds && performance.now() < until; i++) {
      const cost = startMeasuring();
      const answer = await reader.find(searches[i % searches.length] ?? {}, TOLD, PLACES_NOW);
      const spent = cost();
      milliseconds.push(spent.wallMilliseconds);
      cpuMilliseconds.push(spent.cpuMilliseconds);
      found.push(answer.total);
    }
    return { milliseconds, cpuMilliseconds, found };
  }

  const firstOf = async (kind: SearchKind) =>
    (await timed(searchesOf(kind, places.length), 1, 1)).milliseconds[0] ?? Number.NaN;
  const firstNeedsMilliseconds = await firstOf('needs');
  const firstTextMilliseconds = await firstOf('text');
  const kinds: Partial<Record<SearchKind, SearchTimes>> = {};
  for (const kind of searchKinds) {
    const searches = searchesOf(kind, places.length);
    await timed(searches, ROUNDS / 5, LONGEST_MILLISECONDS / 5);
    kinds[kind] = await timed(searches, ROUNDS, LONGEST_MILLISECONDS);
  }
  store.client.destroy();
  return { firstNeedsMilliseconds, firstTextMilliseconds, kinds: kinds as PlaceSearches['kinds'] };
});
