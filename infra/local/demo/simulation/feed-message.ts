import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import { demoAlerts } from './demo-alerts.ts';
import { trafficAt } from './demo-traffic.ts';
import { demoTripUpdates } from './demo-trip-updates.ts';
import { demoVehiclePositions } from './demo-vehicle-positions.ts';
import type { FeedEntity } from './feed-entity.ts';

const { FeedHeader, FeedMessage } = GtfsRealtimeBindings.transit_realtime;

export const demoFeeds = {
  'trip-updates': (now: EpochSeconds) => demoTripUpdates(trafficAt(now)),
  'vehicle-positions': (now: EpochSeconds) => demoVehiclePositions(trafficAt(now)),
  alerts: demoAlerts,
} as const;

export type DemoFeedName = keyof typeof demoFeeds;

function encode(entity: readonly FeedEntity[], timestamp: EpochSeconds): Uint8Array {
  return FeedMessage.encode({
    header: {
      gtfsRealtimeVersion: '2.0',
      incrementality: FeedHeader.Incrementality.FULL_DATASET,
      timestamp,
    },
    entity: [...entity],
  }).finish();
}

/** The feed as the simulated operators publish it at `now`: GTFS-realtime 2.0 in protobuf. */
export function demoFeedMessage(name: DemoFeedName, now: EpochSeconds): Uint8Array {
  return encode(demoFeeds[name](now), now);
}
