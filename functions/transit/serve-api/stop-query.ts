import {
  checkCoordinates,
  integerParameter,
  numberList,
  pointParameter,
} from '#functions/runtime/query-parameters.ts';
import type { StopQuery } from '#shared/domain/transit/find-stops.ts';
import { DomainError } from '#shared/platform/domain-error.ts';

const DEFAULT_RADIUS_METRES = 500;
const MAX_RADIUS_METRES = 50_000;

/** Exactly one of near (with radius), q, bbox. */
export function stopQuery(query: URLSearchParams): StopQuery {
  const given = ['near', 'q', 'bbox'].filter((name) => query.has(name));
  if (given.length !== 1) throw new DomainError('invalid-input', 'Give one of near, q and bbox.');
  if (given[0] === 'q') {
    const text = (query.get('q') ?? '').trim();
    if (text === '' || text.length > 100)
      throw new DomainError('invalid-input', 'q must be 1 to 100 characters.');
    return { text };
  }
  if (given[0] === 'near') {
    const near = pointParameter(query, 'near');
    const radiusMetres = integerParameter(query, 'radius', {
      least: 1,
      most: MAX_RADIUS_METRES,
      otherwise: DEFAULT_RADIUS_METRES,
    });
    return { near, radiusMetres };
  }
  const [minLon = 0, minLat = 0, maxLon = 0, maxLat = 0] = numberList(
    query,
    'bbox',
    4,
    'MINLON,MINLAT,MAXLON,MAXLAT',
  );
  checkCoordinates('bbox', minLat, minLon);
  checkCoordinates('bbox', maxLat, maxLon);
  if (minLon > maxLon || minLat > maxLat) {
    throw new DomainError('invalid-input', 'bbox must be MINLON,MINLAT,MAXLON,MAXLAT, the least first.');
  }
  return { bbox: { minLon, minLat, maxLon, maxLat } };
}
