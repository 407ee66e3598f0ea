import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HttpRoute, httpRoutes } from '#shared/contracts/routes.ts';
import { routeTable } from './route-table.ts';

const get = (path: string): HttpRoute => ({ method: 'GET', path, target: 'transit/serve-api' });

describe('routeTable', () => {
  it.each([
    ['/', 'GET /', {}],
    ['/v1/stops', 'GET /v1/stops', {}],
    ['/v1/stops/', 'GET /v1/{rest+}', { rest: 'stops/' }],
    ['/v1/stops/a', 'GET /v1/stops/{stopId}', { stopId: 'a' }],
    ['/v1/stops/a/departures', 'GET /v1/stops/{stopId}/departures', { stopId: 'a' }],
    ['/v1/stops/a%2Fb/departures', 'GET /v1/stops/{stopId}/departures', { stopId: 'a/b' }],
    ['/stops/%E1%9A%84%20Peairt', 'GET /stops/{stopId}', { stopId: '\u1684 Peairt' }],
    ['/stops/50%', 'GET /stops/{stopId}', { stopId: '50%' }],
    ['/assets/fonts/a.woff2', 'GET /assets/{file+}', { file: 'fonts/a.woff2' }],
    ['/assets/', 'GET /{page+}', { page: 'assets/' }],
    ['/health', 'GET /health', {}],
    ['/nowhere/at/all', 'GET /{page+}', { page: 'nowhere/at/all' }],
  ])('%s → %s', (path, routeKey, pathParameters) => {
    expect(routeTable(httpRoutes)('GET', path)).toMatchObject({ routeKey, pathParameters });
  });

  it('prefers a literal to {p} and {p} to {p+}, whatever the order of the table', async () => {
    const routes = [get('/a/{rest+}'), get('/a/{one}'), get('/a/b'), get('/{rest+}'), get('/a/{one}/c')];
    await fc.assert(
      fc.property(fc.shuffledSubarray(routes, { minLength: routes.length }), (shuffled) => {
        const match = routeTable(shuffled);
        expect(match('GET', '/a/b')?.routeKey).toBe('GET /a/b');
        expect(match('GET', '/a/x')?.routeKey).toBe('GET /a/{one}');
        expect(match('GET', '/a/x/c')?.routeKey).toBe('GET /a/{one}/c');
        expect(match('GET', '/a/x/d')?.routeKey).toBe('GET /a/{rest+}');
        expect(match('GET', '/x')?.routeKey).toBe('GET /{rest+}');
      }),
    );
  });

  it('does not match another method', () => {
    expect(routeTable(httpRoutes)('POST', '/health')).toBeUndefined();
  });

  it('hands on any id that was percent-encoded into one segment', async () => {
    const match = routeTable(httpRoutes);
    await fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (stopId) => {
        const found = match('GET', `/v1/stops/${encodeURIComponent(stopId)}/departures`);
        expect(found?.pathParameters).toEqual({ stopId });
      }),
    );
  });
});
