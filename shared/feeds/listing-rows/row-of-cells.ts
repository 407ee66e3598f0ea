import type { FieldFault, ImportRow } from '../../domain/listings/import-row.ts';
import { tidied, unitOf } from '../../domain/listings/listing-fields.ts';
import { slugify } from '../../domain/listings/slugify.ts';
import { MOST_CELL } from './limits.ts';

/** Cells by target (see targetFinder). */
export type Cells = ReadonlyMap<string, string>;

const MOST_ID = 80;

/** What a file calls a record, in the form of our ids; that of our own stays as it is. */
export const recordId = (text: string): string | undefined =>
  (/^[a-z0-9][a-z0-9-]*$/.test(text) ? text : slugify(text)).slice(0, MOST_ID) || undefined;

type ReadRow = { readonly row: ImportRow } | { readonly id: string | undefined; readonly fault: FieldFault };

/** Texts of the open data stand in one column, and their language in the next: a listing has a field for each. */
function languageField(head: 'name' | 'description', cells: Cells): string | FieldFault {
  const language = cells.get(`${head}_language`)?.trim() || 'en';
  const field = `${head}_${language}`;
  return unitOf(field) === undefined ? { field: `${head}_language`, reason: 'is no language tag' } : field;
}

/** The row that a record's cells make, or what keeps them from being one. Blanks are left out. */
export function rowOfCells(line: number, cells: Cells): ReadRow {
  const id = recordId(cells.get('id')?.trim() ?? '');
  const fields = new Map<string, string>();
  for (const [column, text] of cells) {
    if (text.length > MOST_CELL)
      return { id, fault: { field: column, reason: `is longer than ${MOST_CELL} characters` } };
    if (unitOf(column) !== undefined) fields.set(column, text);
  }
  for (const head of ['name', 'description'] as const) {
    const text = cells.get(head)?.trim() ?? '';
    if (text === '') continue;
    const field = languageField(head, cells);
    if (typeof field !== 'string') return { id, fault: field };
    if ((fields.get(field)?.trim() ?? '') === '') fields.set(field, text);
  }
  return { row: { line, ...(id !== undefined && { id }), fields: tidied(Object.fromEntries(fields)) } };
}
