import { edit, newListing, type StepContext } from '../domain/listings/editorial.ts';
import type { ImportRow } from '../domain/listings/import-row.ts';
import type { Listing } from '../domain/listings/listing.ts';
import { mergeEdits } from '../domain/listings/merge-edits.ts';
import { type PlannedRow, planImport } from '../domain/listings/plan-import.ts';
import { takeAgain } from '../domain/listings/undo-import.ts';
import type { MarkedListing } from './import-marks.ts';
import { knownListings } from './known-listings.ts';
import { loadListing, type StepWrites, writeListing } from './listing-store.ts';
import { type ListingSources, openListing, storedListing } from './open-listing.ts';

const WRITTEN_AT_ONCE = 12;

/** What rows would change of the listings that there are. */
export async function planRows(
  rows: readonly ImportRow[],
  sources: ListingSources,
  today: string,
): Promise<PlannedRow[]> {
  // Pictures come by their own form alone, which has made them.
  const plain = rows.map(({ fields: { images: _, ...fields }, ...row }) => ({ ...row, fields }));
  return planImport(plain, await knownListings(plain, sources), today);
}

/** Rows that have been taken in change nothing more: what somebody has made of their listings since is theirs. */
export const withoutTaken = (plan: readonly PlannedRow[], marks: readonly MarkedListing[]): PlannedRow[] => {
  const taken = new Set(marks.filter(({ isUndone }) => !isUndone).map(({ id }) => id));
  return plan.map((row) => {
    if ((row.action !== 'create' && row.action !== 'update') || !taken.has(row.id)) return row;
    const { line, id, name, kept } = row;
    return { action: 'unchanged', line, id, name, kept };
  });
};

/** What became of the rows of an import. */
export interface TakenRows {
  created: number;
  updated: number;
  /** Changed by somebody else meanwhile, and differently, or archived: left as they are. */
  left: number;
  /** Time was up before all were taken in. */
  isPart: boolean;
}

interface Taking {
  /** By which what is made can be found, and undone. */
  readonly importId?: string;
  readonly hasTime?: () => boolean;
}

/** Takes planned rows in as drafts. May be repeated: what was taken in changes nothing more. */
export async function takeRows(
  plan: readonly PlannedRow[],
  sources: ListingSources,
  context: StepContext,
  { importId, hasTime = () => true }: Taking = {},
): Promise<TakenRows> {
  const taken: TakenRows = { created: 0, updated: 0, left: 0, isPart: false };
  const rows = plan.filter(({ action }) => action === 'create' || action === 'update');
  // Rows of one file never mean the same listing, so none waits for another.
  for (let at = 0; at < rows.length; at += WRITTEN_AT_ONCE) {
    if (!hasTime()) return { ...taken, isPart: true };
    const some = rows
      .slice(at, at + WRITTEN_AT_ONCE)
      .map((row) =>
        takeRow(row, sources, context, (listing, before) =>
          marked(importId, listing, before, row.action === 'create'),
        ),
      );
    for (const outcome of await Promise.all(some)) if (outcome !== 'unchanged') taken[outcome]++;
  }
  return taken;
}

const marked = (
  importId: string | undefined,
  { version, changedAt, changedBy }: Listing,
  before: number,
  isNew: boolean,
): StepWrites =>
  importId === undefined
    ? {}
    : { mark: { importId, version, before, isNew, at: changedAt, by: changedBy.name, isUndone: false } };

/** One row, on top of what its listing says by now. */
async function takeRow(
  row: PlannedRow,
  sources: ListingSources,
  context: StepContext,
  markOf: (listing: Listing, before: number) => StepWrites,
): Promise<'created' | 'updated' | 'left' | 'unchanged'> {
  if (row.action === 'create' && row.isAgain) {
    const archived = await loadListing(sources.listings, row.id);
    const step = archived && takeAgain(archived, row.fields, context);
    if (!step || 'refused' in step) return 'left';
    const written = markOf(step.listing, archived.version);
    const outcome = await writeListing(sources.listings, step.listing, step.action, written);
    return outcome === 'written' ? 'created' : 'left';
  }
  if (row.action === 'create') {
    const listing = newListing(row.id, row.fields, context);
    const outcome = await writeListing(sources.listings, listing, 'imported', markOf(listing, 0));
    return outcome === 'written' ? 'created' : 'left';
  }
  if (row.action !== 'update') return 'unchanged';
  const open = await openListing(row.id, sources);
  if (!open) return 'left';
  const { fields, conflicts } = mergeEdits(row.before, row.fields, open.listing.fields);
  if (conflicts.length > 0) return 'left';
  // What is refused takes no listing over from its source.
  const tried = edit(open.listing, fields, context, 'imported');
  if ('refused' in tried) return tried.refused === 'unchanged' ? 'unchanged' : 'left';
  const stored = await storedListing(open, sources, context);
  const step = edit(stored, fields, context, 'imported');
  if ('refused' in step) return step.refused === 'unchanged' ? 'unchanged' : 'left';
  const { listing, action } = step;
  const outcome = await writeListing(sources.listings, listing, action, markOf(listing, stored.version));
  return outcome === 'written' ? 'updated' : 'left';
}
