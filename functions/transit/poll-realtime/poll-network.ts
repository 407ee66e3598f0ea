import type { Logger } from '#functions/runtime/logger.ts';
import { type Feed, type Network, publicUrl } from '#shared/contracts/network.ts';
import { carryOver } from '#shared/domain/transit/carry-over.ts';
import { FUTURE_SECONDS } from '#shared/domain/transit/freshness.ts';
import { cutByArea, joinTrips } from '#shared/domain/transit/live-areas.ts';
import type { LiveSnapshot } from '#shared/domain/transit/live-snapshot.ts';
import type { TripUpdate, VehiclePosition } from '#shared/domain/transit/realtime-message.ts';
import { resolveLive, type SourceMessage, type SourceOutcome } from '#shared/domain/transit/resolve-live.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { SourceState } from '#shared/domain/transit/source-state.ts';
import { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import type { Clock } from '#shared/platform/clock.ts';
import {
  type LiveHead,
  loadAllAlerts,
  loadHeads,
  loadLiveTrips,
  writeLiveSnapshot,
} from '#shared/store/live-store.ts';
import { loadSourceStates, writeSourceStates } from '#shared/store/source-store.ts';
import { loadTripIndex, type TransitStore } from '#shared/store/timetable-store.ts';
import { type SourceAnswer, SourceMemory } from './source-memory.ts';
import { reportMessage } from './source-report.ts';

export interface PollDependencies {
  readonly store: TransitStore;
  readonly network: Network;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Headers of a source with its secrets filled in. */
  readonly headersOf: (source: Network['sources'][number]) => Promise<Readonly<Record<string, string>>>;
  /** How long a source may take to answer; sources are asked side by side. */
  readonly timeoutMilliseconds?: number;
}

export interface PollSummary {
  readonly sources: readonly SourceState[];
  readonly feeds: readonly {
    readonly id: string;
    readonly outcome: 'written' | 'unchanged' | 'lost' | 'no-timetable';
  }[];
}

interface FeedPoll {
  readonly feed: Feed;
  readonly lookup: TripLookup;
  readonly live: LiveHead | undefined;
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
  headersOf,
  timeoutMilliseconds = 8_000,
}: PollDependencies): () => Promise<PollSummary> {
  const memories = network.sources.map((source) => new SourceMemory(source, timeoutMilliseconds));
  const lookups = new Map<string, TripLookup>();

  async function openFeed(feed: Feed): Promise<FeedPoll | undefined> {
    const { timetable, live } = await loadHeads(store, feed.id, true);
    if (!timetable) return undefined;
    let lookup = lookups.get(feed.id);
    if (lookup?.index.version !== timetable.version) {
      const index = await loadTripIndex(store, feed.id, timetable.version);
      if (!index) return undefined;
      lookup = new TripLookup(index);
      lookups.set(feed.id, lookup);
    }
    return { feed, lookup, live };
  }

  return async () => {
    const now = clock.now();
    const [opened, previousStates] = await Promise.all([
      Promise.all(network.feeds.map(openFeed)),
      loadSourceStates(store, network),
    ]);
    const feeds = opened.filter((feed) => feed !== undefined);
    const answers = await Promise.all(
      memories.map(async (memory) =>
        memory.ask(await headersOf(memory.source), now, currentTimestamp(memory.source.id, feeds, now)),
      ),
    );
    const messages = memories.flatMap((memory) => memory.message ?? []);
    const missing = new Set(memories.filter((memory) => !memory.message).map((memory) => memory.source.id));

    const taken = new Set<TripUpdate | VehiclePosition>();
    const outcomes = new Map<string, SourceOutcome[]>(messages.map(({ id }) => [id, []]));
    const written: PollSummary['feeds'][number][] = [];
    for (const poll of feeds) {
      const resolved = resolveLive(messages, poll.lookup, now, taken);
      resolved.outcomes.forEach((outcome, i) => {
        outcomes.get(messages[i]?.id ?? '')?.push(outcome);
        for (const entity of outcome.matched) taken.add(entity);
      });
      written.push({
        id: poll.feed.id,
        outcome: await publish(store, poll, resolved.snapshot, missing, now),
      });
    }
    for (const feed of network.feeds) {
      if (!feeds.some((poll) => poll.feed.id === feed.id))
        written.push({ id: feed.id, outcome: 'no-timetable' });
    }
    const states = memories.map((memory, i) => {
      const previous = previousStates.find((state) => state.id === memory.source.id);
      return stateAfter(memory, answers[i], previous, outcomes.get(memory.source.id) ?? [], now);
    });
    await writeSourceStates(store, network, states, now);
    logPoll(logger, states, answers, written);
    return { sources: states, feeds: written };
  };
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

async function publish(
  store: TransitStore,
  { feed, lookup, live }: FeedPoll,
  fresh: LiveSnapshot,
  missing: ReadonlySet<string>,
  now: EpochSeconds,
): Promise<'written' | 'unchanged' | 'lost'> {
  const carries = live?.sources.some((source) => missing.has(source.id)) ?? false;
  const snapshot =
    live && carries ? carryOver(fresh, await loadStored(store, feed.id, live, lookup), missing) : fresh;
  return writeLiveSnapshot(store, live, {
    feedId: feed.id,
    timetableVersion: snapshot.timetableVersion,
    sources: snapshot.sources,
    areas: cutByArea(snapshot, lookup),
    alerts: snapshot.alerts,
    now,
  });
}

async function loadStored(
  store: TransitStore,
  feedId: string,
  live: LiveHead,
  lookup: TripLookup,
): Promise<LiveSnapshot> {
  const trips: LiveSnapshot['trips'][number][][] = [];
  for (const [area, ref] of live.trips.entries())
    trips.push((await loadLiveTrips(store, feedId, area, ref)) ?? []);
  const named = live.timetableVersion === lookup.index.version;
  return {
    feedId,
    timetableVersion: live.timetableVersion,
    sources: live.sources,
    trips: joinTrips(trips).map((trip) =>
      trip.tripId === '' && trip.trip >= 0 && named
        ? { ...trip, tripId: lookup.trip(trip.trip).tripId }
        : trip,
    ),
    alerts: (await loadAllAlerts(store, feedId, live)) ?? [],
  };
}

const nothing = {
  entities: { tripUpdates: 0, vehicles: 0, alerts: 0 },
  matched: { tripUpdates: null, vehicles: null },
  discarded: [],
};

function stateAfter(
  memory: SourceMemory,
  answer: SourceAnswer | undefined,
  previous: SourceState | undefined,
  outcomes: readonly SourceOutcome[],
  now: EpochSeconds,
): SourceState {
  const failed = answer?.outcome === 'failed' ? answer.error : undefined;
  const message: SourceMessage | undefined = memory.message;
  const { entities, matched, discarded } = message ? reportMessage(message, outcomes) : (previous ?? nothing);
  return {
    id: memory.source.id,
    url: publicUrl(memory.source.url),
    feedTimestamp: message?.feedTimestamp ?? previous?.feedTimestamp ?? null,
    lastSuccess: failed === undefined ? now : (previous?.lastSuccess ?? null),
    lastError: failed === undefined ? (previous?.lastError ?? null) : { at: now, message: failed },
    entities,
    matched,
    discarded:
      answer?.outcome === 'older'
        ? [...discarded, { reason: 'message-older-than-current', count: 1 }]
        : discarded,
  };
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
