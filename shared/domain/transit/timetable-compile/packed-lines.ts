import * as z from 'zod/mini';
import type { RouteLine } from '../timetable.ts';

/** Lines one after the other; points as differences in 1e-5 degrees, within a line. */
export const packedLinesSchema = z.object({
  /** Points of each line. */
  lengths: z.array(z.number()),
  latSteps: z.array(z.number()),
  lonSteps: z.array(z.number()),
});
export type PackedLines = z.infer<typeof packedLinesSchema>;

export function packLines(lines: readonly RouteLine[]): PackedLines {
  const packed: PackedLines = { lengths: [], latSteps: [], lonSteps: [] };
  for (const { lats, lons } of lines) {
    packed.lengths.push(lats.length);
    lats.forEach((lat, i) => {
      packed.latSteps.push(lat - (lats[i - 1] ?? 0));
    });
    lons.forEach((lon, i) => {
      packed.lonSteps.push(lon - (lons[i - 1] ?? 0));
    });
  }
  return packed;
}

export function unpackLines({ lengths, latSteps, lonSteps }: PackedLines): RouteLine[] {
  let at = 0;
  return lengths.map((length) => {
    const lats: number[] = [];
    const lons: number[] = [];
    for (const end = at + length; at < end; at++) {
      lats.push((lats.at(-1) ?? 0) + (latSteps[at] ?? 0));
      lons.push((lons.at(-1) ?? 0) + (lonSteps[at] ?? 0));
    }
    return { lats, lons };
  });
}
