import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { integerOf } from '#shared/feeds/gtfs-realtime/presence.ts';
import type { TimedMessage } from './recorded-feeds.ts';

const { FeedMessage } = GtfsRealtimeBindings.transit_realtime;

/** Pseudo-random numbers below 1, the same every time (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const POLL_SECONDS = 15;

/**
 * Writes a message as it is and `count` - 1 successors, 15 s apart, in each of which every trip runs 1 to 30 seconds
 * later than in the one before: nothing predicted stays as it was, which is more than any real feed changes.
 */
export async function writeVariations(
  base: Uint8Array,
  count: number,
  folder: string,
): Promise<TimedMessage[]> {
  const random = seededRandom(count);
  const message = FeedMessage.decode(base);
  const written: TimedMessage[] = [];
  for (let poll = 0; poll < count; poll++) {
    if (poll > 0) {
      message.header.timestamp = integerOf(message.header.timestamp) + POLL_SECONDS;
      for (const { tripUpdate } of message.entity) {
        const later = 1 + Math.floor(random() * 30);
        for (const stop of tripUpdate?.stopTimeUpdate ?? []) {
          for (const event of [stop.arrival, stop.departure]) {
            if (!event) continue;
            if (Object.hasOwn(event, 'time')) event.time = integerOf(event.time) + later;
            if (Object.hasOwn(event, 'delay')) event.delay = (event.delay ?? 0) + later;
          }
        }
      }
    }
    const path = join(folder, `message-${poll}.pb`);
    await writeFile(path, FeedMessage.encode(message).finish());
    written.push({ path, now: integerOf(message.header.timestamp) });
  }
  return written;
}

/** How many stop time updates a message has. */
export function predictionCount(bytes: Uint8Array): number {
  return FeedMessage.decode(bytes).entity.reduce(
    (sum, { tripUpdate }) => sum + (tripUpdate?.stopTimeUpdate?.length ?? 0),
    0,
  );
}
