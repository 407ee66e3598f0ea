import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { assetNames } from '#displays/kit/assets.ts';
import type { BoardFacts } from '#displays/kit/board-facts.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import type { Board } from '#shared/domain/transit/board.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { BoardQuery, StopQuery, TransitReader } from '#shared/store/transit-reader.ts';
import { aBoard, aDeparture, aStop, HOUR, NOW } from '#test/builders/board.ts';
import { placesReader } from '#test/builders/places.ts';
import { servePages } from './handler.ts';

const unused = async () => expect.fail('not asked for by any page');
let boards: Record<string, Board>;
let boardQueries: BoardQuery[];
let stopQueries: StopQuery[];
let failure: Error | undefined;
let logged: string[];

const reader: TransitReader = {
  board: async (stopId, query) => {
    if (failure) throw failure;
    boardQueries.push(query);
    const board = boards[stopId];
    const within = ({ expected, scheduled }: Board['departures'][number]) =>
      (expected ?? scheduled ?? 0) <= query.now + query.horizonMinutes * 60;
    return board && { ...board, departures: board.departures.filter(within) };
  },
  findStops: async (query) => {
    stopQueries.push(query);
    return [aStop()];
  },
  stop: unused,
  routeLines: unused,
  alerts: unused,
  sources: unused,
  importReports: unused,
  timeZone: unused,
  checkHealth: unused,
};

const files = Object.fromEntries(assetNames.map((name) => [name, name])) as Record<
  (typeof assetNames)[number],
  string
>;
const asset = {
  status: 200,
  headers: { 'content-type': 'text/css', 'cache-control': 'immutable' },
  body: 'a{}',
};
const handler = servePages({
  reader,
  places: placesReader(),
  publicOrigin: null,
  clock: { now: () => NOW },
  assets: { manifest: { release: 'r1', files }, files: new Map([['a-1.css', asset]]) },
  helpText: null,
  logger: createLogger('test', (line) => logged.push(line)),
});

async function get(address: string, routeKey: string) {
  const [rawPath = '', rawQueryString = ''] = address.split('?');
  const name = /\{(\w+)\+?\}/.exec(routeKey)?.[1];
  const start = routeKey.indexOf('{');
  const pathParameters = name ? { [name]: decodeURIComponent(rawPath.slice(start)) } : {};
  const event = { routeKey: `GET ${routeKey}`, rawPath, rawQueryString, pathParameters, headers: {} };
  const result: APIGatewayProxyStructuredResultV2 = await handler(
    event as unknown as APIGatewayProxyEventV2,
    {} as Context,
  );
  return { status: result.statusCode, headers: result.headers ?? {}, body: result.body ?? '' };
}

beforeEach(() => {
  boards = { '6480T100': aBoard() };
  boardQueries = [];
  stopQueries = [];
  failure = undefined;
  logged = [];
});

describe.each([
  ['board', '/boards/6480T100', '/boards/{stopId}'],
  ['stop page', '/stops/6480T100', '/stops/{stopId}'],
])('a %s', (_name, address, route) => {
  it('is a page that may be kept for seconds, and runs nothing inline', async () => {
    const { status, headers, body } = await get(address, route);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=5, stale-while-revalidate=30, stale-if-error=600');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers.etag).toMatch(/^"/);
    expect(body).toContain('Demo Street');
    expect(body).not.toMatch(/ style="|<style|<script>| on[a-z]+="/);
    expect(boardQueries).toEqual([{ now: NOW, limit: 40, horizonMinutes: 1440, withOverdue: true }]);
  });

  it('gives its facts as data to its own script', async () => {
    const { headers, body } = await get(`${address}?as=facts`, route);
    expect(headers['content-type']).toBe('application/json');
    const facts: BoardFacts = JSON.parse(body);
    expect(facts).toMatchObject({ release: 'r1', next: null, board: { asOf: NOW } });
  });

  it('looks a week ahead when nothing leaves within a day', async () => {
    boards = { '6480T100': aBoard({ departures: [aDeparture({ scheduled: NOW + 40 * HOUR })] }) };
    const { body } = await get(address, route);
    expect(body).toContain('Next: 7 to Scone, Friday 17 July at 06:27');
    expect(boardQueries[1]).toEqual({ now: NOW, limit: 1, horizonMinutes: 10_080 });
  });

  it('of a stop that is not there is a page with status 404', async () => {
    const { status, headers, body } = await get(address.replace('6480T100', 'nope'), route);
    expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(body).toContain('<h1>Stop not found</h1>');
    expect(body).toContain('<form class="search"');
    expect(body.includes('retry.js')).toBe(address.startsWith('/boards'));
  });

  it('without its store is a page with status 503 that gives nothing away', async () => {
    failure = new DomainError('unavailable', 'table Secret-1 did not answer');
    const { status, headers, body } = await get(`${address}?theme=dark`, route);
    expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '15', 'no-store']);
    expect(body).toContain('Bus times are not available at the moment');
    expect(body).toContain('data-theme="dark"');
    expect(body).not.toContain('Secret-1');
    expect(logged.join()).toContain('REQUEST_FAILED');
  });

  it('with a fault of ours is a page with status 500 that gives nothing away', async () => {
    failure = new TypeError('x is undefined');
    const { status, body } = await get(address, route);
    expect(status).toBe(500);
    expect(body).not.toContain('undefined');
  });
});

