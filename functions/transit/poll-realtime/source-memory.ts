import { createHash } from 'node:crypto';
import { publicUrl, type RealtimeSource } from '#shared/contracts/network.ts';
import { FUTURE_SECONDS } from '#shared/domain/transit/freshness.ts';
import type { RealtimeMessage } from '#shared/domain/transit/realtime-message.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { SourceMessage } from '#shared/domain/transit/source-message.ts';
import type { SourceState } from '#shared/domain/transit/source-state.ts';
import { fetchMessage, type Validators } from '#shared/feeds/http/fetch-message.ts';
import { decodeSource } from '#shared/feeds/realtime/decode-source.ts';
import { unpackMessage } from '#shared/feeds/realtime/unpack-message.ts';
import { DomainError } from '#shared/platform/domain-error.ts';

import type { SourceRequest } from './source-request.ts';

export const MAX_BYTES = 32 * 1024 * 1024;
/** Of what comes in a zip archive. XML says in 1,300 bytes of a vehicle what protobuf says in 120. */
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

const accepts = {
  'gtfs-realtime': 'application/x-protobuf, application/octet-stream;q=0.9, */*;q=0.5',
  siri: 'application/xml, text/xml;q=0.9, */*;q=0.5',
} as const;

/** A message that is good, but need not be in memory as objects. */
export interface DatedBytes {
  /** Out of the archive that they may have come in. */
  readonly bytes: Uint8Array;
  /** Of what the source sent. */
  readonly digest: string;
  readonly feedTimestamp: EpochSeconds;
}

interface Remembered extends DatedBytes {
  readonly validators: Validators;
}

export type SourceAnswer =
  | { readonly outcome: 'message' }
  | { readonly outcome: 'older'; readonly feedTimestamp: EpochSeconds }
  | { readonly outcome: 'failed'; readonly error: string };

/** One source's last good message, kept while the process lives. Its state touches no other source's. */
export class SourceMemory {
  readonly source: RealtimeSource;
  private remembered: Remembered | undefined;
  /** The remembered message as objects: ten times its bytes, so for the length of one poll. */
  private decoded: RealtimeMessage | undefined;

  private readonly timeoutMilliseconds: number;

  constructor(source: RealtimeSource, timeoutMilliseconds: number) {
    this.source = source;
    this.timeoutMilliseconds = timeoutMilliseconds;
  }

  get last(): DatedBytes | undefined {
    return this.remembered;
  }

  /** The last good message. */
  message(): SourceMessage | undefined {
    if (!this.remembered) return undefined;
    const { bytes, feedTimestamp } = this.remembered;
    this.decoded ??= this.decode(bytes);
    const { id, kinds } = this.source;
    return { id, kinds, feedTimestamp, message: this.decoded };
  }

  /** Lets go of the objects; the bytes stay. */
  release(): void {
    this.decoded = undefined;
  }

  /** Asks the source. `current` is the feed timestamp that is already current; an older message is not taken. */
  async ask(
    requestOf: () => Promise<SourceRequest>,
    now: EpochSeconds,
    current: EpochSeconds | null,
    stored: SourceState | undefined,
  ): Promise<SourceAnswer> {
    try {
      const request = await requestOf();
      const fetched = await fetchMessage(request.url, {
        name: publicUrl(this.source.url),
        accept: accepts[this.source.format ?? 'gtfs-realtime'],
        headers: request.headers,
        holdsKey: holdsKey(request, this.source),
        validators: this.remembered?.validators,
        timeoutMilliseconds: this.timeoutMilliseconds,
        maxBytes: MAX_BYTES,
      });
      if (fetched.outcome === 'not-modified') return this.same();
      const { validators } = fetched;
      const digest = createHash('sha256').update(fetched.bytes).digest('base64');
      if (digest === this.remembered?.digest) return this.same();
      const bytes = await unpackMessage(fetched.bytes, MAX_UNPACKED_BYTES);
      const message = this.decode(bytes);
      const feedTimestamp = message.timestamp ?? firstSeen(digest, stored) ?? now;
      if (feedTimestamp > now + FUTURE_SECONDS) {
        throw new DomainError('upstream', `header timestamp is ${feedTimestamp - now} s in the future`);
      }
      const known = this.remembered?.feedTimestamp ?? current;
      if (known !== null && feedTimestamp < known) return { outcome: 'older', feedTimestamp };
      this.remembered = { bytes, digest, feedTimestamp, validators };
      this.decoded = message;
      return { outcome: 'message' };
    } catch (error) {
      return { outcome: 'failed', error: reasonOf(error) };
    }
  }

  private decode(bytes: Uint8Array): RealtimeMessage {
    const message = decodeSource(bytes, this.source.format);
    const { unsureOccupancies } = this.source;
    if (!unsureOccupancies) return message;
    const isUnsure = new Set<unknown>(unsureOccupancies);
    const vehicles = message.vehicles.map((vehicle) =>
      isUnsure.has(vehicle.occupancy) ? { ...vehicle, occupancy: undefined } : vehicle,
    );
    return { ...message, vehicles };
  }

  private same(): SourceAnswer {
    if (!this.remembered) throw new DomainError('upstream', 'HTTP 304 to a request that had no condition');
    return { outcome: 'message' };
  }
}

/** A header of the source's own counts as a key: nothing else is asked of it by one. */
const holdsKey = ({ url, headers }: SourceRequest, source: RealtimeSource): boolean =>
  url !== source.url || Object.keys(headers).length > 0;

/** Rule B7, over the life of more than one process. */
function firstSeen(digest: string, stored: SourceState | undefined): EpochSeconds | null {
  return stored?.digest === digest ? stored.feedTimestamp : null;
}

/** What is not ours to explain is named, not quoted: a client's message may hold a secret's name or an address. */
function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  return `cannot be asked: ${error instanceof Error ? error.name : 'error'}`;
}
