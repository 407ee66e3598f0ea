import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Network, RealtimeKind } from '#shared/contracts/network.ts';
import { decodeRealtimeMessage } from '#shared/feeds/gtfs-realtime/decode-message.ts';

/** Recorded feeds lie beside the repository and are no part of it. */
const data = fileURLToPath(new URL('../../../shared/data/transit/', import.meta.url));

export const recordedFeedsPresent = (): boolean => existsSync(data);

export interface RecordedFeed {
  readonly id: string;
  readonly title: string;
  readonly gtfs: string;
  /** The instant to stand at, as in `npm start -- --now`. */
  readonly at: string;
  readonly now: number;
}

const feed = (id: string, title: string, gtfs: string, at: string): RecordedFeed => ({
  id,
  title,
  gtfs: data + gtfs,
  at,
  now: Date.parse(at) / 1000,
});

export const kingston = feed(
  'kingston',
  'Kingston',
  'kingston-transit/static/gtfs.zip',
  '2026-01-14T22:17:10Z',
);
/** The largest of the recorded timetables, on a weekday morning. */
export const hart = feed('hart', 'HART', 'hart-2021/hart.zip', '2021-03-10T13:00:00Z');

/** Where the vehicles of the 72 snapshots were, and what the producer said of them. */
export const kingstonDay = `${data}kingston-transit/rt-2026-01-15/`;
export const kingstonVehicleLog = `${kingstonDay}vehicle_positions_log.2026-01-15.csv`;

export const kingstonTripUpdates = `${data}kingston-transit/rt-2026-01-12_14/tripupdates.pb`;

/** One message to poll, and when. */
export interface TimedMessage {
  readonly path: string;
  readonly now: number;
}

/** The 72 recorded snapshots of one day, in order, each at the instant that it names itself. */
export async function kingstonSequence(): Promise<TimedMessage[]> {
  const files = (await readdir(kingstonDay)).filter((file) => file.endsWith('.pb'));
  const messages = await Promise.all(
    files.map(async (file) => {
      const path = kingstonDay + file;
      return { path, now: decodeRealtimeMessage(await readFile(path)).timestamp ?? 0 };
    }),
  );
  return messages.sort((a, b) => a.now - b.now);
}

/** A network of one feed and one source, which is a file. */
export function networkOf(
  { id, gtfs }: RecordedFeed,
  sourceFile: string,
  kind: RealtimeKind = 'trip-updates',
): Network {
  return {
    feeds: [{ id, url: gtfs }],
    sources: [{ id: kind, url: sourceFile, kinds: [kind], headers: {} }],
  };
}
