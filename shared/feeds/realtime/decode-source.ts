import type { RealtimeSource } from '../../contracts/network.ts';
import type { RealtimeMessage } from '../../domain/transit/realtime-message.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { decodeRealtimeMessage } from '../gtfs-realtime/decode-message.ts';
import { decodeSiriMessage } from '../siri/decode-siri.ts';

export type Format = NonNullable<RealtimeSource['format']>;

/** A protobuf message of this kind begins with its header, 0x0a: a line feed, which text may begin with too. */
function looksLike(bytes: Uint8Array): Format | 'a web page' | 'JSON' | 'XML that is not SIRI' | undefined {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').replaceAll('\0', '');
  const text = start.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart();
  if (/^<[?!\w]/.test(text)) {
    if (/<(\w+:)?Siri[\s>]/.test(text)) return 'siri';
    return /<html|<!doctype html/i.test(text) ? 'a web page' : 'XML that is not SIRI';
  }
  if (/^[[{]\s*["{\]}]/.test(text)) return 'JSON';
  return bytes[0] === 0x0a ? 'gtfs-realtime' : undefined;
}

/** What bytes are that nobody has said the format of; undefined where that cannot be told. */
export function formatOf(bytes: Uint8Array): Format | undefined {
  const found = looksLike(bytes);
  return found === 'siri' || found === 'gtfs-realtime' ? found : undefined;
}

const names: Readonly<Record<Format, string>> = {
  siri: 'SIRI XML',
  'gtfs-realtime': 'GTFS-realtime (protobuf)',
};

/**
 * A source's message, in the format that its configuration says.
 * @throws DomainError `upstream`, which names what came instead where that can be told
 */
export function decodeSource(bytes: Uint8Array, format: Format = 'gtfs-realtime'): RealtimeMessage {
  try {
    return format === 'siri' ? decodeSiriMessage(bytes) : decodeRealtimeMessage(bytes);
  } catch (error) {
    const found = looksLike(bytes);
    if (!(error instanceof DomainError) || found === undefined || found === format) throw error;
    if (found === 'siri' || found === 'gtfs-realtime')
      throw new DomainError('upstream', `this is ${names[found]}, the source says ${format}`);
    throw new DomainError('upstream', `${error.message}; it looks like ${found}`);
  }
}
