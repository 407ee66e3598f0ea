import type { Feed } from '#shared/contracts/network.ts';
import { carryOver } from '#shared/domain/transit/carry-over.ts';
import { cutByArea, joinTrips } from '#shared/domain/transit/live-areas.ts';
import type { LiveSnapshot } from '#shared/domain/transit/live-snapshot.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { withUntrackedRuns } from '#shared/domain/transit/untracked-runs.ts';
import { type LiveHead, loadAllAlerts, loadLiveTrips, writeLiveSnapshot } from '#shared/store/live-store.ts';
import type { TransitStore } from '#shared/store/timetable-store.ts';

/** A feed as a poll finds it. */
export interface FeedPoll {
  readonly feed: Feed;
  readonly lookup: TripLookup;
  readonly live: LiveHead | undefined;
  readonly livePoll: number | null;
}

/** Makes a snapshot current; of sources that are `missing` from it, what is stored stays. */
export async function publishSnapshot(
  store: TransitStore,
  { feed, lookup, live, livePoll }: FeedPoll,
  fresh: LiveSnapshot,
  missing: ReadonlySet<string>,
  now: EpochSeconds,
): Promise<'written' | 'unchanged' | 'lost'> {
  const carries = live?.sources.some((source) => missing.has(source.id)) ?? false;
  const known =
    live && carries ? carryOver(fresh, await loadStored(store, feed.id, live, lookup), missing, now) : fresh;
  const snapshot = withUntrackedRuns(known, lookup, now);
  return writeLiveSnapshot(store, live, {
    feedId: feed.id,
    timetableVersion: snapshot.timetableVersion,
    sources: snapshot.sources,
    areas: cutByArea(snapshot, lookup),
    alerts: snapshot.alerts,
    now,
    livePoll,
  });
}

async function loadStored(
  store: TransitStore,
  feedId: string,
  live: LiveHead,
  lookup: TripLookup,
): Promise<LiveSnapshot> {
  const trips = await Promise.all(
    live.trips.map(async (_, area) => (await loadLiveTrips(store, feedId, area, live)) ?? []),
  );
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
