import * as z from 'zod/mini';
import type { KeptTrack } from '../domain/prediction/kept-tracks.ts';
import { putItems } from './batch-put.ts';
import { intColumn } from './int-column-schema.ts';
import { packItems, unpackItems } from './packed-item.ts';
import { queryItems } from './read-items.ts';
import { feedKey, type TransitStore } from './timetable-store.ts';

/** Nobody needs to know where a bus was two hours ago. */
const TTL_SECONDS = 7200;
const FIELDS = 11;

/** Vehicles in columns: what is known of one stands in some twenty bytes. */
const tracksSchema = z.object({
  timetableVersion: z.string(),
  /** Instants below are seconds since this one. */
  base: z.int(),
  vehicles: z.array(z.string()),
  /**
   * Per vehicle: trip, day, startSeconds or -1, metres along, at, next call, standing since, metres along where it
   * stands, lost, call left last or -1, when it was left.
   */
  fields: intColumn,
  /** Ids of sources, and per vehicle an index into them or -1. Absent: older code. */
  sources: z.optional(z.array(z.string())),
  sourceOf: z.optional(intColumn),
  /** Per vehicle, in seconds. Absent: older code. */
  drifts: z.optional(intColumn),
});

const keyOf = (feedId: string) => ({ pk: feedKey(feedId), sk: 'TRACKS' });

/** AP-50: where the vehicles of a feed were at its last poll. None where another version or release wrote them. */
export async function loadTracks(
  store: TransitStore,
  feedId: string,
  timetableVersion: string,
): Promise<KeptTrack[]> {
  const { pk, sk } = keyOf(feedId);
  const items = await queryItems(store, pk, `${sk}#`);
  if (items.length === 0) return [];
  let stored: z.infer<typeof tracksSchema>;
  try {
    stored = unpackItems(items, tracksSchema, `tracks of feed ${feedId}`);
  } catch {
    return []; // They are found anew from the next reports.
  }
  if (stored.timetableVersion !== timetableVersion) return [];
  return stored.vehicles.map((vehicle, i) => {
    const [
      number = 0,
      day = 0,
      start = -1,
      along = 0,
      at = 0,
      nextCall = 0,
      since = 0,
      standing = 0,
      lost = 0,
      left = -1,
      leftAt = 0,
    ] = stored.fields.slice(i * FIELDS, (i + 1) * FIELDS);
    return {
      vehicle,
      number,
      day,
      startSeconds: start < 0 ? null : start,
      track: {
        along,
        at: stored.base + at,
        nextCall,
        standingSince: stored.base + since,
        standingAlong: standing,
        lost,
        drift: stored.drifts?.[i] ?? 0,
      },
      lastLeft: left < 0 ? null : { callIndex: left, at: stored.base + leftAt },
      sourceId: stored.sources?.[stored.sourceOf?.[i] ?? -1],
    };
  });
}

export async function writeTracks(
  store: TransitStore,
  feedId: string,
  timetableVersion: string,
  tracks: readonly KeptTrack[],
  now: number,
): Promise<void> {
  const sources = [...new Set(tracks.flatMap(({ sourceId }) => sourceId ?? []))];
  const items = await packItems(keyOf(feedId), {
    timetableVersion,
    base: now,
    vehicles: tracks.map(({ vehicle }) => vehicle),
    sources,
    sourceOf: tracks.map(({ sourceId }) => (sourceId === undefined ? -1 : sources.indexOf(sourceId))),
    drifts: tracks.map(({ track }) => Math.round(track.drift ?? 0)),
    fields: tracks.flatMap(({ number, day, startSeconds, track, lastLeft }) => [
      number,
      day,
      startSeconds ?? -1,
      Math.round(track.along),
      track.at - now,
      track.nextCall,
      track.standingSince - now,
      Math.round(track.standingAlong),
      track.lost,
      lastLeft?.callIndex ?? -1,
      lastLeft ? lastLeft.at - now : 0,
    ]),
  });
  const ttl = { N: String(now + TTL_SECONDS) };
  await putItems(
    store,
    items.map((item) => ({ ...item, ttl })),
  );
}
