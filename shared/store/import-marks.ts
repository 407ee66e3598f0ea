import * as z from 'zod/mini';
import type { DataStore } from './data-store.ts';
import type { Item } from './packed-item.ts';
import { queryItems } from './read-items.ts';

/** What an import has made of a listing. */
export interface ImportMark {
  readonly importId: string;
  /** That it has made. */
  readonly version: number;
  /** That was there before; 0: none, the listing is new. */
  readonly before: number;
  /** There was none, or only one that an import had made and that was undone. */
  readonly isNew: boolean;
  /** ISO 8601. */
  readonly at: string;
  /** Name of who has taken it in. */
  readonly by: string;
  readonly isUndone: boolean;
}

const markSchema = z.object({
  importId: z.string(),
  version: z.number(),
  before: z.number(),
  isNew: z.optional(z.boolean()),
  at: z.string(),
  by: z.string(),
  isUndone: z.boolean(),
});

const importKey = (importId: string) => `IMPORT#${importId}`;
const MADE = 'MADE#';

/** Who would undo an import later than that undoes it by hand; the histories of its listings stay. */
export const KEPT_DAYS = 90;
const DAY_SECONDS = 86_400;

/** Written with the listing's version, all or nothing. */
export const markItem = (id: string, mark: ImportMark): Item => ({
  pk: { S: importKey(mark.importId) },
  sk: { S: `${MADE}${id}` },
  body: { S: JSON.stringify(mark) },
  ttl: { N: String(Math.floor(Date.parse(mark.at) / 1000) + KEPT_DAYS * DAY_SECONDS) },
});

export interface MarkedListing extends ImportMark {
  readonly id: string;
}

/** AP-29: everything that an import has made, in the order of the listings' ids. */
export async function loadImportMarks(store: DataStore, importId: string): Promise<MarkedListing[]> {
  const items = await queryItems(store, importKey(importId), MADE, true);
  return items.map((item) => {
    const { isNew, ...mark } = z.parse(markSchema, JSON.parse(item.body?.S ?? 'null'));
    // Older code has not said it.
    return { id: item.sk?.S?.slice(MADE.length) ?? '', ...mark, isNew: isNew ?? mark.before === 0 };
  });
}
