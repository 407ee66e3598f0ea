import { isFactId } from '../places/fact-dictionary.ts';
import {
  changedUnits,
  FACT_PARTS,
  type FactPart,
  type Fields,
  isSame,
  partField,
  type Unit,
  unitOf,
} from './listing-fields.ts';

/** What differs between two versions of a listing, in the order of the forms. */
export interface ListingChanges {
  /** What a visitor reads otherwise. */
  readonly content: readonly Unit[];
  /** What says the same as before, by another source, in another way or on another day. */
  readonly provenance: readonly Unit[];
}

const SOURCE_FIELDS: ReadonlySet<Unit> = new Set(['source_name', 'source_url', 'source_licence']);

/** A mark that something is questioned is for visitors; the rest is how an answer is known. */
const isProvenance = (part: FactPart) => part !== 'disputed';

function withoutProvenance(fields: Fields, unit: Unit): Fields {
  if (!isFactId(unit)) return SOURCE_FIELDS.has(unit) ? {} : { [unit]: fields[unit] ?? '' };
  const parts = new Set(FACT_PARTS.filter(isProvenance).map((part) => partField(unit, part)));
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => unitOf(name) === unit && !parts.has(name)),
  );
}

/** Apart, because twenty dates of one visit would hide the one answer that has changed. */
export function listingChanges(before: Fields, after: Fields): ListingChanges {
  const units = changedUnits(before, after);
  const isContent = (unit: Unit) => !isSame(withoutProvenance(before, unit), withoutProvenance(after, unit));
  return { content: units.filter(isContent), provenance: units.filter((unit) => !isContent(unit)) };
}
