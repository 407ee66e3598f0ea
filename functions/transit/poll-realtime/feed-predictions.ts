import { AccuracyTable } from '#shared/domain/prediction/accuracy.ts';
import { tripsInQuestion } from '#shared/domain/prediction/identify-run.ts';
import { type KeptTrack, type RunPassage, runKey, runOfKey } from '#shared/domain/prediction/kept-tracks.ts';
import { accuracyKey, PredictionLog } from '#shared/domain/prediction/prediction-log.ts';
import { neighbours, slotAt, TravelTimes } from '#shared/domain/prediction/travel-times.ts';
import { VehicleTracker } from '#shared/domain/prediction/vehicle-tracker.ts';
import type { LiveSnapshot } from '#shared/domain/transit/live-snapshot.ts';
import { renumbering } from '#shared/domain/transit/renumber-trips.ts';
import { type EpochSeconds, localDays, serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import type { SourceMessage } from '#shared/domain/transit/source-message.ts';
import type { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { addScores } from '#shared/store/accuracy-store.ts';
import { loadShapesNear, type TransitStore } from '#shared/store/timetable-store.ts';
import { loadTracks, writeTracks } from '#shared/store/track-store.ts';
import { loadSlot, writeSlot } from '#shared/store/travel-time-store.ts';
import type { FeedPoll } from './publish-snapshot.ts';

/** What has been learned is stored this often: a process that ends loses no more. */
const SAVE_SECONDS = 600;

const LONGEST_LEG_SECONDS = 1800;

/** What a feed's predictions rest on, from one poll to the next; stored so that another process can go on. */
export class FeedPredictions {
  private readonly times = new TravelTimes();
  private log = new PredictionLog();
  /** What has been scored and is not stored yet. */
  private scores = new AccuracyTable();
  private tracker: VehicleTracker | undefined;
  private lookup: TripLookup | undefined;
  /** Number of the poll whose tracks are in memory. */
  private poll: number | null = null;
  private savedAt: EpochSeconds | undefined;

  private readonly store: TransitStore;
  private readonly feedId: string;

  constructor(store: TransitStore, feedId: string) {
    this.store = store;
    this.feedId = feedId;
  }

  /** The tracker as the poll before has left it, whichever process that was, ready for these messages. */
  async open(
    { lookup, liveLookup, livePoll }: Pick<FeedPoll, 'lookup' | 'liveLookup' | 'livePoll'>,
    messages: readonly SourceMessage[],
    now: EpochSeconds,
  ): Promise<VehicleTracker> {
    const { version } = lookup.index;
    if (!this.tracker || this.lookup !== lookup || this.poll !== livePoll) {
      if (!this.tracker || this.lookup !== lookup) {
        // Trips are known by their numbers, which are another timetable's from now on.
        this.tracker = new VehicleTracker(lookup, this.times);
        this.log = new PredictionLog();
      }
      this.lookup = lookup;
      this.tracker.restore(await this.loadTracks(lookup, liveLookup));
    }
    const routes = new Set<string>();
    for (const { message } of messages) {
      for (const vehicle of message.vehicles) {
        // Of a route all runs under way are in question: once for all its vehicles.
        const { tripId, routeId } = vehicle.trip ?? {};
        if (tripId === undefined && routeId !== undefined) {
          if (routes.has(routeId)) continue;
          routes.add(routeId);
        }
        for (const number of tripsInQuestion(vehicle, now, lookup)) this.tracker.expect(number);
      }
    }
    await Promise.all([this.loadSlots(now, lookup.index.timeZone), this.loadShapes(this.tracker, version)]);
    this.tracker.forgetBefore(now);
    return this.tracker;
  }

  /** Holds what was told before against what has happened by now, and takes in what is told now. */
  observe({ trips }: LiveSnapshot, now: EpochSeconds): readonly RunPassage[] {
    const { lookup } = this;
    if (!lookup || !this.tracker) return [];
    const passages = this.tracker.takePassages();
    for (const { run, passage } of passages) {
      const route = lookup.routeOf(lookup.trip(run.number));
      if (route) this.log.score(runKey(run), route, passage, this.scores);
    }
    for (const trip of trips) {
      if (trip.kind !== 'update' || trip.trip < 0 || trip.vehicleSource === null) continue;
      // Of a vehicle that never says where it is nobody can tell whether it came.
      if (trip.source !== null && trip.vehicle?.lat == null) continue;
      const run = {
        number: trip.trip,
        day: serviceDateToDays(trip.serviceDate),
        startSeconds: trip.startSeconds,
      };
      const { pattern, origin } = lookup.instance(lookup.trip(run.number), run.day, run.startSeconds);
      const source = trip.source === null ? 'vehicle-position' : 'trip-update';
      const key = runKey(run);
      for (const { callIndex, state, delaySeconds } of trip.calls) {
        if (state !== 'live' || delaySeconds === undefined) continue;
        const expected = origin + (pattern.departureOffsets[callIndex] ?? 0) + delaySeconds;
        this.log.note(key, callIndex, { at: now, expected, source });
      }
    }
    this.forgetRuns(lookup, this.tracker, now);
    return passages;
  }

  /** What was told of runs that are over, and did not come, is counted as well. */
  private forgetRuns(lookup: TripLookup, tracker: VehicleTracker, now: EpochSeconds): void {
    const left = new Map([...tracker.runsAsSeen(now)].map((seen) => [runKey(seen.run), seen.left]));
    const tripOf = (run: string) => lookup.trip(runOfKey(run).number);
    this.log.forgetBefore(
      now,
      (run, callIndex) =>
        callIndex < lookup.pattern(tripOf(run)).stops.length - 1 && callIndex >= (left.get(run) ?? 0),
      (run, source) => {
        const route = lookup.routeOf(tripOf(run));
        return route && accuracyKey({ source, routeId: route.routeId, line: route.line });
      },
      this.scores,
    );
  }

  /** To be called when the poll of this number has become current. */
  async save(livePoll: number, now: EpochSeconds): Promise<void> {
    if (!this.tracker || !this.lookup) return;
    this.poll = livePoll;
    const tracks = this.tracker.tracks();
    if (tracks.length > 0) await writeTracks(this.store, this.feedId, this.lookup.index.version, tracks, now);
    this.savedAt ??= now;
    if (now - this.savedAt < SAVE_SECONDS) return;
    this.savedAt = now;
    for (const [slot, times] of this.times.changed()) {
      await writeSlot(this.store, this.feedId, slot, times, now);
      times.changed = false;
    }
    if (this.scores.size === 0) return;
    await addScores(this.store, this.feedId, localDays(now, this.lookup.index.timeZone), this.scores, now);
    this.scores = new AccuracyTable();
  }

  /** As the poll before has left them, if that was with the timetable before this one. */
  private async loadTracks(lookup: TripLookup, liveLookup = lookup): Promise<readonly KeptTrack[]> {
    const tracks = await loadTracks(this.store, this.feedId, liveLookup.index.version);
    if (liveLookup === lookup) return tracks;
    const renumber = renumbering(liveLookup, lookup);
    return tracks.flatMap((track) => {
      const number = renumber(track.number, track.day);
      return number === undefined ? [] : [{ ...track, number }];
    });
  }

  /** Before anything is learned in them: what was stored must not be written over. */
  private async loadSlots(now: EpochSeconds, timeZone: string): Promise<void> {
    const slot = slotAt(now, timeZone);
    // What is learned now may have begun in an hour of another kind of day.
    const wanted = new Set([slot, ...neighbours(slot), slotAt(now - LONGEST_LEG_SECONDS, timeZone)]);
    this.times.keepOnly(wanted);
    for (const number of wanted) {
      if (!this.times.has(number)) this.times.add(number, await loadSlot(this.store, this.feedId, number));
    }
  }

  private async loadShapes(tracker: VehicleTracker, version: string): Promise<void> {
    for (const wanted of [...tracker.wantedShapes]) {
      if (!tracker.wantedShapes.has(wanted)) continue; // it came with another of its block
      const shapes = await loadShapesNear(this.store, this.feedId, version, wanted);
      for (const [number, shape] of shapes) tracker.addShape(number, shape);
      tracker.wantedShapes.delete(wanted);
    }
  }
}
