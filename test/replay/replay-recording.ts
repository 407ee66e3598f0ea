import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import type { Network } from '#shared/contracts/network.ts';
import type { Passage } from '#shared/domain/prediction/follow-vehicle.ts';
import { type KeptTrack, type RunPassage, runKey } from '#shared/domain/prediction/kept-tracks.ts';
import { joinTrips } from '#shared/domain/transit/live-areas.ts';
import type { LiveTrip } from '#shared/domain/transit/live-snapshot.ts';
import { serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { loadHeads, loadLiveTrips } from '#shared/store/live-store.ts';
import { loadTripIndex } from '#shared/store/timetable-store.ts';
import { loadTracks } from '#shared/store/track-store.ts';
import type { LocalStore } from '#test/builders/local-store.ts';
import { messageAt, type Recording } from './recording.ts';

export const FEED = 'replay';

/** What the product said after one poll, as boards read it. */
export interface ReplayedPoll {
  readonly at: number;
  /** By run: the calls that are live. */
  readonly told: ReadonlyMap<string, LiveTrip>;
  readonly tracks: readonly KeptTrack[];
  readonly milliseconds: number;
  readonly writeUnits: number;
}

export interface Replay {
  readonly lookup: TripLookup;
  readonly polls: readonly ReplayedPoll[];
  /** By run and call: when the vehicles left. */
  readonly passages: ReadonlyMap<string, ReadonlyMap<number, Passage>>;
  /** Of all polls: how often situations were told of, and what of them was left out. */
  readonly situations: { readonly told: number; readonly discarded: ReadonlyMap<string, number> };
  /** Of the vehicles of all polls: how many were matched, and why the others were not. */
  readonly vehicles: {
    readonly reported: number;
    readonly matched: number;
    readonly discarded: ReadonlyMap<string, number>;
  };
}

const quiet = createLogger('replay', () => undefined);
export const keyOfTrip = (trip: LiveTrip): string =>
  runKey({ number: trip.trip, day: serviceDateToDays(trip.serviceDate), startSeconds: trip.startSeconds });

/** Runs recorded messages through the real poll, store and all, at the times at which they were sent. */
export async function replayRecordings(
  store: LocalStore,
  gtfs: string,
  recordings: readonly Recording[],
): Promise<Replay> {
  const times = [...new Set(recordings.flatMap(({ messages }) => messages.map(({ at }) => at)))].sort(
    (a, b) => a - b,
  );
  const clock = { now: () => at };
  let at = times[0] ?? 0;
  const network: Network = {
    feeds: [{ id: FEED, url: gtfs }],
    sources: recordings.map(({ id, kinds, format }) => ({
      id,
      format,
      url: `recording:${id}`,
      kinds: [...kinds],
      headers: {},
    })),
  };
  await importTimetable({ ...store, feed: { id: FEED, url: gtfs }, clock });
  const { timetable } = await loadHeads(store, FEED);
  const index = await loadTripIndex(store, FEED, timetable?.version ?? '');
  if (!index) throw new Error('the timetable has not been stored');

  const passages = new Map<string, Map<number, Passage>>();
  const keep = (_: string, passed: readonly RunPassage[]) => {
    for (const { run, passage } of passed) {
      const calls = passages.get(runKey(run)) ?? new Map<number, Passage>();
      passages.set(runKey(run), calls.set(passage.callIndex, passage));
    }
  };
  const poll = createPoller({
    store,
    network,
    clock,
    logger: quiet,
    onPassages: keep,
    requestOf: async ({ id }) => {
      const recording = recordings.find((candidate) => candidate.id === id);
      const message = recording && messageAt(recording, at);
      if (!message) throw new Error('nothing has been sent yet');
      return { url: message.path, headers: {} };
    },
  });

  const polls: ReplayedPoll[] = [];
  const discarded = new Map<string, number>();
  const ofSituations = new Map<string, number>();
  const alone = new Set(
    recordings.flatMap(({ id, kinds }) => (kinds.every((kind) => kind === 'alerts') ? id : [])),
  );
  let [reported, matched, told] = [0, 0, 0];
  for (at of times) {
    store.takeCapacity();
    const started = performance.now();
    const { sources } = await poll();
    const milliseconds = performance.now() - started;
    const { write } = store.takeCapacity();
    for (const source of sources) {
      const nameless = source.discarded.find(({ reason }) => reason === 'vehicle-without-trip')?.count ?? 0;
      const named = source.entities.vehicles - nameless;
      reported += named;
      matched += Math.round((source.matched.vehicles ?? 0) * named);
      told += source.entities.alerts;
      const counts = alone.has(source.id) ? ofSituations : discarded;
      for (const { reason, count } of source.discarded) counts.set(reason, (counts.get(reason) ?? 0) + count);
    }
    polls.push({ at, ...(await readBack(store, index.version)), milliseconds, writeUnits: write });
  }
  return {
    lookup: new TripLookup(index),
    polls,
    passages,
    situations: { told, discarded: ofSituations },
    vehicles: { reported, matched, discarded },
  };
}

/** What is stored now of the feed, as boards and the next process read it. */
export async function readBack(
  store: LocalStore,
  version: string,
): Promise<Pick<ReplayedPoll, 'told' | 'tracks'>> {
  const { live } = await loadHeads(store, FEED);
  const areas = live
    ? await Promise.all(
        live.trips.map(async (_, area) => (await loadLiveTrips(store, FEED, area, live)) ?? []),
      )
    : [];
  const trips = joinTrips(areas).filter(({ kind }) => kind === 'update');
  return {
    told: new Map(trips.map((trip) => [keyOfTrip(trip), trip])),
    tracks: await loadTracks(store, FEED, version),
  };
}
