import * as z from 'zod/mini';
import { simplifyLine } from '../../map/simplify-line.ts';
import type { RouteLine } from '../timetable.ts';
import { packedLinesSchema, packLines, unpackLines } from './packed-lines.ts';
import type { SourceShape } from './timetable-source.ts';

/** In 1e-5 degrees: some five metres, which no map of ours can show. */
const TOLERANCE = 5;
/** Far more than any feed we know has. For what is only drawn, an import must not run out of memory. */
const MOST_STRETCHES = 4_000_000;
const LATS = 18_000_001;
const DEGREES_TO_RADIANS = Math.PI / 180 / 100_000;

/**
 * Where a feed's vehicles run, for the ground of a map: every stretch that any shape goes along once, whichever way,
 * and no more points than it needs. The trips of a city have the same streets in dozens of shapes.
 */
export function compileRouteLines(shapes: Iterable<SourceShape>): RouteLine[] {
  const pointNumbers = new Map<number, number>();
  const stretches = new Set<number>();
  const numberOf = (lat: number, lon: number): number => {
    const key = lon * LATS + lat;
    const known = pointNumbers.get(key);
    if (known !== undefined) return known;
    pointNumbers.set(key, pointNumbers.size);
    return pointNumbers.size - 1;
  };
  const isNew = (a: number, b: number): boolean => {
    const before = stretches.size;
    stretches.add(Math.max(a, b) * 2 ** 26 + Math.min(a, b));
    return stretches.size > before;
  };

  const lines: RouteLine[] = [];
  for (const { lats, lons } of shapes) {
    if (stretches.size >= MOST_STRETCHES) break;
    let run: { lats: number[]; lons: number[] } | null = null;
    for (let i = 1; i < lats.length; i++) {
      const [lat0 = 0, lon0 = 0, lat = 0, lon = 0] = [lats[i - 1], lons[i - 1], lats[i], lons[i]];
      if (lat === lat0 && lon === lon0) continue;
      if (!isNew(numberOf(lat0, lon0), numberOf(lat, lon))) {
        run = null;
        continue;
      }
      if (!run) {
        run = { lats: [lat0], lons: [lon0] };
        lines.push(run);
      }
      run.lats.push(lat);
      run.lons.push(lon);
    }
  }
  return lines.map(withoutNeedless);
}

function withoutNeedless({ lats, lons }: RouteLine): RouteLine {
  const shrink = Math.cos((lats[0] ?? 0) * DEGREES_TO_RADIANS);
  const kept = simplifyLine(
    lons.map((lon) => lon * shrink),
    lats,
    TOLERANCE,
  );
  return { lats: kept.map((i) => lats[i] ?? 0), lons: kept.map((i) => lons[i] ?? 0) };
}

/** An object, so that a feed without shapes is found to have no lines, and is not asked for them again. */
export const routeLinesSchema = z.object({ lines: packedLinesSchema });

export const packRouteLines = (lines: readonly RouteLine[]) => ({ lines: packLines(lines) });
export const unpackRouteLines = ({ lines }: z.infer<typeof routeLinesSchema>): RouteLine[] =>
  unpackLines(lines);
