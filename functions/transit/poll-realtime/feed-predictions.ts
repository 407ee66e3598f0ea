import { neighbours, slotAt, TravelTimes } from '#shared/domain/prediction/travel-times.ts';
import { VehicleTracker } from '#shared/domain/prediction/vehicle-tracker.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { SourceMessage } from '#shared/domain/transit/source-message.ts';
import type { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { loadShapesNear, type TransitStore } from '#shared/store/timetable-store.ts';
import { loadTracks, writeTracks } from '#shared/store/track-store.ts';
import { loadSlot, writeSlot } from '#shared/store/travel-time-store.ts';
import type { FeedPoll } from './publish-snapshot.ts';

/** What has been learned is stored this often: a process that ends loses no more. */
const SAVE_SECONDS = 600;

/** What a feed's predictions rest on, from one poll to the next; stored so that another process can go on. */
export class FeedPredictions {
  private readonly times = new TravelTimes();
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
    { lookup, livePoll }: Pick<FeedPoll, 'lookup' | 'livePoll'>,
    messages: readonly SourceMessage[],
    now: EpochSeconds,
  ): Promise<VehicleTracker> {
    const { version } = lookup.index;
    if (!this.tracker || this.lookup !== lookup || this.poll !== livePoll) {
      if (!this.tracker || this.lookup !== lookup) this.tracker = new VehicleTracker(lookup, this.times);
      this.lookup = lookup;
      this.tracker.restore(await loadTracks(this.store, this.feedId, version));
    }
    for (const { message } of messages) {
      for (const { trip } of message.vehicles) {
        const number = trip?.tripId === undefined ? undefined : lookup.tripNumber(trip.tripId);
        if (number !== undefined) this.tracker.expect(number);
      }
    }
    await Promise.all([this.loadSlots(now, lookup.index.timeZone), this.loadShapes(this.tracker, version)]);
    this.tracker.forgetBefore(now);
    return this.tracker;
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
  }

  /** Before anything is learned in them: what was stored must not be written over. */
  private async loadSlots(now: EpochSeconds, timeZone: string): Promise<void> {
    const slot = slotAt(now, timeZone);
    for (const number of [slot, ...neighbours(slot)]) {
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
