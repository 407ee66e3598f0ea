import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { DomainError } from '../../platform/domain-error.ts';

const MOST_ENTRIES = 20;

const isZip = ([a, b, c, d]: Uint8Array) => a === 0x50 && b === 0x4b && c === 3 && d === 4;

const refuse = (why: string) => new DomainError('upstream', `the zip archive ${why}`);

const openZip = promisify((bytes: Buffer, done: (error: Error | null, zip: ZipFile) => void) =>
  fromBuffer(bytes, { lazyEntries: true }, done),
);

async function onlyEntry(zip: ZipFile): Promise<Entry> {
  if (zip.entryCount > MOST_ENTRIES) throw refuse(`holds ${zip.entryCount} files; one is expected`);
  const files: Entry[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/') && !entry.fileName.startsWith('__MACOSX/')) files.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  const [entry] = files;
  if (!entry || files.length > 1) throw refuse(`holds ${files.length} files; one is expected`);
  return entry;
}

/**
 * The message itself, where it comes as the only file of a zip archive, as the UK's bulk archives do.
 * @throws DomainError `upstream` for an archive that is damaged, holds more, or unpacks to more than `maxBytes`
 */
export async function unpackMessage(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  if (!isZip(bytes)) return bytes;
  try {
    const zip = await openZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const entry = await onlyEntry(zip);
    if (entry.uncompressedSize > maxBytes) throw refuse(`unpacks to more than ${maxBytes} bytes`);
    const open = promisify((done: (error: Error | null, stream: Readable) => void) =>
      zip.openReadStream(entry, done),
    );
    const chunks: Uint8Array[] = [];
    // The reader ends with an error where there is more than the archive declares.
    for await (const chunk of await open()) chunks.push(chunk as Uint8Array);
    const message = Buffer.concat(chunks);
    if (crc32(message) !== entry.crc32) throw refuse('is damaged: its checksum does not fit');
    return message;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw refuse(`cannot be unpacked: ${error instanceof Error ? error.message : 'error'}`);
  }
}
