import type { Network } from '../contracts/network.ts';
import { joinTrips } from '../domain/transit/live-areas.ts';
import type { LiveAlertFeed, LiveTimes, LiveTripFeed } from '../domain/transit/live-feed.ts';
import type { Alert, LiveTrip } from '../domain/transit/live-snapshot.ts';
import type { TripIndex } from '../domain/transit/timetable.ts';
import { DomainError } from '../platform/domain-error.ts';
import { FreshValue, KeptValues } from './kept-values.ts';
import { type FeedHeads, type LiveHead, loadAllAlerts, loadHeads, loadLiveTrips } from './live-store.ts';
import { loadTripIndex, type TransitStore } from './timetable-store.ts';

const HEAD_MAX_AGE_MILLISECONDS = 2_000;

const unreadable = (what: string, cause?: unknown) =>
  new DomainError('unavailable', `The ${what} cannot be read just now.`, {}, { cause });

/** Before the first poll nothing has been known since the timetable came. */
function liveTimes(activatedAt: number, live: LiveHead | undefined): LiveTimes {
  const refs = live ? [...live.trips, ...live.alerts, live.allAlerts] : [];
  const written = refs.flatMap((ref) => ref?.[1] ?? []);
  return { sources: live?.sources ?? [], writtenAt: Math.max(activatedAt, ...written) };
}

/** One feed, whole. What it needs for that is loaded when it is first asked for. */
class WholeFeed {
  readonly feedId: string;
  private readonly store: TransitStore;
  private readonly heads: FreshValue<FeedHeads>;
  private readonly indexes = new KeptValues<TripIndex | undefined>({ size: 1 });
  private readonly trips = new KeptValues<readonly LiveTrip[]>({ size: 1 });
  private readonly lists = new KeptValues<readonly Alert[]>({ size: 1 });

  constructor(store: TransitStore, feedId: string) {
    this.store = store;
    this.feedId = feedId;
    this.heads = new FreshValue(() => loadHeads(store, feedId), HEAD_MAX_AGE_MILLISECONDS);
  }

  private async current() {
    const { timetable, live } = await this.heads.get();
    if (!timetable) throw new DomainError('unavailable', 'No timetable has been imported yet.');
    return { timetable, live, times: liveTimes(timetable.activatedAt, live) };
  }

  async liveTrips(): Promise<LiveTripFeed> {
    const { timetable, live, times } = await this.current();
    const version = live?.timetableVersion ?? timetable.version;
    const index = await this.indexes.get(version, () => loadTripIndex(this.store, this.feedId, version));
    if (!index) throw unreadable('timetable');
    const trips = live ? await this.trips.get(String(live.poll), () => this.loadTrips(live)) : [];
    return { ...times, trips, index };
  }

  private async loadTrips(head: LiveHead): Promise<readonly LiveTrip[]> {
    const load = (area: number) => loadLiveTrips(this.store, this.feedId, area, head);
    const areas = await Promise.all(
      // The head may be seen a moment before what it refers to: reads are eventually consistent.
      head.trips.map(async (_, area) => (await load(area)) ?? (await load(area))),
    );
    return joinTrips(
      areas.map((trips) => {
        if (!trips) throw unreadable('live data');
        return trips.filter(({ kind }) => kind !== 'untracked');
      }),
    );
  }

  async liveAlerts(): Promise<LiveAlertFeed> {
    const { live, times } = await this.current();
    const alerts = live
      ? await this.lists.get(live.allAlerts?.join() ?? '', async () => {
          return (await loadAllAlerts(this.store, this.feedId, live)) ?? [];
        })
      : [];
    return { ...times, alerts };
  }
}

/**
 * Reads all that is known live of a feed, for passing it on; boards need a part of it alone. Without a name it is the
 * only feed. Throws DomainError `invalid-input` where one has to be named, `not-found`, `unavailable`.
 */
export interface LiveFeedReader {
  liveTrips(feedId: string | undefined): Promise<LiveTripFeed>;
  liveAlerts(feedId: string | undefined): Promise<LiveAlertFeed>;
}

export function openLiveFeedReader({
  client,
  tableName,
  network,
}: Pick<TransitStore, 'client' | 'tableName'> & { readonly network: Network }): LiveFeedReader {
  const feeds = network.feeds.map(({ id }) => new WholeFeed({ client, tableName }, id));

  function feedNamed(feedId: string | undefined): WholeFeed {
    const [only, ...others] = feeds;
    const names = feeds.map((feed) => feed.feedId).join(', ');
    if (feedId === undefined && others.length > 0)
      throw new DomainError('invalid-input', `feed must be one of ${names}.`);
    const feed = feedId === undefined ? only : feeds.find((candidate) => candidate.feedId === feedId);
    if (!feed) throw new DomainError('not-found', `There is no feed with the id ${feedId}.`);
    return feed;
  }

  async function guarded<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw unreadable('live data', error);
    }
  }

  return {
    liveTrips: (feedId) => guarded(() => feedNamed(feedId).liveTrips()),
    liveAlerts: (feedId) => guarded(() => feedNamed(feedId).liveAlerts()),
  };
}
