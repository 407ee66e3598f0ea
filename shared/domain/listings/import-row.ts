import type { Fields } from './listing-fields.ts';

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
