import type { HttpHandler, HttpRequest } from '#functions/runtime/http.ts';
import {
  writeAlerts,
  writeTripUpdates,
  writeVehiclePositions,
} from '#shared/feeds/gtfs-realtime/write-feed-message.ts';
import type { Clock } from '#shared/platform/clock.ts';
import type { LiveFeedReader } from '#shared/store/live-feed-reader.ts';
import { cacheFor } from './cache-for.ts';

/** The live data as it is merged, in GTFS-realtime: for who reads that already. */
export function gtfsRealtimeRoutes(feeds: LiveFeedReader, clock: Clock): Record<string, HttpHandler> {
  const protobuf =
    (write: (feedId: string | undefined, now: number) => Promise<Uint8Array>): HttpHandler =>
    async ({ query }: HttpRequest) => ({
      status: 200,
      headers: {
        'content-type': 'application/x-protobuf',
        'cache-control': cacheFor(5),
        'access-control-allow-origin': '*',
      },
      body: await write(query.get('feed') ?? undefined, clock.now()),
    });
  return {
    'GET /v1/gtfs-rt/trip-updates': protobuf(async (feedId, now) =>
      writeTripUpdates(await feeds.liveTrips(feedId), now),
    ),
    'GET /v1/gtfs-rt/vehicle-positions': protobuf(async (feedId, now) =>
      writeVehiclePositions(await feeds.liveTrips(feedId), now),
    ),
    'GET /v1/gtfs-rt/alerts': protobuf(async (feedId, now) =>
      writeAlerts(await feeds.liveAlerts(feedId), now),
    ),
  };
}
