import { unitOf } from '../domain/listings/listing-fields.ts';

/** Fields by the names that a source has for them. */
export type ColumnMapping = Readonly<Record<string, string>>;

/** Columns of the open data that are more or less than one field of a listing. */
export const SPECIAL_COLUMNS = [
  'id',
  'name',
  'name_language',
  'description',
  'description_language',
  // Made anew by whatever is written.
  'date_modified',
] as const;

/** What a column of a file of listings may be called, or mapped to. Pictures do not come in files of texts. */
export const isListingColumn = (name: string): boolean =>
  (SPECIAL_COLUMNS as readonly string[]).includes(name) || (name !== 'images' && unitOf(name) !== undefined);
