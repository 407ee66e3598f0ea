/** Which function answers which route. The CDK stack and the local gateway both read this table, and nothing else does. */
export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** API Gateway v2 syntax: `{name}` one segment, `{name+}` the rest. */
  readonly path: string;
  /** Folder below functions/. */
  readonly target: 'transit/serve-api' | 'places/serve-api' | 'displays/serve-pages';
}

export const httpRoutes: readonly HttpRoute[] = [
  { method: 'GET', path: '/v1/stops', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/stops/{stopId}', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/stops/{stopId}/departures', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/realtime', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/timetable', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/alerts', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/places', target: 'places/serve-api' },
  { method: 'GET', path: '/v1/places/{id}', target: 'places/serve-api' },
  { method: 'GET', path: '/v1/{rest+}', target: 'transit/serve-api' },
  { method: 'GET', path: '/openapi.json', target: 'transit/serve-api' },
  { method: 'GET', path: '/health', target: 'transit/serve-api' },
  { method: 'GET', path: '/open-data', target: 'displays/serve-pages' },
  { method: 'GET', path: '/vocabulary/facts', target: 'displays/serve-pages' },
  { method: 'GET', path: '/open-data/{file}', target: 'places/serve-api' },
  { method: 'GET', path: '/', target: 'displays/serve-pages' },
  { method: 'GET', path: '/boards/{stopId}', target: 'displays/serve-pages' },
  { method: 'GET', path: '/stops/{stopId}', target: 'displays/serve-pages' },
  { method: 'GET', path: '/places', target: 'displays/serve-pages' },
  { method: 'GET', path: '/places/{slug}', target: 'displays/serve-pages' },
  { method: 'GET', path: '/assets/{file+}', target: 'displays/serve-pages' },
  { method: 'GET', path: '/{page+}', target: 'displays/serve-pages' },
];
