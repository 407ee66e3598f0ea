import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DomainError, type DomainErrorKind } from '#shared/platform/domain-error.ts';
import type { Logger } from './logger.ts';

/** A request as handlers see it: decoded, without the gateway's envelope. */
export interface HttpRequest {
  /** Scheme and host, as the gateway says they are; another front has another. */
  readonly origin: string;
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: ReadonlyMap<string, string>;
  /** As it was sent; empty for a GET. */
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Values of Set-Cookie. */
  readonly cookies?: readonly string[];
}

export type HttpHandler = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/** What a failure looks like to the caller: problem+json for the API, a page for people. */
export type ErrorRenderer = (
  failure: { readonly status: number; readonly title: string; readonly detail: string },
  request: HttpRequest,
) => HttpResponse;

const statusOfKind: Readonly<Record<DomainErrorKind, { status: number; title: string }>> = {
  'invalid-input': { status: 400, title: 'Bad request' },
  forbidden: { status: 403, title: 'Forbidden' },
  'not-found': { status: 404, title: 'Not found' },
  gone: { status: 410, title: 'Gone' },
  conflict: { status: 409, title: 'Conflict' },
  upstream: { status: 502, title: 'Bad gateway' },
  unavailable: { status: 503, title: 'Service unavailable' },
  configuration: { status: 500, title: 'Internal server error' },
};

/** RFC 9457. */
export const problemJson: ErrorRenderer = ({ status, title, detail }) => ({
  status,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
  },
  body: JSON.stringify({ type: 'about:blank', title, status, detail }),
});

/** On every answer, whatever made it. */
const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=()',
};

function toRequest(event: APIGatewayProxyEventV2): HttpRequest {
  // The gateway decodes path parameters once; rawPath may be decoded or not, depending on the gateway.
  const pathParameters: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.pathParameters ?? {})) pathParameters[name] = value ?? '';
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    if (value !== undefined) headers[name.toLowerCase()] = value;
  }
  return {
    // The gateway answers for its own names alone.
    origin: `https://${headers.host ?? ''}`,
    path: event.rawPath,
    pathParameters,
    query: new URLSearchParams(event.rawQueryString ?? ''),
    headers,
    // The gateway takes them out of the headers; some that stand in for it do not.
    cookies: cookiesOf(event.cookies ?? headers.cookie?.split(';') ?? []),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function cookiesOf(pairs: readonly string[]): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    // Of two with one name the first is the one for the longer path (RFC 6265, 5.4).
    const name = pair.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}

const isText = (contentType: string | undefined) =>
  /^(text\/|application\/([\w.-]+\+)?json|image\/svg)/.test(contentType ?? '');

/** Protobuf is no text, and a feed of it shrinks as well as one. */
const shrinks = (contentType: string | undefined) =>
  isText(contentType) || contentType === 'application/x-protobuf';

const GZIP_FROM_BYTES = 1024;
/** In the function's answer, which may have 6 MB, a text is escaped and may grow several times; base64 grows by a third. */
const PLAIN_TO_BYTES = 1_000_000;

/** A strong tag names one sequence of bytes, so the compressed form has a tag of its own (RFC 9110, 8.8.3). */
function entityTag(body: Uint8Array, gzip: boolean): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}${gzip ? '-gzip' : ''}"`;
}

function toResult(response: HttpResponse, request: HttpRequest): APIGatewayProxyStructuredResultV2 {
  const headers: Record<string, string> = { ...securityHeaders, ...response.headers };
  const body = Buffer.from(response.body);
  const text = isText(headers['content-type']);
  const compressible = shrinks(headers['content-type']) && body.length >= GZIP_FROM_BYTES;
  const gzip =
    compressible && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers['accept-encoding'] ?? '');
  if (compressible) headers.vary = headers.vary ? `${headers.vary}, accept-encoding` : 'accept-encoding';
  if (response.status === 200) {
    const etag = entityTag(body, gzip);
    headers.etag = etag;
    const known = (request.headers['if-none-match'] ?? '')
      .split(',')
      .map((tag) => tag.trim().replace(/^W\//, ''));
    if (known.includes(etag) || known.includes('*')) {
      delete headers['content-type'];
      return { statusCode: 304, headers, body: '' };
    }
  }
  const cookies = response.cookies && { cookies: [...response.cookies] };
  if (gzip) {
    headers['content-encoding'] = 'gzip';
    const zipped = gzipSync(body, { level: 5 });
    const encoded = zipped.toString('base64');
    return { statusCode: response.status, headers, ...cookies, body: encoded, isBase64Encoded: true };
  }
  if ((text && body.length <= PLAIN_TO_BYTES) || body.length === 0)
    return { statusCode: response.status, headers, ...cookies, body: body.toString('utf8') };
  const encoded = body.toString('base64');
  return { statusCode: response.status, headers, ...cookies, body: encoded, isBase64Encoded: true };
}

/**
 * One Lambda for one capability: picks the handler by the gateway's route key, adds entity tags, conditional
 * answers, compression and security headers, and turns what is thrown into an answer that gives nothing away.
 */
export function httpLambda(
  routes: Readonly<Record<string, HttpHandler>>,
  { logger, renderError = problemJson }: { readonly logger: Logger; readonly renderError?: ErrorRenderer },
) {
  const respond = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    let request: HttpRequest = {
      origin: '',
      path: event.rawPath,
      pathParameters: {},
      query: new URLSearchParams(),
      headers: {},
      cookies: new Map(),
      body: new Uint8Array(),
    };
    try {
      request = toRequest(event);
      // HEAD is GET without the body, which the gateway leaves out.
      const handler = routes[event.routeKey.replace(/^HEAD /, 'GET ')];
      if (!handler) throw new DomainError('not-found', 'There is nothing at this address.');
      return toResult(await handler(request), request);
    } catch (error) {
      const expected = error instanceof DomainError;
      const { status, title } = expected
        ? statusOfKind[error.kind]
        : { status: 500, title: 'Internal server error' };
      const detail = expected && status !== 500 ? error.message : 'Something went wrong on our side.';
      if (status >= 500) {
        logger.error('REQUEST_FAILED', {
          route: event.routeKey,
          status,
          error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        });
      }
      return toResult(renderError({ status, title, detail }, request), request);
    }
  };
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(respond);
}
