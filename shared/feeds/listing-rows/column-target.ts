import { type ColumnMapping, isListingColumn, SPECIAL_COLUMNS } from '../../contracts/listing-columns.ts';
import {
  FACT_PARTS,
  LISTING_LANGUAGES,
  noteField,
  PLAIN_FIELDS,
  partField,
  TEXT_FIELDS,
  valueField,
} from '../../domain/listings/listing-fields.ts';
import { FACT_IDS } from '../../domain/places/fact-dictionary.ts';

const normal = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

const familiar: ReadonlyMap<string, string> = new Map([
  ...[
    ...SPECIAL_COLUMNS,
    ...PLAIN_FIELDS,
    ...TEXT_FIELDS.flatMap((text) => LISTING_LANGUAGES.map((language) => `${text}_${language}`)),
    ...FACT_IDS.flatMap((id) => [
      id,
      valueField(id) ?? id,
      ...FACT_PARTS.map((part) => partField(id, part)),
      ...LISTING_LANGUAGES.map((language) => noteField(id, language)),
    ]),
  ]
    .filter(isListingColumn)
    .map((name) => [normal(name), name] as const),
  // The open data has notes in English alone.
  ...FACT_IDS.map((id) => [normal(`${id}_note`), noteField(id, 'en')] as const),
]);

/** The field that a column of the file is, by the mapping or by its name, however that is written; or none. */
export function targetFinder(mapping: ColumnMapping = {}): (column: string) => string | undefined {
  const mapped = new Map(Object.entries(mapping).map(([theirs, field]) => [theirs.trim(), field]));
  return (column) => {
    const name = column.trim();
    return mapped.get(name) ?? (isListingColumn(name) ? name : familiar.get(normal(name)));
  };
}
