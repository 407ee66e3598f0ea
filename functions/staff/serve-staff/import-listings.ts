import { randomUUID } from 'node:crypto';
import { importPage } from '#displays/staff/import-page.tsx';
import { importPreviewPage } from '#displays/staff/import-preview-page.tsx';
import { readForm, type SentFile } from '#functions/runtime/form.ts';
import { MOST_SENT_BYTES, MOST_SENT_ROWS, withoutOrigins } from '#shared/domain/listings/import-row.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import type { ListingFile, readListingFile } from '#shared/feeds/listing-file/read-listing-file.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { loadImportMarks } from '#shared/store/import-marks.ts';
import { planRows, takeRows, withoutTaken } from '#shared/store/take-rows.ts';
import {
  loadWaitingImport,
  type WaitingImport,
  writeWaitingImport,
} from '#shared/store/waiting-import-store.ts';
import { numberIn } from './query-number.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';
import { hasTime } from './working-time.ts';

async function readFile(
  { name, bytes }: SentFile,
  context: Parameters<typeof readListingFile>[2],
): Promise<ListingFile> {
  if (bytes.length === 0) throw new DomainError('invalid-input', 'Choose a file.');
  if (bytes.length > MOST_SENT_BYTES)
    throw new DomainError('invalid-input', `Choose a file of at most ${MOST_SENT_BYTES / 1e6} MB.`);
  // A fifth of the code, and few requests bring a file.
  const reader = await import('#shared/feeds/listing-file/read-listing-file.ts');
  const file = reader.readListingFile(bytes, name, context);
  if (file.rows.length > MOST_SENT_ROWS)
    throw new DomainError(
      'invalid-input',
      `Choose a file of at most ${MOST_SENT_ROWS} rows, or cut it in two.`,
    );
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

  async function planOf({ now, pathParameters }: StaffRequest, { rows }: WaitingImport) {
    const plan = await planRows(rows, dependencies, wallClockAt(now, config.timeZone).date);
    return withoutTaken(plan, await loadImportMarks(listings, pathParameters.importId ?? ''));
  }

  return {
    'GET /staff/import': (request) => staffHtml(importPage([], request.around)),

    'POST /staff/import': async (request) => {
      const form = await readForm(request);
      let file: ListingFile;
      const sent = form.file('file') ?? { name: '', bytes: new Uint8Array() };
      try {
        file = await readFile(sent, { timeZone: config.timeZone, now: request.now });
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind !== 'invalid-input') throw error;
        return staffHtml(importPage([{ field: 'file', message: error.message }], request.around), 400);
      }
      const id = randomUUID();
      const { rows, leftOut } = withoutOrigins(file.rows);
      const waiting: WaitingImport = {
        subject: request.member.subject,
        fileName: sent.name.slice(0, 200),
        format: file.format,
        encoding: file.encoding,
        leftOut: [...leftOut],
        rows: rows.map(({ line, id: own, fields }) => ({
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
      const { query, pathParameters } = request;
      const done = query.has('created')
        ? {
            created: numberIn(query, 'created'),
            updated: numberIn(query, 'updated'),
            left: numberIn(query, 'left'),
            isPart: query.has('part'),
          }
        : null;
      const page = numberIn(query, 'page') || 1;
      const { importId = '' } = pathParameters;
      return staffHtml(importPreviewPage({ id: importId, waiting, plan, done, page }, request.around));
    },

    'POST /staff/import/{importId}': async (request) => {
      const waiting = await waitingOf(request);
      const { importId = '' } = request.pathParameters;
      const plan = await planOf(request, waiting);
      const { isPart, ...taken } = await takeRows(plan, dependencies, request.step, {
        importId,
        hasTime: () => hasTime(request, dependencies),
      });
      const result = new URLSearchParams(Object.entries(taken).map(([name, count]) => [name, String(count)]));
      if (isPart) result.set('part', '1');
      return seeOther(`/staff/import/${importId}?${result}`);
    },
  };
}
