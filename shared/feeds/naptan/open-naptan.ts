import { createReadStream } from 'node:fs';
import { isHttpUrl, publicUrl } from '../../contracts/network.ts';
import { NAPTAN_FILE } from '../../domain/transit/timetable-compile/enrich-stops.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { type GtfsSource, refuse } from '../gtfs/gtfs-source.ts';

/** The whole country has 430,000 stops in 100 MB. */
const MAX_BYTES = 512 * 1024 * 1024;
const TIMEOUT_MILLISECONDS = 120_000;

async function* download(url: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const timeout = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  const where = publicUrl(url);
  try {
    const answer = await fetch(url, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
    if (!answer.ok || !answer.body) {
      await answer.body?.cancel();
      throw new DomainError('upstream', `${where} answers ${answer.status}.`, { status: answer.status });
    }
    let size = 0;
    for await (const chunk of answer.body) {
      size += chunk.length;
      if (size > MAX_BYTES) throw refuse(`${where} sends more than ${MAX_BYTES} bytes.`);
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    signal?.throwIfAborted();
    const why = timeout.aborted ? 'it took too long' : (cause as Error).message;
    throw new DomainError('upstream', `${where} cannot be loaded: ${why}.`, {}, { cause });
  }
}

async function* readPath(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 });
  } catch (cause) {
    throw refuse(`${publicUrl(path)} cannot be read: ${(cause as Error).message}.`, {}, cause);
  }
}

/** A register of stops as NaPTAN publishes it (CSV), by URL or path: one file, to be read once. */
export function openNaptan(url: string, signal?: AbortSignal): GtfsSource {
  return {
    has: (file) => file === NAPTAN_FILE,
    read: () => (isHttpUrl(url) ? download(url, signal) : readPath(url)),
    async close() {},
  };
}
