import { randomUUID } from 'node:crypto';
import { importPage, importPreviewPage } from '#displays/staff/import-page.tsx';
import { readForm, type SentFile } from '#functions/runtime/form.ts';
import { edit, newListing } from '#shared/domain/listings/editorial.ts';
import type { ImportFile } from '#shared/domain/listings/import-row.ts';
import { mergeEdits } from '#shared/domain/listings/merge-edits.ts';
import { type PlannedRow, planImport } from '#shared/domain/listings/plan-import.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { readListingCsv } from '#shared/feeds/listing-csv/read-listing-csv.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { writeListing } from '#shared/store/listing-store.ts';
import {
  loadWaitingImport,
  type WaitingImport,
  writeWaitingImport,
} from '#shared/store/waiting-import-store.ts';
import { knownListings } from './known-listings.ts';
import { type OpenListing, openListing, storedListing } from './open-listing.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';

const WRITTEN_AT_ONCE = 12;

/** What became of the rows of an import. */
interface Taken {
  created: number;
  updated: number;
  /** Changed by somebody else meanwhile, and differently: left as they are. */
  left: number;
}

function readFile({ name, bytes }: SentFile): ImportFile {
  if (bytes.length === 0) throw new DomainError('invalid-input', 'Choose a file.');
  if (!/\.(csv|txt|tsv)$/i.test(name))
    throw new DomainError('invalid-input', 'Choose a file that ends in .csv.');
  return readListingCsv(bytes);
}

/** Many listings at once: looked at row by row first, taken in as drafts then. */
export function importRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { listings, config } = dependencies;

  async function waitingOf(request: StaffRequest): Promise<WaitingImport> {
    const { importId = '' } = request.pathParameters;
    const waiting = await loadWaitingImport(listings, importId, request.member.subject);
    if (!waiting)
      throw new DomainError('not-found', 'This import is not there any more. Send the file again.');
    return waiting;
  }

  async function planOf(request: StaffRequest, { rows }: WaitingImport) {
    const known = await knownListings(rows, dependencies);
    const today = wallClockAt(request.now, config.timeZone).date;
    return { known, plan: planImport(rows, known, today) };
  }

  /** One row, on top of what the listing says by now. */
  async function takeRow(row: PlannedRow, open: OpenListing | null, request: StaffRequest, taken: Taken) {
    if (row.action === 'create') {
      const listing = newListing(row.id, row.fields, request.step);
      const written = await writeListing(listings, listing, 'imported');
      if (written === 'written') taken.created++;
      else taken.left++;
    }
    if (row.action !== 'update' || !open) return;
    const current = await storedListing(open, dependencies, request.step);
    const { fields, conflicts } = mergeEdits(row.before, row.fields, current.fields);
    const step = conflicts.length > 0 ? undefined : edit(current, fields, request.step, 'imported');
    if (step && 'refused' in step && step.refused === 'unchanged') return;
    const isWritten =
      step && 'listing' in step && (await writeListing(listings, step.listing, step.action)) === 'written';
    if (isWritten) taken.updated++;
    else taken.left++;
  }

  return {
    'GET /staff/import': (request) => staffHtml(importPage([], request.around)),

    'POST /staff/import': async (request) => {
      const form = await readForm(request);
      let file: ImportFile;
      const sent = form.file('file') ?? { name: '', bytes: new Uint8Array() };
      try {
        file = readFile(sent);
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind !== 'invalid-input') throw error;
        return staffHtml(importPage([{ field: 'file', message: error.message }], request.around), 400);
      }
      const id = randomUUID();
      const waiting: WaitingImport = {
        subject: request.member.subject,
        fileName: sent.name.slice(0, 200),
        rows: file.rows.map(({ line, id: own, fields }) => ({
          line,
          ...(own !== undefined && { id: own }),
          fields: { ...fields },
        })),
        rejected: file.rejected.map((row) => ({ ...row })),
        unknownColumns: [...file.unknownColumns],
      };
      await writeWaitingImport(listings, id, waiting, request.now);
      return seeOther(`/staff/import/${id}`);
    },

    'GET /staff/import/{importId}': async (request) => {
      const waiting = await waitingOf(request);
      const { plan } = await planOf(request, waiting);
      const { importId = '' } = request.pathParameters;
      const counts = (['created', 'updated', 'left'] as const).map((name) => {
        const text = request.query.get(name) ?? '';
        return [name, /^\d{1,6}$/.test(text) ? Number(text) : 0] as const;
      });
      const done = request.query.has('created') ? (Object.fromEntries(counts) as unknown as Taken) : null;
      return staffHtml(importPreviewPage({ id: importId, waiting, plan, done }, request.around));
    },

    'POST /staff/import/{importId}': async (request) => {
      const waiting = await waitingOf(request);
      const { plan, known } = await planOf(request, waiting);
      const opened = new Map(known.map(({ id, open }) => [id, open]));
      const taken: Taken = { created: 0, updated: 0, left: 0 };
      const rows = plan.filter(({ action }) => action === 'create' || action === 'update');
      for (let at = 0; at < rows.length; at += WRITTEN_AT_ONCE) {
        await Promise.all(
          rows.slice(at, at + WRITTEN_AT_ONCE).map(async (row) => {
            const open = row.id === null ? null : (opened.get(row.id) ?? null);
            // Rows of one file never mean the same listing, so none waits for another.
            const now = open && (await openListing(open.listing.id, dependencies));
            await takeRow(row, now ?? open, request, taken);
          }),
        );
      }
      const { importId = '' } = request.pathParameters;
      const result = new URLSearchParams(Object.entries(taken).map(([name, count]) => [name, String(count)]));
      return seeOther(`/staff/import/${importId}?${result}`);
    },
  };
}
