import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Network, publicUrl } from '../contracts/network.ts';
import { findStops, type SearchableStop } from '../domain/transit/find-stops.ts';
import { isSamePlace, mergeBoards } from '../domain/transit/merge-boards.ts';
import type { SourceState } from '../domain/transit/source-state.ts';
import { DomainError } from '../platform/domain-error.ts';
import { FeedReader } from './feed-reader.ts';
import { FreshValue } from './kept-values.ts';
import { loadHeads } from './live-store.ts';
import { loadSourceStates } from './source-store.ts';
import type { TransitStore } from './timetable-store.ts';
import type { TransitReader } from './transit-reader.ts';

const LONGEST_ID_BYTES = 1_100;

const TWIN_ROWS = 10;

const nothingSaid = {
  feedTimestamp: null,
  digest: null,
  lastSuccess: null,
  lastError: null,
  entities: { tripUpdates: 0, vehicles: 0, alerts: 0 },
  matched: { tripUpdates: null, vehicles: null },
  discarded: [],
} as const;

export interface TransitReaderOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly network: Network;
  /** How old a reader's knowledge of which version is current may be; 2 s unless told. */
  readonly headMaxAgeMilliseconds?: number;
  readonly onCapacity?: TransitStore['onCapacity'];
}

/** Opens the reader that all pages and answers of one process share. */
export function openTransitReader({
  client,
  tableName,
  network,
  headMaxAgeMilliseconds = 2_000,
  onCapacity,
}: TransitReaderOptions): TransitReader {
  const store: TransitStore = { client, tableName, ...(onCapacity && { onCapacity }) };
  const feeds = network.feeds.map((feed) => new FeedReader(store, feed.id, headMaxAgeMilliseconds));
  const states = new FreshValue(() => loadSourceStates(store, network), headMaxAgeMilliseconds);

  /** The feeds' own id first; then `feedId:stopId`. */
  async function askFeeds<T>(
    stopId: string,
    ask: (feed: FeedReader, id: string) => Promise<T | undefined>,
  ): Promise<T[]> {
    // Longer than any key: no feed can have it, and the store would refuse to look.
    if (Buffer.byteLength(stopId) > LONGEST_ID_BYTES) return [];
    const answers = (await Promise.all(feeds.map((feed) => ask(feed, stopId)))).filter(
      (answer) => answer !== undefined,
    );
    if (answers.length > 0) return answers;
    const feed = feeds.find((candidate) => stopId.startsWith(`${candidate.feedId}:`));
    const answer = feed && (await ask(feed, stopId.slice(feed.feedId.length + 1)));
    return answer === undefined ? [] : [answer];
  }

  return guarded({
    async board(stopId, query) {
      // Rows that another feed has as well go, and others come in their place (rule B9).
      const limit = query.limit + (feeds.length > 1 ? TWIN_ROWS : 0);
      const boards = await askFeeds(stopId, (feed, id) => feed.board(id, { ...query, limit }));
      const [first, ...others] = boards;
      if (!first) return undefined;
      return mergeBoards(
        [first, ...others.filter((board) => isSamePlace(board.stop, first.stop))],
        query.limit,
      );
    },
    async stop(stopId) {
      const [first] = await askFeeds(
        stopId,
        async (feed, id) => (await feed.stop(id, Number.POSITIVE_INFINITY))?.stop.timetable.stop,
      );
      return first;
    },
    async findStops(query, limit) {
      const directories = await Promise.all(feeds.map((feed) => feed.directory()));
      const seen = new Map<string, SearchableStop>();
      directories.forEach((directory, i) => {
        for (const entry of directory) {
          const known = seen.get(entry.stop.id);
          if (!known) seen.set(entry.stop.id, entry);
          else if (!isSamePlace(known.stop, entry.stop)) {
            const id = `${feeds[i]?.feedId}:${entry.stop.id}`;
            seen.set(id, { ...entry, stop: { ...entry.stop, id } });
          }
        }
      });
      return findStops([...seen.values()], query, limit);
    },
    async routeLines() {
      return (await Promise.all(feeds.map((feed) => feed.routeLines()))).flat();
    },
    async alerts(now) {
      const [timeZone, ...lists] = await Promise.all([
        this.timeZone(),
        ...feeds.map((feed) => feed.currentAlerts(now)),
      ]);
      const once = new Map(lists.flat());
      return { timeZone, alerts: [...once.values()] };
    },
    async sources() {
      const stored = await states.get();
      return network.sources.map(
        ({ id, url }): SourceState =>
          stored.find((state) => state.id === id) ?? { id, url: publicUrl(url), ...nothingSaid },
      );
    },
    async importReports() {
      return (await Promise.all(feeds.map((feed) => feed.report()))).filter((report) => report !== undefined);
    },
    async timeZone() {
      for (const feed of feeds) {
        const { timetable } = await feed.current();
        if (timetable) return timetable.timeZone;
      }
      return 'UTC';
    },
    async checkHealth() {
      const heads = await Promise.all(feeds.map((feed) => loadHeads(store, feed.feedId)));
      if (!heads.some(({ timetable }) => timetable)) {
        throw new DomainError('unavailable', 'No timetable has been imported yet.');
      }
    },
  });
}

/** What the store throws of itself is no caller's business: one word for all of it. */
function guarded(reader: TransitReader): TransitReader {
  const guard =
    <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      try {
        return await method.apply(reader, args);
      } catch (error) {
        if (error instanceof DomainError) throw error;
        throw new DomainError('unavailable', 'The timetable cannot be read just now.', {}, { cause: error });
      }
    };
  return {
    board: guard(reader.board),
    stop: guard(reader.stop),
    findStops: guard(reader.findStops),
    routeLines: guard(reader.routeLines),
    alerts: guard(reader.alerts),
    sources: guard(reader.sources),
    importReports: guard(reader.importReports),
    timeZone: guard(reader.timeZone),
    checkHealth: guard(reader.checkHealth),
  };
}