it('?rows= and ?lang= shape the board', async () => {
  const { body } = await get('/boards/6480T100?rows=4&lang=gd', '/boards/{stopId}');
  expect(body).toContain('<html lang="gd"');
  expect(body.match(/<li class="slot"/g)).toHaveLength(4);
  const { body: usual } = await get('/boards/6480T100?rows=4000', '/boards/{stopId}');
  expect(usual).not.toContain('rows-set');
});

it('?theme=sun is light by day and dark by night at the stop', async () => {
  expect((await get('/boards/6480T100?theme=sun', '/boards/{stopId}')).body).toContain('data-theme="light"');
  boards = { '6480T100': aBoard({ asOf: NOW + 11 * HOUR }) };
  expect((await get('/boards/6480T100?theme=sun', '/boards/{stopId}')).body).toContain('data-theme="dark"');
});

describe('the front door', () => {
  it('asks for nothing before the visitor does', async () => {
    const { status, headers } = await get('/', '/');
    expect([status, stopQueries]).toEqual([200, []]);
    expect(headers['cache-control']).toMatch(/^public/);
  });

  it('searches by text', async () => {
    const { body } = await get('/?q=+demo+street+', '/');
    expect(stopQueries).toEqual([{ text: 'demo street' }]);
    expect(body).toContain('href="/stops/6480T100"');
  });

  it('searches near a position, which no shared cache keeps', async () => {
    const { headers } = await get('/?near=56.3958,-3.4333', '/');
    expect(stopQueries).toEqual([{ near: { lat: 56.3958, lon: -3.4333 }, radiusMetres: 1000 }]);
    expect(headers['cache-control']).toBe('private, no-store');
  });

  it.each(['', 'x', '56', '91,0', '0,181', '56,-3,1', '1e1,2'])(
    'refuses near=%s with a page',
    async (near) => {
      const { status, body } = await get(`/?near=${near}`, '/');
      expect(status).toBe(400);
      expect(body).toContain('<form class="search"');
    },
  );
});

it('serves assets as they are, and 404 for others', async () => {
  expect(await get('/assets/a-1.css', '/assets/{file+}')).toMatchObject({
    status: 200,
    body: 'a{}',
    headers: { 'cache-control': 'immutable' },
  });
  expect((await get('/assets/../index.ts', '/assets/{file+}')).status).toBe(404);
});

it('answers any other address with a page', async () => {
  const { status, body } = await get('/no/such/page?theme=dark', '/{page+}');
  expect(status).toBe(404);
  expect(body).toContain('<h1>Page not found</h1>');
});

it('links an error page to this site only, whatever the address was', async () => {
  const { body } = await get('//elsewhere.example/x?theme=dark', '/{page+}');
  expect(body).toContain('href="/elsewhere.example/x"');
  expect(body).not.toContain('href="//');
  const { body: odd } = await get('/a%20b/%ZZ/"><b>', '/none');
  expect(odd).toContain('href="/a%20b/%25ZZ/%22%3E%3Cb%3E"');
});
