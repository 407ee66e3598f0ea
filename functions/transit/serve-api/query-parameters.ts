import type { StopQuery } from '#shared/domain/transit/find-stops.ts';
import { DomainError } from '#shared/platform/domain-error.ts';

/** Reads query parameters; every refusal is a DomainError `invalid-input` that names the parameter. */

const DEFAULT_RADIUS_METRES = 500;
const MAX_RADIUS_METRES = 50_000;

export function integerParameter(
  query: URLSearchParams,
  name: string,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least || value > most) {
    throw new DomainError('invalid-input', `${name} must be a whole number from ${least} to ${most}.`);
  }
  return value;
}

function numbers(query: URLSearchParams, name: string, count: number, form: string): number[] {
  const parts = (query.get(name) ?? '').split(',').map((part) => part.trim());
  const values = parts.map(Number);
  if (parts.length !== count || parts.includes('') || values.some((value) => !Number.isFinite(value))) {
    throw new DomainError('invalid-input', `${name} must be ${form}.`);
  }
  return values;
}

function checkCoordinates(name: string, lat: number, lon: number): void {
  if (Math.abs(lat) > 90)
    throw new DomainError('invalid-input', `${name}: latitude ${lat} is not from -90 to 90.`);
  if (Math.abs(lon) > 180)
    throw new DomainError('invalid-input', `${name}: longitude ${lon} is not from -180 to 180.`);
}

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
    const [lat = 0, lon = 0] = numbers(query, 'near', 2, 'LAT,LON');
    checkCoordinates('near', lat, lon);
    const radiusMetres = integerParameter(query, 'radius', {
      least: 1,
      most: MAX_RADIUS_METRES,
      otherwise: DEFAULT_RADIUS_METRES,
    });
    return { near: { lat, lon }, radiusMetres };
  }
  const [minLon = 0, minLat = 0, maxLon = 0, maxLat = 0] = numbers(
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
