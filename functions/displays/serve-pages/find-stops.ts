import type { Search } from '#displays/welcome/find-page.tsx';
import { RESULT_LIMIT } from '#displays/welcome/find-page.tsx';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';

const NEAR_RADIUS_METRES = 1000;
const MAXIMUM_TEXT = 100;

/** What `/?q=` or `/?near=` asks for, and what there is. One more than is listed, to know whether there are more. */
export async function findStops(query: URLSearchParams, reader: TransitReader): Promise<Search> {
  const near = query.get('near');
  if (near !== null) {
    const position = parsePosition(near);
    const stops = await reader.findStops(
      { near: position, radiusMetres: NEAR_RADIUS_METRES },
      RESULT_LIMIT + 1,
    );
    return { kind: 'near', near: `${position.lat},${position.lon}`, stops };
  }
  const text = (query.get('q') ?? '').trim().slice(0, MAXIMUM_TEXT);
  if (!text) return { kind: 'none' };
  return { kind: 'text', text, stops: await reader.findStops({ text }, RESULT_LIMIT + 1) };
}

function parsePosition(text: string): { lat: number; lon: number } {
  const match = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/.exec(text.trim());
  const [lat, lon] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    throw new DomainError('invalid-input', 'near must be LATITUDE,LONGITUDE');
  }
  return { lat, lon };
}
