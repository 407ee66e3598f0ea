import { DomainError } from '#shared/platform/domain-error.ts';

/** Reads query parameters; every refusal is a DomainError `invalid-input` that names the parameter. */

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

export function numberList(query: URLSearchParams, name: string, count: number, form: string): number[] {
  const parts = (query.get(name) ?? '').split(',').map((part) => part.trim());
  const values = parts.map(Number);
  if (parts.length !== count || parts.includes('') || values.some((value) => !Number.isFinite(value))) {
    throw new DomainError('invalid-input', `${name} must be ${form}.`);
  }
  return values;
}

export function checkCoordinates(name: string, lat: number, lon: number): void {
  if (Math.abs(lat) > 90)
    throw new DomainError('invalid-input', `${name}: latitude ${lat} is not from -90 to 90.`);
  if (Math.abs(lon) > 180)
    throw new DomainError('invalid-input', `${name}: longitude ${lon} is not from -180 to 180.`);
}

/** `LAT,LON` in degrees. */
export function pointParameter(query: URLSearchParams, name: string): { lat: number; lon: number } {
  const [lat = 0, lon = 0] = numberList(query, name, 2, 'LAT,LON');
  checkCoordinates(name, lat, lon);
  return { lat, lon };
}
