import * as z from 'zod/mini';
import { PLACE_KINDS } from '../domain/places/place.ts';
import type { Tombstone } from '../domain/places/tombstone.ts';
import type { DataStore } from './data-store.ts';
import { publicationSchema } from './place-summary-schema.ts';
import { loadPart, type PartRef } from './snapshot-part.ts';

/** All of them are one part of the snapshot: read when somebody asks for a place that is not there, and by publishing. */
export const TOMBSTONES = 'SNAPSHOT#GONE';

const tombstonesSchema: z.ZodMiniType<Tombstone[]> = z.array(
  z.looseObject({
    id: z.string(),
    slug: z.string(),
    kind: z.enum(PLACE_KINDS),
    origin: z.string(),
    revision: z.object({ number: z.number(), digest: z.string() }),
    by: z.string(),
    removed: publicationSchema,
  }),
);

/** AP-14: undefined when they are superseded. */
export async function loadTombstones(
  store: DataStore,
  ref: PartRef | null | undefined,
  consistent = false,
): Promise<Tombstone[] | undefined> {
  return ref ? loadPart(store, TOMBSTONES, ref, tombstonesSchema, consistent) : [];
}
