import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#shared/platform/domain-error.ts';
import { type HttpHandler, httpLambda } from './http.ts';
import { createLogger } from './logger.ts';

const lines: string[] = [];
const logger = createLogger('test', (line) => lines.push(line));

async function call(handler: HttpHandler, event: Partial<APIGatewayProxyEventV2> = {}) {
  const lambda = httpLambda({ 'GET /a/{id}': handler }, { logger });
  const whole = { routeKey: 'GET /a/{id}', rawPath: '/a/1', rawQueryString: '', headers: {}, ...event };
  return (await lambda(whole as APIGatewayProxyEventV2, {} as Context)) as APIGatewayProxyStructuredResultV2;
}

const text =
  (body: string): HttpHandler =>
  () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body });

describe('a request', () => {
  it('has its parameters as the gateway decoded them, its query and lower-case header names', async () => {
    const handler: HttpHandler = ({ pathParameters, query, headers }) =>
      text(JSON.stringify([pathParameters.id, query.get('q'), headers['x-a']]))({} as never) as never;
    const event = { pathParameters: { id: 'S/1%' }, rawQueryString: 'q=a%20b', headers: { 'X-A': '1' } };
    expect((await call(handler, event)).body).toBe('["S/1%","a b","1"]');
  });
});

it('HEAD is answered by the handler of GET', async () => {
  const asked = { routeKey: 'HEAD /a/{id}' };
  expect((await call(text('ok'), asked)).headers?.etag).toBe((await call(text('ok'))).headers?.etag);
});

describe('an answer', () => {
  it('carries the security headers, whatever it is', async () => {
    const thrower = () => {
      throw new Error('secret detail');
    };
    for (const answer of [
      await call(text('ok')),
      await call(thrower),
      await call(text('x'), { routeKey: 'GET /none' }),
    ]) {
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'strict-transport-security': expect.stringContaining('max-age='),
      });
    }
  });

  it.each([
    ['invalid-input', 400],
    ['not-found', 404],
    ['gone', 410],
    ['conflict', 409],
    ['upstream', 502],
    ['unavailable', 503],
    ['configuration', 500],
  ] as const)('%s is %i, as a problem (RFC 9457)', async (kind, status) => {
    const answer = await call(() => {
      throw new DomainError(kind, 'The reason.');
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers?.['content-type']).toBe('application/problem+json');
    const detail = status === 500 ? 'Something went wrong on our side.' : 'The reason.';
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ status, detail });
  });

  it('to a fault of ours says nothing of it, and the log does', async () => {
    lines.length = 0;
    const answer = await call(() => {
      throw new TypeError('cannot read x of undefined');
    });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('undefined');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      code: 'REQUEST_FAILED',
      error: 'TypeError: cannot read x of undefined',
    });
  });

  it('has a strong tag, and is not sent to who has it', async () => {
    const etag = String((await call(text('same'))).headers?.etag);
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      expect((await call(text('same'), { headers: { 'If-None-Match': known } })).statusCode).toBe(304);
    }
    expect((await call(text('changed'), { headers: { 'if-none-match': etag } })).statusCode).toBe(200);
  });

  it('is compressed when that pays, and bytes stay bytes', async () => {
    const accept = { headers: { 'accept-encoding': 'gzip' } };
    expect((await call(text('short'), accept)).headers?.['content-encoding']).toBeUndefined();
    const long = await call(text('long '.repeat(400)), accept);
    expect(long).toMatchObject({
      isBase64Encoded: true,
      headers: { 'content-encoding': 'gzip', vary: 'accept-encoding' },
    });
    const bytes = Buffer.from([0, 255, 128]);
    const image = await call(
      () => ({ status: 200, headers: { 'content-type': 'image/png' }, body: bytes }),
      accept,
    );
    expect(Buffer.from(image.body ?? '', 'base64')).toEqual(bytes);
  });
});
