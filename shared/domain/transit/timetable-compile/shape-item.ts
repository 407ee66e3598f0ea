import * as z from 'zod/mini';
import type { SourceShape } from './timetable-source.ts';

/** Some shapes; points as differences in 1e-5 degrees. */
export const shapeBlockSchema = z.object({
  ids: z.array(z.string()),
  /** Points of each shape. */
  lengths: z.array(z.number()),
  latSteps: z.array(z.number()),
  lonSteps: z.array(z.number()),
});
export type ShapeBlock = z.infer<typeof shapeBlockSchema>;

/** Shape n of a version stands in block n / SHAPES_PER_BLOCK. */
export const SHAPES_PER_BLOCK = 64;

export function packShapes(shapes: readonly SourceShape[]): ShapeBlock {
  const block: ShapeBlock = { ids: [], lengths: [], latSteps: [], lonSteps: [] };
  for (const { shapeId, lats, lons } of shapes) {
    block.ids.push(shapeId);
    block.lengths.push(lats.length);
    lats.forEach((lat, i) => {
      block.latSteps.push(lat - (lats[i - 1] ?? 0));
    });
    lons.forEach((lon, i) => {
      block.lonSteps.push(lon - (lons[i - 1] ?? 0));
    });
  }
  return block;
}

export function unpackShapes({ ids, lengths, latSteps, lonSteps }: ShapeBlock): SourceShape[] {
  let at = 0;
  return ids.map((shapeId, i) => {
    const lats: number[] = [];
    const lons: number[] = [];
    for (const end = at + (lengths[i] ?? 0); at < end; at++) {
      lats.push((lats.at(-1) ?? 0) + (latSteps[at] ?? 0));
      lons.push((lons.at(-1) ?? 0) + (lonSteps[at] ?? 0));
    }
    return { shapeId, lats, lons };
  });
}
