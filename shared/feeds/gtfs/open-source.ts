import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../../platform/domain-error.ts';
import { openFolder } from './folder-source.ts';
import { defaultLimits, type GtfsSource, refuse, type SourceLimits } from './gtfs-source.ts';
import { openZipFile } from './zip-source.ts';

export interface OpenOptions {
  readonly limits?: SourceLimits;
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
}

/**
 * Opens a feed by http(s) URL, path of a zip file, or path of a folder. Throws DomainError: `invalid-input` when
 * there is no usable feed, `upstream` when the server does not give it. The caller closes the source.
 */
export async function openGtfsSource(url: string, options: OpenOptions = {}): Promise<GtfsSource> {
  const limits = options.limits ?? defaultLimits;
  if (/^https?:\/\//i.test(url)) return openDownload(url, limits, options);
  const found = await stat(url).catch(() => undefined);
  if (!found) throw refuse(`There is no file or folder ${url}.`);
  return found.isDirectory() ? openFolder(url) : openZipFile(url, `The file ${url}`, limits);
}

/** A feed's address without what might be a key. */
export function publicUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

async function openDownload(
  url: string,
  limits: SourceLimits,
  { fetch: load = fetch, signal }: OpenOptions,
): Promise<GtfsSource> {
  const folder = await mkdtemp(join(tmpdir(), 'gtfs-'));
  const file = join(folder, 'feed.zip');
  const drop = () => rm(folder, { recursive: true, force: true });
  try {
    await download(url, file, limits, load, signal);
    const zip = await openZipFile(file, `What ${publicUrl(url)} answers`, limits);
    return {
      ...zip,
      async close() {
        await zip.close();
        await drop();
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function download(
  url: string,
  file: string,
  limits: SourceLimits,
  load: typeof fetch,
  signal: AbortSignal | undefined,
): Promise<void> {
  const timeout = AbortSignal.timeout(limits.downloadTimeoutMilliseconds);
  const where = publicUrl(url);
  try {
    const answer = await load(url, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
    if (!answer.ok || !answer.body) {
      throw new DomainError('upstream', `${where} answers ${answer.status}.`, { status: answer.status });
    }
    let size = 0;
    await pipeline(
      Readable.fromWeb(answer.body as import('node:stream/web').ReadableStream),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > limits.maxDownloadBytes) {
            throw refuse(`${where} sends more than ${limits.maxDownloadBytes} bytes.`);
          }
          yield chunk;
        }
      },
      createWriteStream(file),
    );
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    signal?.throwIfAborted();
    const why = timeout.aborted ? 'it took too long' : (cause as Error).message;
    throw new DomainError('upstream', `${where} cannot be loaded: ${why}.`, {}, { cause });
  }
}
