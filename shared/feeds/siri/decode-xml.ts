import { DomainError } from '../../platform/domain-error.ts';

const CHUNK_BYTES = 64 * 1024;

/** What XML may call itself here. Any other name would be a guess. */
const decoders: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['utf-16', 'utf-16'],
]);

/** What a document calls its encoding, in letters that every encoding but UTF-16 writes alike. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1];
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const declared = declaredEncoding(bytes);
  if (declared === undefined) return 'utf-8';
  const encoding = decoders.get(declared.toLowerCase());
  // UTF-16 has a byte order mark, which was looked for above.
  if (encoding === undefined || encoding === 'utf-16')
    throw new DomainError('upstream', `SIRI in the encoding ${declared}, which is not read`);
  return encoding;
}

/** The text of an XML document, in pieces. @throws DomainError `upstream` for bytes that the encoding does not have */
export function* decodeXml(bytes: Uint8Array): Generator<string> {
  const encoding = encodingOf(bytes);
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const end = at + CHUNK_BYTES;
    let part: string;
    try {
      part = decoder.decode(bytes.subarray(at, end), { stream: end < bytes.length });
    } catch {
      throw new DomainError('upstream', `SIRI holds bytes that are no ${encoding}, after byte ${at}`);
    }
    yield part;
  }
}
