import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { RealtimeKind } from '#shared/contracts/network.ts';
import { decodeRealtimeMessage } from '#shared/feeds/gtfs-realtime/decode-message.ts';
import { vehicleLogMessages } from './vehicle-log.ts';

export interface RecordedMessage {
  readonly path: string;
  /** Header timestamp of the message. */
  readonly at: number;
}

/** The messages of one source, in the order in which they were sent. */
export interface Recording {
  readonly id: string;
  readonly kinds: readonly RealtimeKind[];
  readonly messages: readonly RecordedMessage[];
}

/** Files of the same time: the later name counts. A file that is no message is named. */
async function readMessages(paths: readonly string[]): Promise<RecordedMessage[]> {
  const byTime = new Map<number, RecordedMessage>();
  for (const path of paths) {
    const { timestamp } = await messageIn(path);
    if (timestamp === null) throw new Error(`${basename(path)}: the header has no timestamp to replay it at`);
    byTime.set(timestamp, { path, at: timestamp });
  }
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

export async function messageIn(path: string) {
  try {
    return decodeRealtimeMessage(await readFile(path));
  } catch (error) {
    throw new Error(`${basename(path)}: ${error instanceof Error ? error.message : error}`);
  }
}

async function messageFiles(path: string): Promise<string[]> {
  if (path.endsWith('.csv')) {
    const folder = await mkdtemp(join(tmpdir(), 'vehicle-log-'));
    const files: string[] = [];
    for (const { at, bytes } of vehicleLogMessages(await readFile(path))) {
      const file = join(folder, `${at}.pb`);
      await writeFile(file, bytes);
      files.push(file);
    }
    return files;
  }
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => /\.(pb|bin|proto|protobuf)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

/** A folder of messages, one message, or a log of vehicles as CSV. */
export async function openRecording(
  id: string,
  paths: readonly string[],
  kinds: readonly RealtimeKind[],
): Promise<Recording> {
  const files = (await Promise.all(paths.map(messageFiles))).flat();
  if (files.length === 0)
    throw new Error(`${paths.join(', ')}: no messages (.pb, .bin, or a vehicle log .csv)`);
  return { id, kinds, messages: await readMessages(files) };
}

/** The message that a poll at an instant would have got. */
export const messageAt = ({ messages }: Recording, at: number): RecordedMessage | undefined =>
  messages.findLast((message) => message.at <= at);
