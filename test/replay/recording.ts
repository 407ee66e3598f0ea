import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { MAX_BYTES, MAX_UNPACKED_BYTES } from '#functions/transit/poll-realtime/source-memory.ts';
import type { RealtimeKind } from '#shared/contracts/network.ts';
import type { RealtimeMessage } from '#shared/domain/transit/realtime-message.ts';
import { decodeSource, type Format, formatOf } from '#shared/feeds/realtime/decode-source.ts';
import { unpackMessage } from '#shared/feeds/realtime/unpack-message.ts';
import { vehicleLogMessages } from './vehicle-log.ts';

export interface RecordedMessage {
  readonly path: string;
  /** Header timestamp of the message. */
  readonly at: number;
}

/** A file that is no message, or none that a poll would take. */
export interface LeftOut {
  readonly path: string;
  readonly why: string;
}

/** The messages of one source, in the order in which they were sent. */
export interface Recording {
  readonly id: string;
  readonly kinds: readonly RealtimeKind[];
  readonly format: Format;
  readonly messages: readonly RecordedMessage[];
  readonly leftOut: readonly LeftOut[];
}

async function bytesIn(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  if (bytes.length > MAX_BYTES) throw new Error(`larger than the ${MAX_BYTES} bytes that a poll takes`);
  return unpackMessage(bytes, MAX_UNPACKED_BYTES);
}

export async function messageIn(path: string, format: Format): Promise<RealtimeMessage> {
  return decodeSource(await bytesIn(path), format);
}

/** Of the first file that shows it: a source has one, and a file in another is none of its messages. */
async function commonFormat(paths: readonly string[]): Promise<Format> {
  for (const path of paths) {
    const format = await bytesIn(path).then(formatOf, () => undefined);
    if (format) return format;
  }
  return 'gtfs-realtime';
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function timeOf(path: string, format: Format): Promise<number> {
  const { timestamp } = await messageIn(path, format);
  if (timestamp === null) throw new Error('the header has no timestamp to replay it at');
  return timestamp;
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
    .filter((name) => /\.(pb|bin|proto|protobuf|xml)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

/**
 * A folder of messages, one message, or a log of vehicles as CSV. A file that is no message takes no other with it; of
 * files of the same time the later name counts.
 */
export async function openRecording(
  id: string,
  paths: readonly string[],
  kinds: readonly RealtimeKind[],
): Promise<Recording> {
  const leftOut: LeftOut[] = [];
  const files: string[] = [];
  for (const path of paths) {
    try {
      files.push(...(await messageFiles(path)));
    } catch (error) {
      leftOut.push({ path, why: reasonOf(error) });
    }
  }
  const format = await commonFormat(files);
  if (format === 'siri' && kinds.includes('trip-updates'))
    throw new Error(`${paths.join(', ')}: SIRI brings no trip updates`);
  const byTime = new Map<number, RecordedMessage>();
  for (const path of files) {
    try {
      const at = await timeOf(path, format);
      byTime.set(at, { path, at });
    } catch (error) {
      leftOut.push({ path, why: reasonOf(error) });
    }
  }
  if (byTime.size === 0)
    throw new Error(
      [
        `${paths.join(', ')}: no messages (.pb, .bin, .xml, or a vehicle log .csv)`,
        ...leftOut.map(describeLeftOut),
      ].join('\n'),
    );
  return { id, kinds, format, messages: [...byTime.values()].sort((a, b) => a.at - b.at), leftOut };
}

export const describeLeftOut = ({ path, why }: LeftOut): string => `left out: ${basename(path)}: ${why}`;

/** The message that a poll at an instant would have got. */
export const messageAt = ({ messages }: Recording, at: number): RecordedMessage | undefined =>
  messages.findLast((message) => message.at <= at);
