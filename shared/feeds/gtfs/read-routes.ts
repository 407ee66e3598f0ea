import type { Route } from '../../domain/transit/timetable.ts';
import { ownCopy } from '../../domain/transit/timetable-compile/text-table.ts';
import type { Agencies } from './read-agencies.ts';
import { type FeedReading, readTable } from './read-table.ts';

const file = 'routes.txt';

export interface Routes {
  readonly routes: readonly Route[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/** route_type of a route that gives none, or none that is a number. */
const UNKNOWN_TYPE = -1;

export async function readRoutes(reading: FeedReading, agencies: Agencies): Promise<Routes> {
  const { notices } = reading;
  const routes: Route[] = [];
  const indexOf = new Map<string, number>();
  const only = agencies.names.size === 1 ? [...agencies.names.keys()][0] : undefined;
  await readTable(
    reading,
    {
      file,
      required: ['route_id', 'route_type'],
      optional: ['agency_id', 'route_short_name', 'route_long_name'],
      must: true,
    },
    (row) => () => {
      const routeId = ownCopy(row.get('route_id'));
      const place = (field: string) => ({ file, line: row.line, field });
      if (routeId === '')
        return notices.rejected(place('route_id'), 'missing-id', () => 'route_id is empty.');
      if (indexOf.has(routeId)) {
        return notices.rejected(place('route_id'), 'duplicate-id', () => `route_id "${routeId}" is taken.`);
      }
      const type = row.get('route_type');
      if (!/^\d{1,4}$/.test(type)) {
        notices.warning(
          place('route_type'),
          'invalid-route-type',
          () => `"${type}" is no route type; it counts as unknown.`,
        );
      }
      const named = row.get('agency_id');
      const agencyId = agencies.names.has(named) ? named : (only ?? named);
      if (!agencies.names.has(agencyId) || (named !== '' && named !== agencyId)) {
        notices.warning(
          place('agency_id'),
          'unknown-agency',
          () => `Route "${routeId}" names agency "${named}", which agency.txt does not hold.`,
        );
      }
      const operatorCode = agencies.operatorCodes.get(agencyId);
      indexOf.set(routeId, routes.length);
      routes.push({
        routeId,
        line: ownCopy(row.get('route_short_name') || row.get('route_long_name')) || routeId, // rule T12
        routeType: /^\d{1,4}$/.test(type) ? Number(type) : UNKNOWN_TYPE,
        agencyId: ownCopy(agencyId),
        operator: agencies.names.get(agencyId) ?? '',
        ...(operatorCode !== undefined && { operatorCode }),
      });
    },
  );
  return { routes, indexOf };
}
