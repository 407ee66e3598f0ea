import * as z from 'zod/mini';
import { packedLinesSchema, packLines, unpackLines } from './packed-lines.ts';
import type { SourceShape } from './timetable-source.ts';

/** Some shapes; points as differences in 1e-5 degrees. */
export const shapeBlockSchema = z.extend(packedLinesSchema, { ids: z.array(z.string()) });
export type ShapeBlock = z.infer<typeof shapeBlockSchema>;

/** Shape n of a version stands in block n / SHAPES_PER_BLOCK. */
export const SHAPES_PER_BLOCK = 64;

export const packShapes = (shapes: readonly SourceShape[]): ShapeBlock => ({
  ids: shapes.map(({ shapeId }) => shapeId),
  ...packLines(shapes),
});

export function unpackShapes({ ids, ...packed }: ShapeBlock): SourceShape[] {
  return unpackLines(packed).map((line, i) => ({ shapeId: ids[i] ?? '', ...line }));
}
