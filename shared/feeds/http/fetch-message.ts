import { readFile } from 'node:fs/promises';
import { isHttpUrl } from '../../contracts/network.ts';
import { DomainError } from '../../platform/domain-error.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export type FetchedMessage =
  | { readonly outcome: 'bytes'; readonly bytes: Uint8Array; readonly validators: Validators }
  | { readonly outcome: 'not-modified' };

export interface FetchOptions {
  /** What messages call the source: its address may hold a key. */
  readonly name: string;
  /** Media types, as the header `accept` has them. */
  readonly accept: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The address or a header holds a key: it goes to the origin that it was meant for, and to no other. */
  readonly holdsKey: boolean;
  /** Of the answer that is still in memory; asks the server to say 304 instead of sending it again. */
  readonly validators: Validators | undefined;
  readonly timeoutMilliseconds: number;
  /** After decompression. */
  readonly maxBytes: number;
}

/**
 * Gets one source's message: over HTTP (gzip is undone by fetch), or from a file, read anew each time.
 * @throws DomainError `upstream`, saying what the source answered
 */
export async function fetchMessage(url: string, options: FetchOptions): Promise<FetchedMessage> {
  return isHttpUrl(url) ? fetchHttp(url, options) : readMessageFile(url, options);
}

async function readMessageFile(path: string, { name, maxBytes }: FetchOptions): Promise<FetchedMessage> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > maxBytes) throw tooLarge(name, maxBytes);
    return { outcome: 'bytes', bytes, validators: { etag: null, lastModified: null } };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new DomainError('upstream', `cannot read ${path}: ${code === 'ENOENT' ? 'no such file' : code}`);
  }
}

async function fetchHttp(url: string, options: FetchOptions): Promise<FetchedMessage> {
  const { validators, timeoutMilliseconds, maxBytes, name: where } = options;
  try {
    const response = await fetchFollowing(new URL(url), options);
    if (response.status === 304 && validators) {
      await response.body?.cancel();
      return { outcome: 'not-modified' };
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new DomainError('upstream', `HTTP ${response.status} from ${where}`);
    }
    return {
      outcome: 'bytes',
      bytes: await readLimited(response, maxBytes, where),
      validators: { etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') },
    };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('upstream', `${reasonOf(error, timeoutMilliseconds)} (${where})`);
  }
}

/** Redirects are followed here and not by fetch, which sends on every header but `authorization`. */
async function fetchFollowing(
  url: URL,
  { accept, headers, validators, holdsKey, timeoutMilliseconds, name: where }: FetchOptions,
): Promise<Response> {
  const request: RequestInit = {
    headers: {
      accept,
      ...(validators?.etag && { 'if-none-match': validators.etag }),
      ...(validators?.lastModified && { 'if-modified-since': validators.lastModified }),
      ...headers,
    },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMilliseconds),
  };
  let at = url;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const response = await fetch(at, request);
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, at))
      throw new DomainError('upstream', `redirect to what is no address from ${where}`);
    at = new URL(location, at);
    if (!isHttpUrl(at.href)) throw new DomainError('upstream', `redirect to ${at.protocol} from ${where}`);
    if (holdsKey && at.origin !== url.origin)
      throw new DomainError('upstream', `redirect to ${at.origin}, which is not sent the key, from ${where}`);
  }
  throw new DomainError('upstream', `more than ${MOST_REDIRECTS} redirects from ${where}`);
}

async function readLimited(response: Response, maxBytes: number, where: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(where, maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (where: string, maxBytes: number) =>
  new DomainError('upstream', `message larger than ${maxBytes} bytes from ${where}`);

function reasonOf(error: unknown, timeoutMilliseconds: number): string {
  if (!(error instanceof Error)) return 'request failed';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMilliseconds / 1000} s`;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` ${String(cause.code)}` : '';
  return `request failed${code}`;
}
