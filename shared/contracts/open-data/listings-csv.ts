import { stringify } from 'csv-stringify/sync';
import {
  FACT_PARTS,
  type Fields,
  inOrder,
  partField,
  type Unit,
  unitOf,
  valueField,
} from '../../domain/listings/listing-fields.ts';
import { isFactId } from '../../domain/places/fact-dictionary.ts';
import { inertCell } from '../spreadsheet-text.ts';

/** Of one unit: the answer, its measure, its evidence, then notes by language. */
function placeIn(unit: Unit, field: string): number {
  if (!isFactId(unit)) return 0;
  const first = [unit, valueField(unit), ...FACT_PARTS.map((part) => partField(unit, part))];
  const at = first.indexOf(field);
  return at === -1 ? first.length : at;
}

function columnsOf(listings: readonly { readonly fields: Fields }[]): string[] {
  const fields = new Set(listings.flatMap((listing) => Object.keys(listing.fields)));
  const byUnit = new Map<Unit, string[]>();
  for (const field of [...fields].sort()) {
    const unit = unitOf(field);
    // Nobody edits pictures in a spreadsheet.
    if (unit !== undefined && unit !== 'images') byUnit.set(unit, [...(byUnit.get(unit) ?? []), field]);
  }
  return inOrder(byUnit.keys()).flatMap((unit) =>
    (byUnit.get(unit) ?? []).sort((a, b) => placeIn(unit, a) - placeIn(unit, b)),
  );
}

/**
 * Listings as staff edit them, as CSV: a row each, a column for each field that one of them has, by the field's own
 * name and always in the same order. Read again it is the same listings, also after a spreadsheet has had it.
 */
export function listingsCsv(listings: readonly { readonly id: string; readonly fields: Fields }[]): string {
  const columns = columnsOf(listings);
  return stringify(
    listings.map(({ id, fields }) => [id, ...columns.map((field) => inertCell(fields[field] ?? ''))]),
    {
      bom: true,
      header: true,
      columns: ['id', ...columns],
      record_delimiter: 'windows',
      // Blanks at the ends and lone line ends are otherwise lost on many readers.
      quoted_match: /^\s|\s$|[\r\n]/,
    },
  );
}
