import type { Feed } from '#shared/contracts/network.ts';
import { carryOver } from '#shared/domain/transit/carry-over.ts';
import { cutByArea, joinTrips } from '#shared/domain/transit/live-areas.ts';
import type { LiveSnapshot } from '#shared/domain/transit/live-snapshot.ts';
import { renumberSnapshot } from '#shared/domain/transit/renumber-trips.ts';
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
  /** The timetable that `live` numbers its trips by: this one, or the one before. undefined where that is gone. */
  readonly liveLookup: TripLookup | undefined;
  readonly livePoll: number | null;
}

/** Makes a snapshot current; of sources that are `missing` from it, what is stored stays. */
export async function publishSnapshot(
  store: TransitStore,
  poll: FeedPoll,
  fresh: LiveSnapshot,
  missing: ReadonlySet<string>,
  now: EpochSeconds,
): Promise<'written' | 'unchanged' | 'lost'> {
  const { feed, lookup, live, livePoll } = poll;
  const carries = live?.sources.some((source) => missing.has(source.id)) ?? false;
  const stored = carries ? await loadStored(store, poll) : undefined;
  const known = stored ? carryOver(fresh, stored, missing, now) : fresh;
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

/** What is current, told of the runs of this timetable; undefined where nobody knows any more what it spoke of. */
async function loadStored(
  store: TransitStore,
  { feed: { id }, lookup, live, liveLookup }: FeedPoll,
): Promise<LiveSnapshot | undefined> {
  if (!live || !liveLookup) return undefined;
  const areas = await Promise.all(
    live.trips.map(async (_, area) => (await loadLiveTrips(store, id, area, live)) ?? []),
  );
  const stored: LiveSnapshot = {
    feedId: id,
    timetableVersion: live.timetableVersion,
    sources: live.sources,
    trips: joinTrips(areas).map((trip) =>
      trip.tripId === '' && trip.trip >= 0 ? { ...trip, tripId: liveLookup.trip(trip.trip).tripId } : trip,
    ),
    alerts: (await loadAllAlerts(store, id, live)) ?? [],
  };
  return liveLookup === lookup ? stored : renumberSnapshot(stored, liveLookup, lookup);
}
