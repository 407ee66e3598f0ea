import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl';
import { type GtfsSource, locateFeed, refuse, type SourceLimits } from './gtfs-source.ts';

const openZip = promisify(
  (reader: RandomAccessReader, size: number, done: (error: Error | null, zip: ZipFile) => void) =>
    // Names stay bytes: only ASCII ones matter to us, and an odd name elsewhere must not spoil the feed.
    fromRandomAccessReader(reader, size, { autoClose: false, lazyEntries: true, decodeStrings: false }, done),
);

class FileReader extends RandomAccessReader {
  private readonly path: string;

  constructor(path: string) {
    super();
    this.path = path;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream(this.path, { start, end: end - 1 });
  }
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;

/**
 * Where the archive ends. Some servers append a web page to it (Caltrain's did), which unzip overlooks and yauzl
 * does not. The end record is the last one whose directory lies right before it.
 */
async function archiveSize(path: string): Promise<number> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 1 << 17));
    await file.read(tail, 0, tail.length, size - tail.length);
    for (let at = tail.length - END_BYTES; at >= 0; at--) {
      if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
      const position = size - tail.length + at;
      const directoryEnd = tail.readUInt32LE(at + 12) + tail.readUInt32LE(at + 16);
      const end = position + END_BYTES + tail.readUInt16LE(at + 20);
      if (directoryEnd === position && end <= size) return end;
    }
    return size;
  } finally {
    await file.close();
  }
}

const STORED = 0;
const DEFLATED = 8;
/** Four times fewer turns through the event loop than with the default, for files of gigabytes. */
const CHUNK_BYTES = 64 * 1024;

function inflated(entry: Entry, stream: Readable): AsyncIterable<Uint8Array> {
  if (entry.compressionMethod === STORED) return stream;
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  stream.on('error', (error) => inflate.destroy(error));
  return stream.pipe(inflate);
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      const name = (entry.fileName as unknown as Buffer).toString('latin1').replaceAll('\\', '/');
      if (!name.endsWith('/')) entries.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  return entries;
}

/** A zip file on disk. Sizes are checked against what the archive declares, and that against the limit. */
export async function openZipFile(path: string, what: string, limits: SourceLimits): Promise<GtfsSource> {
  let zip: ZipFile;
  try {
    const size = await archiveSize(path);
    zip = await openZip(new FileReader(path), size);
  } catch (cause) {
    throw refuse(`${what} is not a zip file (${(cause as Error).message}).`, {}, cause);
  }
  try {
    const entries = await listEntries(zip).catch((cause: Error) => {
      throw refuse(`${what} is a damaged zip file (${cause.message}).`, {}, cause);
    });
    const files = locateFeed(entries, what);
    const total = [...files.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    if (total > limits.maxUncompressedBytes) {
      throw refuse(`${what} unpacks to ${total} bytes; at most ${limits.maxUncompressedBytes} are taken.`);
    }
    return zipSource(zip, files);
  } catch (error) {
    zip.close();
    throw error;
  }
}

function zipSource(zip: ZipFile, files: ReadonlyMap<string, Entry>): GtfsSource {
  const openEntry = promisify((entry: Entry, done: (error: Error | null, stream: Readable) => void) => {
    if (entry.compressionMethod === STORED) zip.openReadStream(entry, done);
    else zip.openReadStream(entry, { decompress: false, decrypt: null, start: null, end: null }, done);
  });
  return {
    has: (file) => files.has(file),
    async *read(file) {
      const entry = files.get(file);
      if (!entry) throw refuse(`${file} is missing.`, { file });
      const damaged = (why: string, cause?: unknown) =>
        refuse(`${file} cannot be unpacked: ${why}.`, { file }, cause);
      if (entry.isEncrypted()) throw damaged('it is encrypted');
      if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
        throw damaged(`its compression method ${entry.compressionMethod} is not known`);
      }
      let sum = 0;
      let size = 0;
      try {
        for await (const chunk of inflated(entry, await openEntry(entry))) {
          sum = crc32(chunk, sum);
          size += chunk.length;
          if (size > entry.uncompressedSize) break;
          yield chunk;
        }
      } catch (cause) {
        throw damaged((cause as Error).message, cause);
      }
      if (size !== entry.uncompressedSize) throw damaged('its size is not what the archive says');
      if (sum !== entry.crc32) throw damaged('its checksum does not fit');
    },
    async close() {
      zip.close();
    },
  };
}
