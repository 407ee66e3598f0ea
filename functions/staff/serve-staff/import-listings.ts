import { randomUUID } from 'node:crypto';
import { importPage, importPreviewPage } from '#displays/staff/import-page.tsx';
import { readForm, type SentFile } from '#functions/runtime/form.ts';
import type { ImportFile } from '#shared/domain/listings/import-row.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { readListingCsv } from '#shared/feeds/listing-csv/read-listing-csv.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { planRows, type TakenRows, takeRows } from '#shared/store/take-rows.ts';
import {
  loadWaitingImport,
  type WaitingImport,
  writeWaitingImport,
} from '#shared/store/waiting-import-store.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';

/** As many as are taken in well before a gateway gives up. */
const MOST_ROWS = 1_500;

function readFile({ name, bytes }: SentFile): ImportFile {
  if (bytes.length === 0) throw new DomainError('invalid-input', 'Choose a file.');
  if (!/\.(csv|txt|tsv)$/i.test(name))
    throw new DomainError('invalid-input', 'Choose a file that ends in .csv.');
  const file = readListingCsv(bytes);
  if (file.rows.length > MOST_ROWS)
    throw new DomainError('invalid-input', `Choose a file of at most ${MOST_ROWS} rows, or cut it in two.`);
  return file;
}

/** Many listings at once: looked at row by row first, taken in as drafts then. */
export function importRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { listings, config } = dependencies;

  async function waitingOf(request: StaffRequest): Promise<WaitingImport> {
    const { importId = '' } = request.pathParameters;
    const isName = /^[\w-]{1,64}$/.test(importId);
    const waiting = isName && (await loadWaitingImport(listings, importId, request.member.subject));
    if (!waiting)
      throw new DomainError('not-found', 'This import is not there any more. Send the file again.');
    return waiting;
  }

  const planOf = ({ now }: StaffRequest, { rows }: WaitingImport) =>
    planRows(rows, dependencies, wallClockAt(now, config.timeZone).date);

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
      const plan = await planOf(request, waiting);
      const { importId = '' } = request.pathParameters;
      const counts = (['created', 'updated', 'left'] as const).map((name) => {
        const text = request.query.get(name) ?? '';
        return [name, /^\d{1,6}$/.test(text) ? Number(text) : 0] as const;
      });
      const done = request.query.has('created') ? (Object.fromEntries(counts) as unknown as TakenRows) : null;
      return staffHtml(importPreviewPage({ id: importId, waiting, plan, done }, request.around));
    },

    'POST /staff/import/{importId}': async (request) => {
      const waiting = await waitingOf(request);
      const taken = await takeRows(await planOf(request, waiting), dependencies, request.step);
      const { importId = '' } = request.pathParameters;
      const result = new URLSearchParams(Object.entries(taken).map(([name, count]) => [name, String(count)]));
      return seeOther(`/staff/import/${importId}?${result}`);
    },
  };
}
