import type { Stop } from './timetable.ts';

export interface Coordinates {
  readonly lat: number;
  readonly lon: number;
}

export type StopQuery =
  | { readonly text: string }
  | { readonly near: Coordinates; readonly radiusMetres: number }
  | {
      readonly bbox: {
        readonly minLon: number;
        readonly minLat: number;
        readonly maxLon: number;
        readonly maxLat: number;
      };
    };

export type FoundStop = Stop & { readonly distanceMetres?: number };

const EARTH_RADIUS_METRES = 6_371_009;

/** Great-circle distance (haversine), metres. */
export function distanceMetres(a: Coordinates, b: Coordinates): number {
  const radians = Math.PI / 180;
  const sinLat = Math.sin(((b.lat - a.lat) * radians) / 2);
  const sinLon = Math.sin(((b.lon - a.lon) * radians) / 2);
  const h = sinLat * sinLat + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Lower case, without accents, words apart: "Taigh-òsta" is found by "osta". */
function words(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

export interface SearchableStop {
  readonly stop: Stop;
  readonly nameWords: readonly string[];
  /** Of other languages, the indicator, the description. */
  readonly otherWords: readonly string[];
  readonly keys: readonly string[];
}

/** Prepares a directory for searching; made once a version. */
export function searchable(stops: readonly Stop[]): readonly SearchableStop[] {
  return stops.map((stop) => ({
    stop,
    nameWords: words(stop.name),
    otherWords: [...Object.values(stop.names ?? {}), stop.indicator ?? '', stop.description ?? ''].flatMap(
      words,
    ),
    keys: [stop.id, stop.code].flatMap((key) => (key ? [key.toLowerCase()] : [])),
  }));
}

/** How well one word is answered: whole words before beginnings, the name before what stands beside it. */
function wordScore({ nameWords, otherWords }: SearchableStop, word: string): number {
  if (nameWords.includes(word)) return 20;
  if (nameWords.some((own) => own.startsWith(word))) return 12;
  if (otherWords.includes(word)) return 8;
  return otherWords.some((own) => own.startsWith(word)) ? 4 : 0;
}

/** How well a stop answers a text: 0 not at all. Every word must be answered; an id or code whole or by its beginning. */
function score(candidate: SearchableStop, text: string, wanted: readonly string[]): number {
  if (candidate.keys.includes(text)) return 100;
  if (text.length >= 3 && candidate.keys.some((key) => key.startsWith(text))) return 60;
  const scores = wanted.map((word) => wordScore(candidate, word));
  if (scores.length === 0 || scores.includes(0)) return 0;
  const starts = candidate.nameWords[0]?.startsWith(wanted[0] ?? '') ? 10 : 0;
  const unasked = Math.min(9, Math.max(0, candidate.nameWords.length - wanted.length));
  return scores.reduce((sum, one) => sum + one, 0) / scores.length + starts + 10 - unasked;
}

/** Best match, or nearest, first; ties by name, then id. */
export function findStops(stops: readonly SearchableStop[], query: StopQuery, limit: number): FoundStop[] {
  const byName = (a: Stop, b: Stop) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
  if ('text' in query) {
    const text = query.text.trim().toLowerCase();
    const wanted = words(query.text);
    return stops
      .map((candidate) => ({ stop: candidate.stop, score: score(candidate, text, wanted) }))
      .filter((found) => found.score > 0)
      .sort((a, b) => b.score - a.score || byName(a.stop, b.stop))
      .slice(0, limit)
      .map(({ stop }) => stop);
  }
  if ('near' in query) {
    return stops
      .flatMap(({ stop }): (Stop & { distanceMetres: number })[] => {
        if (stop.lat === null || stop.lon === null) return [];
        const distance = distanceMetres(query.near, { lat: stop.lat, lon: stop.lon });
        return distance <= query.radiusMetres ? [{ ...stop, distanceMetres: distance }] : [];
      })
      .sort((a, b) => a.distanceMetres - b.distanceMetres || byName(a, b))
      .slice(0, limit);
  }
  const { minLon, minLat, maxLon, maxLat } = query.bbox;
  return stops
    .map(({ stop }) => stop)
    .filter(
      ({ lat, lon }) =>
        lat !== null && lon !== null && lat >= minLat && lat <= maxLat && lon >= minLon && lon <= maxLon,
    )
    .sort(byName)
    .slice(0, limit);
}
