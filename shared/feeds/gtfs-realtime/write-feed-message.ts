import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { vehicleIsUsable } from '../../domain/transit/board-sources.ts';
import { withClosures } from '../../domain/transit/closed-calls.ts';
import { ALERTS_USABLE_SECONDS, FUTURE_SECONDS, isUsable } from '../../domain/transit/freshness.ts';
import type { LiveAlertFeed, LiveTimes, LiveTripFeed } from '../../domain/transit/live-feed.ts';
import type { LiveTrip } from '../../domain/transit/live-snapshot.ts';
import { type EpochSeconds, formatGtfsTime } from '../../domain/transit/service-day.ts';
import type { TripIndex } from '../../domain/transit/timetable.ts';
import { writeAlert } from './write-alert.ts';
import { saidAt, writeTripUpdate } from './write-trip-update.ts';
import { writeVehiclePosition } from './write-vehicle-position.ts';

const { FeedHeader, FeedMessage } = GtfsRealtimeBindings.transit_realtime;
type IFeedEntity = GtfsRealtimeBindings.transit_realtime.IFeedEntity;

/** When the snapshot came to be what it is: by its newest source, or by the poll that changed it last. */
function timestampOf({ sources, writtenAt }: LiveTimes, now: EpochSeconds): EpochSeconds {
  const stamps = [writtenAt, ...sources.flatMap(({ feedTimestamp }) => feedTimestamp ?? [])];
  const believable = stamps.filter((stamp) => stamp <= now + FUTURE_SECONDS);
  // What is stored from beyond now is of another day's replay.
  return believable.length === 0 ? now : Math.max(...believable);
}

function encode(timestamp: EpochSeconds, entity: IFeedEntity[]): Uint8Array {
  return FeedMessage.encode({
    header: {
      gtfsRealtimeVersion: '2.0',
      incrementality: FeedHeader.Incrementality.FULL_DATASET,
      timestamp,
    },
    entity,
  }).finish();
}

/** The same for the same run in every message. */
function entityId(trip: LiveTrip, index: TripIndex): string {
  const tripId = index.trips[trip.trip]?.tripId ?? trip.tripId;
  const start = trip.startSeconds === null ? [] : [formatGtfsTime(trip.startSeconds)];
  return [...(trip.kind === 'extra' ? ['extra'] : []), tripId, trip.serviceDate, ...start].join(':');
}

/** TripUpdates of all trips of which something may still be said (rules B5, P3), with what is closed of them (M11). */
export function writeTripUpdates(feed: LiveTripFeed, now: EpochSeconds): Uint8Array {
  const timestamp = timestampOf(feed, now);
  const entities = withClosures(feed.trips, feed.sources, now).flatMap((trip): IFeedEntity[] => {
    const tripUpdate = writeTripUpdate(trip, feed.index, {
      timestamp: Math.min(saidAt(trip, feed.sources) ?? timestamp, timestamp),
      knowsVehicle: vehicleIsUsable(trip, feed.sources, now),
      now,
    });
    return tripUpdate ? [{ id: entityId(trip, feed.index), tripUpdate }] : [];
  });
  return encode(timestamp, entities);
}

/** VehiclePositions of all vehicles that are on a trip. */
export function writeVehiclePositions(feed: LiveTripFeed, now: EpochSeconds): Uint8Array {
  const timestamp = timestampOf(feed, now);
  const entities = feed.trips.flatMap((trip): IFeedEntity[] => {
    if (!vehicleIsUsable(trip, feed.sources, now)) return [];
    const vehicle = writeVehiclePosition(trip, feed.index, timestamp);
    return vehicle ? [{ id: entityId(trip, feed.index), vehicle }] : [];
  });
  return encode(timestamp, entities);
}

/** All alerts that are not over. An id that two sources use goes to the first of them. */
export function writeAlerts(feed: LiveAlertFeed, now: EpochSeconds): Uint8Array {
  const entities = new Map<string, IFeedEntity>();
  for (const alert of feed.alerts) {
    const source = feed.sources[alert.source];
    if (!isUsable(source, now, ALERTS_USABLE_SECONDS)) continue;
    const { activePeriods } = alert;
    if (activePeriods.length > 0 && activePeriods.every(({ end }) => end !== null && end <= now)) continue;
    const written = writeAlert(alert);
    const id = entities.has(alert.id) ? `${source?.id}:${alert.id}` : alert.id;
    if (written) entities.set(id, { id, alert: written });
  }
  return encode(timestampOf(feed, now), [...entities.values()]);
}
