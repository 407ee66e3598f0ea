import type { Logger } from '#functions/runtime/logger.ts';
import type { Feed, Network, RealtimeSource } from '#shared/contracts/network.ts';
import type { RunPassage } from '#shared/domain/prediction/kept-tracks.ts';
import { FUTURE_SECONDS } from '#shared/domain/transit/freshness.ts';
import { resolveLive } from '#shared/domain/transit/resolve-live.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { MatchedEntity, SourceOutcome } from '#shared/domain/transit/source-message.ts';
import type { SourceState } from '#shared/domain/transit/source-state.ts';
import { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { loadHeads } from '#shared/store/live-store.ts';
import { loadSourceStates, writeSourceStates } from '#shared/store/source-store.ts';
import { loadTripIndex, type TransitStore } from '#shared/store/timetable-store.ts';
import { FeedPredictions } from './feed-predictions.ts';
import { messagesFor, speaksTo } from './messages-for-feed.ts';
import { type FeedPoll, publishSnapshot } from './publish-snapshot.ts';
import { BusesOut, measureSource, type SourceMeasures } from './source-measures.ts';
import { type DatedBytes, type SourceAnswer, SourceMemory } from './source-memory.ts';
import { stateAfter } from './source-report.ts';
import type { SourceRequest } from './source-request.ts';

export interface PollDependencies {
  readonly store: TransitStore;
  readonly network: Network;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Address and headers of a source with its secrets filled in. */
  readonly requestOf: (source: RealtimeSource) => Promise<SourceRequest>;
  /** Told of every departure that the vehicles' reports show. */
  readonly onPassages?: (feedId: string, passages: readonly RunPassage[]) => void;
  /** How long a source may take to answer; sources are asked side by side. */
  readonly timeoutMilliseconds?: number;
}

export interface PollSummary {
  readonly sources: readonly SourceState[];
  /** By id, of sources that brought a message. */
  readonly measures: ReadonlyMap<string, SourceMeasures>;
  readonly feeds: readonly {
    readonly id: string;
    readonly outcome: 'written' | 'unchanged' | 'lost' | 'no-timetable';
  }[];
}

/**
 * Polls all sources once and makes the result current for every feed. Keeps, between polls of one process, each
 * source's last message and each feed's trip index; a process that starts anew goes on from what is stored.
 */
export function createPoller({
  store,
  network,
  clock,
  logger,
  requestOf,
  onPassages,
  timeoutMilliseconds = 8_000,
}: PollDependencies): () => Promise<PollSummary> {
  const memories = network.sources.map((source) => new SourceMemory(source, timeoutMilliseconds));
  const lookups = new Map<string, TripLookup>();
  const published = new Map<string, Published>();
  const busesOut = new BusesOut();
  const predictions = new Map(
    network.feeds
      .filter(({ predict }) => predict !== false)
      .map(({ id }) => [id, new FeedPredictions(store, id)]),
  );

  async function openFeed(feed: Feed): Promise<FeedPoll | undefined> {
    const { timetable, live, livePoll } = await loadHeads(store, feed.id, true);
    if (!timetable) return undefined;
    const known = lookups.get(feed.id);
    const lookupOf = async (version: string): Promise<TripLookup | undefined> => {
      if (known?.index.version === version) return known;
      const index = await loadTripIndex(store, feed.id, version);
      return index && new TripLookup(index);
    };
    const lookup = await lookupOf(timetable.version);
    if (!lookup) return undefined;
    lookups.set(feed.id, lookup);
    const isSame = !live || live.timetableVersion === timetable.version;
    // For the first poll after an import alone: what is stored speaks of the timetable before.
    const liveLookup = isSame
      ? lookup
      : await lookupOf(live.timetableVersion).catch((error: unknown) => {
          logger.warn('TIMETABLE_BEFORE_NOT_READ', { feed: feed.id, error: nameOf(error) });
          return undefined;
        });
    return { feed, lookup, live, liveLookup, livePoll };
  }

  return async () => {
    const now = clock.now();
    const [opened, previousStates] = await Promise.all([
      Promise.all(network.feeds.map(openFeed)),
      loadSourceStates(store, network),
    ]);
    const feeds = opened.filter((feed) => feed !== undefined);
    const answers = await Promise.all(
      memories.map((memory) => {
        const { source } = memory;
        const stored = previousStates.find((state) => state.id === source.id);
        return memory.ask(() => requestOf(source), now, currentTimestamp(source.id, feeds, now), stored);
      }),
    );
    // Another process may have published a later message of a source than this one remembers: then that one stays.
    const usable = memories.filter(({ last, source }) => {
      const current = currentTimestamp(source.id, feeds, now);
      return last && (current === null || last.feedTimestamp >= current);
    });
    const isSame =
      usable.length === memories.length && nothingNew(memories, previousStates, feeds, published);
    const messages = isSame ? [] : usable.flatMap((memory) => memory.message() ?? []);
    const missing = network.sources.filter(({ id }) => !usable.some(({ source }) => source.id === id));

    const outcomes = new Map<string, SourceOutcome[]>(messages.map(({ id }) => [id, []]));
    const taken = new Set<MatchedEntity>();
    const written: PollSummary['feeds'][number][] = [];
    for (const poll of feeds) {
      const { id } = poll.feed;
      if (isSame) {
        written.push({ id, outcome: 'unchanged' });
        continue;
      }
      const feedMessages = messagesFor(poll, feeds, messages, network);
      const tracker = await predictions.get(id)?.open(poll, feedMessages, now);
      const resolved = resolveLive(feedMessages, poll.lookup, now, taken, tracker);
      const passages = predictions.get(id)?.observe(resolved.snapshot, now) ?? [];
      onPassages?.(id, passages);
      resolved.outcomes.forEach((outcome, i) => {
        outcomes.get(feedMessages[i]?.id ?? '')?.push(outcome);
        for (const entity of outcome.matched) taken.add(entity);
      });
      const silent = new Set(missing.flatMap((source) => (speaksTo(source, id) ? source.id : [])));
      const outcome = await publishSnapshot(store, poll, resolved.snapshot, silent, now);
      if (outcome === 'lost') published.delete(id);
      else {
        const number = (poll.livePoll ?? 0) + (outcome === 'written' ? 1 : 0);
        published.set(id, { number, lookup: poll.lookup, messages: usable.map(({ last }) => last) });
        await predictions
          .get(id)
          ?.save(number, now)
          .catch((error: unknown) => logger.warn('PREDICTIONS_NOT_KEPT', { feed: id, error: nameOf(error) }));
      }
      written.push({ id, outcome });
    }
    for (const feed of network.feeds) {
      if (!feeds.some((poll) => poll.feed.id === feed.id))
        written.push({ id: feed.id, outcome: 'no-timetable' });
    }
    const states = memories.map(({ source, last }, i) =>
      stateAfter(
        source,
        messages.find(({ id }) => id === source.id),
        last?.digest ?? null,
        answers[i],
        previousStates.find((state) => state.id === source.id),
        outcomes.get(source.id) ?? [],
        now,
      ),
    );
    for (const memory of memories) memory.release();
    await writeSourceStates(store, network, states, now);
    logPoll(logger, states, answers, written);
    const areBusesOut = busesOut.at(now, feeds);
    const measures = new Map(
      messages.map((message) => {
        const source = network.sources.find(({ id }) => id === message.id);
        const areOut = source !== undefined && areBusesOut(source);
        return [message.id, measureSource(message, outcomes.get(message.id) ?? [], areOut, now)];
      }),
    );
    return { sources: states, feeds: written, measures };
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.message : 'error');

/** What this process has made current, to know a poll that brings nothing new. */
interface Published {
  readonly number: number;
  readonly lookup: TripLookup;
  readonly messages: readonly (DatedBytes | undefined)[];
}

/** Whether every source said again what is current for every feed, and its stored state speaks of that. */
function nothingNew(
  memories: readonly SourceMemory[],
  states: readonly SourceState[],
  feeds: readonly FeedPoll[],
  published: ReadonlyMap<string, Published>,
): boolean {
  const areReported = memories.every(({ source, last }) =>
    states.some(({ id, digest }) => id === source.id && digest === last?.digest),
  );
  return (
    areReported &&
    feeds.every(({ feed, livePoll, lookup }) => {
      const before = published.get(feed.id);
      return (
        before?.number === livePoll &&
        before.lookup === lookup &&
        before.messages.length === memories.length &&
        before.messages.every((message, i) => message === memories[i]?.last)
      );
    })
  );
}

/** What is stored from beyond now was another day's replay, and stops nothing. */
function currentTimestamp(
  sourceId: string,
  feeds: readonly FeedPoll[],
  now: EpochSeconds,
): EpochSeconds | null {
  const stamps = feeds.flatMap(
    ({ live }) => live?.sources.find((source) => source.id === sourceId)?.feedTimestamp ?? [],
  );
  const past = stamps.filter((stamp) => stamp <= now + FUTURE_SECONDS);
  return past.length === 0 ? null : Math.max(...past);
}

function logPoll(
  logger: Logger,
  states: readonly SourceState[],
  answers: readonly SourceAnswer[],
  feeds: PollSummary['feeds'],
): void {
  answers.forEach((answer, i) => {
    if (answer.outcome === 'failed')
      logger.warn('SOURCE_FAILED', { source: states[i]?.id, error: answer.error });
  });
  for (const { id, outcome } of feeds) {
    if (outcome === 'lost') logger.info('POLL_LOST', { feed: id });
    else logger.info('POLL_COMPLETED', { feed: id, outcome });
  }
}
