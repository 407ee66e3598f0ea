import { isFactId } from '../places/fact-dictionary.ts';
import { type Fields, partField, unitOf } from './listing-fields.ts';

/** What staff may send in one file: what a function is handed, and what a page is made of before a gateway gives up. */
export const MOST_SENT_BYTES = 4_500_000;
export const MOST_SENT_ROWS = 1_500;

/** A listing as a file from outside has it: texts by field, as they stand there. */
export interface ImportRow {
  /** Where it begins, from 1: a line of CSV or of a calendar, a feature of GeoJSON. */
  readonly line: number;
  /** What the file calls it. */
  readonly id?: string | undefined;
  readonly fields: Fields;
}

/** What is wrong with one field. */
export interface FieldFault {
  readonly field: string;
  readonly reason: string;
}

/** A record that cannot be read as a listing at all. */
export interface RejectedRow extends FieldFault {
  readonly line: number;
  readonly id: string | null;
}

export interface ImportFile {
  readonly rows: readonly ImportRow[];
  readonly rejected: readonly RejectedRow[];
  /** What nobody here knows the meaning of, by name; their cells are left out. */
  readonly unknownColumns: readonly string[];
}

const origins: ReadonlySet<string> = new Set(['source_name', 'source_url', 'source_licence', 'invented']);

/** Whether a field says whose word a listing or a fact is: no form asks for it, and no file that staff send says it. */
export function isOrigin(field: string): boolean {
  const unit = unitOf(field);
  if (unit === undefined || !isFactId(unit)) return origins.has(field);
  return field === partField(unit, 'source') || field === partField(unit, 'source_url');
}

/** Rows without what they say of whose word they are. What listings say of it already stays, also as a file has it. */
export function withoutOrigins(rows: readonly ImportRow[]): {
  readonly rows: readonly ImportRow[];
  /** Fields that were there. */
  readonly leftOut: readonly string[];
} {
  const leftOut = new Set<string>();
  const plain = rows.map((row) => ({
    ...row,
    fields: Object.fromEntries(
      Object.entries(row.fields).filter(([field]) => {
        if (isOrigin(field)) leftOut.add(field);
        return !isOrigin(field);
      }),
    ),
  }));
  return { rows: plain, leftOut: [...leftOut] };
}
