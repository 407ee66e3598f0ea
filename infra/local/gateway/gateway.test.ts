import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HttpRoute } from '#shared/contracts/routes.ts';
import { createGateway } from './gateway.ts';

const routes: HttpRoute[] = [
  { method: 'GET', path: '/stops/{stopId}', target: 'displays/serve-pages' },
  { method: 'POST', path: '/stops', target: 'transit/serve-api' },
];

let result: unknown;
let events: { target: string; event: APIGatewayProxyEventV2 }[] = [];
let faults: unknown[] = [];
const gateway = createGateway(
  routes,
  async (target, event) => {
    events.push({ target, event });
    if (result instanceof Error) throw result;
    return result;
  },
  (error) => faults.push(error),
);
let origin = '';

beforeAll(async () => {
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const address = gateway.address();
  origin = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});
afterAll(() => {
  gateway.close();
  gateway.closeAllConnections();
});
beforeEach(() => {
  result = { statusCode: 200, body: 'ok' };
  events = [];
  faults = [];
});

describe('the request as the function sees it', () => {
  it('has path and query as sent, and decoded beside them', async () => {
    await fetch(`${origin}/stops/a%2Fb%C3%A0?q=St%20John&q=South+Street&empty`);
    const { target, event } = events[0] ?? {};
    expect(target).toBe('displays/serve-pages');
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /stops/{stopId}',
      rawPath: '/stops/a%2Fb%C3%A0',
      rawQueryString: 'q=St%20John&q=South+Street&empty',
      pathParameters: { stopId: 'a/bà' },
      queryStringParameters: { q: 'St John,South Street', empty: '' },
      isBase64Encoded: false,
      requestContext: {
        routeKey: 'GET /stops/{stopId}',
        stage: '$default',
        http: { method: 'GET', path: '/stops/a%2Fb%C3%A0', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      },
    });
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('cookies');
    expect(event?.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  it('has lower-case headers, repeated ones joined with commas, cookies apart', async () => {
    const sent = httpRequest(`${origin}/stops/1`, {
      headers: { 'X-Many': ['a', 'b'], Cookie: 'one=1; two=2', 'User-Agent': 'test' },
    }).end();
    const [response] = await once(sent, 'response');
    response.resume();
    expect(events[0]?.event.headers).toMatchObject({ 'x-many': 'a,b', 'user-agent': 'test' });
    expect(events[0]?.event.headers).not.toHaveProperty('cookie');
    expect(events[0]?.event.cookies).toEqual(['one=1', 'two=2']);
    expect(events[0]?.event.requestContext.http.userAgent).toBe('test');
  });

  it('has a text body as text and any other body in base64, unharmed', async () => {
    const post = (contentType: string, body: string | Uint8Array<ArrayBuffer>) =>
      fetch(`${origin}/stops`, { method: 'POST', headers: { 'content-type': contentType }, body });
    await post('application/json', '{"name":"Sgàin"}');
    expect(events[0]?.event).toMatchObject({ body: '{"name":"Sgàin"}', isBase64Encoded: false });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        events = [];
        await post('application/octet-stream', new Uint8Array(bytes));
        const { body, isBase64Encoded } = events[0]?.event ?? {};
        expect(isBase64Encoded).toBe(true);
        expect(Buffer.from(body ?? '', 'base64')).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 20 },
    );
  });

  it('takes a request line that carries the whole address', async () => {
    const port = Number(new URL(origin).port);
    const socket = connect(port, '127.0.0.1');
    socket.end(
      `GET http://any.example/stops/7?x=1 HTTP/1.1\r\nHost: any.example\r\nConnection: close\r\n\r\n`,
    );
    socket.resume();
    await once(socket, 'close');
    expect(events[0]?.event).toMatchObject({ rawPath: '/stops/7', rawQueryString: 'x=1' });
  });
});

describe('the answer as the caller sees it', () => {
  it('carries status, headers, cookies and a binary body', async () => {
    result = {
      statusCode: 201,
      headers: { 'Content-Type': 'image/png', 'X-Count': 3 },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from([0, 255, 10]).toString('base64'),
      isBase64Encoded: true,
    };
    const answer = await fetch(`${origin}/stops/1`);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('x-count')).toBe('3');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array([0, 255, 10]));
  });

  it('is JSON with 200 when the result has no statusCode', async () => {
    result = { stops: [] };
    const answer = await fetch(`${origin}/stops/1`);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ stops: [] });
  });

  it('answers HEAD from the GET route, without a body', async () => {
    const answer = await fetch(`${origin}/stops/1`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe('2');
    expect(await answer.text()).toBe('');
    expect(events[0]?.event.requestContext.http.method).toBe('GET');
  });

  it('has no body with 304', async () => {
    result = { statusCode: 304, headers: { etag: '"a"' }, body: '' };
    const answer = await fetch(`${origin}/stops/1`);
    expect(answer.status).toBe(304);
    expect(answer.headers.get('etag')).toBe('"a"');
  });

  it.each(['/', '/stops', '/stops/', '/stops/1/2'])('is 404 where there is no route: %s', async (path) => {
    const answer = await fetch(`${origin}${path}`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ message: 'Not Found' });
    expect(events).toEqual([]);
  });

  it.each([
    ['throws', new Error('secret detail')],
    ['answers with no status', { statusCode: 'abc', body: '' }],
  ])('is 500 and tells nothing when the function %s', async (_, failure) => {
    result = failure;
    const answer = await fetch(`${origin}/stops/1`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ message: 'Internal Server Error' });
    if (failure instanceof Error) expect(faults).toEqual([failure]);
  });

  it('is 413 for a body of more than 10 MB, and the function is not called', async () => {
    const send = (bytes: number) =>
      fetch(`${origin}/stops`, { method: 'POST', body: new Uint8Array(bytes) }).then(
        (answer) => answer.status,
        () => 413, // The connection may be gone before the whole body is sent.
      );
    expect(await send(10 * 1024 * 1024 + 1)).toBe(413);
    expect(events).toEqual([]);
    expect(await send(10 * 1024 * 1024)).toBe(200);
  });
});
