import type { StaffPermission } from '../domain/staff/permissions.ts';

interface RouteAddress {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** API Gateway v2 syntax: `{name}` one segment, `{name+}` the rest. */
  readonly path: string;
}

export interface PublicRoute extends RouteAddress {
  /** Folder below functions/. */
  readonly target:
    | 'transit/serve-api'
    | 'places/serve-api'
    | 'places/report-problem'
    | 'displays/serve-pages';
}

/** For people who have signed in. A route that does not say what it lets somebody do does not compile. */
export interface StaffRoute extends RouteAddress {
  readonly target: 'staff/serve-staff';
  readonly permission: StaffPermission;
}

/**
 * Which function answers which route. The CDK stack, the local gateway and the guard of the staff pages read this
 * table, and nothing else does.
 */
export type HttpRoute = PublicRoute | StaffRoute;

const staff = (method: 'GET' | 'POST', path: string, permission: StaffPermission): StaffRoute => ({
  method,
  path,
  target: 'staff/serve-staff',
  permission,
});

export const staffRoutes: readonly StaffRoute[] = [
  staff('GET', '/staff/sign-in', 'none'),
  staff('GET', '/staff/signed-in', 'none'),
  staff('POST', '/staff/sign-out', 'none'),
  staff('GET', '/staff/signed-out', 'none'),
  staff('GET', '/staff', 'view'),
  staff('POST', '/staff/listings/submit', 'edit'),
  staff('POST', '/staff/listings/publish', 'publish'),
  staff('GET', '/staff/places/new', 'create'),
  staff('POST', '/staff/places/new', 'create'),
  staff('GET', '/staff/places/{id}', 'view'),
  staff('GET', '/staff/places/{id}/edit/{section}', 'edit'),
  staff('POST', '/staff/places/{id}/edit/{section}', 'edit'),
  staff('POST', '/staff/places/{id}/unsaved/{section}', 'edit'),
  staff('POST', '/staff/places/{id}/merge/{section}', 'edit'),
  staff('GET', '/staff/places/{id}/pictures', 'edit'),
  staff('POST', '/staff/places/{id}/pictures', 'edit'),
  staff('POST', '/staff/places/{id}/pictures/{imageId}', 'edit'),
  staff('POST', '/staff/places/{id}/pictures/{imageId}/take-down', 'publish'),
  staff('GET', '/staff/places/{id}/preview', 'view'),
  staff('POST', '/staff/places/{id}/submit', 'edit'),
  staff('GET', '/staff/places/{id}/review', 'publish'),
  staff('POST', '/staff/places/{id}/approve', 'publish'),
  staff('POST', '/staff/places/{id}/send-back', 'publish'),
  staff('POST', '/staff/places/{id}/archive', 'publish'),
  staff('POST', '/staff/places/{id}/reopen', 'publish'),
  staff('GET', '/staff/places/{id}/history', 'view'),
  staff('GET', '/staff/places/{id}/history/{version}', 'view'),
  staff('GET', '/staff/places/{id}/history/{version}/images/{file}', 'view'),
  staff('POST', '/staff/places/{id}/history/{version}/restore', 'edit'),
  staff('GET', '/staff/places/{id}/owners', 'administer'),
  staff('POST', '/staff/places/{id}/owners', 'administer'),
  staff('GET', '/staff/places/{id}/facts/{fact}/confirm', 'answer'),
  staff('POST', '/staff/places/{id}/facts/{fact}/confirm', 'answer'),
  staff('POST', '/staff/places/{id}/reports/{reportId}/done', 'answer'),
  staff('GET', '/staff/reports', 'moderate'),
  staff('GET', '/staff/reports/{reportId}', 'moderate'),
  staff('POST', '/staff/reports/{reportId}', 'moderate'),
  staff('GET', '/staff/import', 'import'),
  staff('POST', '/staff/import', 'import'),
  staff('GET', '/staff/import/{importId}', 'import'),
  staff('POST', '/staff/import/{importId}', 'import'),
  staff('GET', '/staff/import/{importId}/made', 'import'),
  staff('POST', '/staff/import/{importId}/undo', 'import'),
  staff('GET', '/staff/export', 'export'),
  staff('GET', '/staff/export/{file}', 'export'),
  staff('GET', '/staff/people', 'administer'),
  staff('POST', '/staff/people/sign-out', 'administer'),
  staff('GET', '/staff/audit', 'administer'),
];

export const httpRoutes: readonly HttpRoute[] = [
  { method: 'GET', path: '/v1/stops', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/stops/{stopId}', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/stops/{stopId}/departures', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/realtime', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/timetable', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/alerts', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/accuracy', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/gtfs-rt/trip-updates', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/gtfs-rt/vehicle-positions', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/gtfs-rt/alerts', target: 'transit/serve-api' },
  { method: 'GET', path: '/v1/places', target: 'places/serve-api' },
  { method: 'GET', path: '/v1/places/{id}', target: 'places/serve-api' },
  { method: 'GET', path: '/v1/{rest+}', target: 'transit/serve-api' },
  { method: 'GET', path: '/siri/sm', target: 'transit/serve-api' },
  { method: 'POST', path: '/siri/sm', target: 'transit/serve-api' },
  { method: 'GET', path: '/siri/sm.json', target: 'transit/serve-api' },
  { method: 'GET', path: '/openapi.json', target: 'transit/serve-api' },
  { method: 'GET', path: '/health', target: 'transit/serve-api' },
  { method: 'GET', path: '/open-data', target: 'displays/serve-pages' },
  { method: 'GET', path: '/vocabulary/facts', target: 'displays/serve-pages' },
  { method: 'GET', path: '/open-data/changes.json', target: 'places/serve-api' },
  { method: 'GET', path: '/open-data/accuracy.csv', target: 'transit/serve-api' },
  { method: 'GET', path: '/open-data/{file}', target: 'places/serve-api' },
  { method: 'GET', path: '/images/{file}', target: 'places/serve-api' },
  { method: 'GET', path: '/', target: 'displays/serve-pages' },
  { method: 'GET', path: '/boards/{stopId}', target: 'displays/serve-pages' },
  { method: 'GET', path: '/stops/{stopId}', target: 'displays/serve-pages' },
  { method: 'GET', path: '/places', target: 'displays/serve-pages' },
  { method: 'GET', path: '/places/{slug}', target: 'displays/serve-pages' },
  { method: 'GET', path: '/places/{slug}/report', target: 'places/report-problem' },
  { method: 'POST', path: '/places/{slug}/report', target: 'places/report-problem' },
  { method: 'GET', path: '/places/{slug}/report/sent', target: 'places/report-problem' },
  ...staffRoutes,
  { method: 'GET', path: '/assets/{file+}', target: 'displays/serve-pages' },
  { method: 'GET', path: '/{page+}', target: 'displays/serve-pages' },
];
