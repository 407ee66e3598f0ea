import { checkValues } from './check-values.ts';
import type { FieldFault, ImportRow } from './import-row.ts';
import type { Fields, Unit } from './listing-fields.ts';
import { identityOf, type KnownListing, nameIn, RowMatcher } from './match-rows.ts';
import { type KeptUnit, mergeImported } from './merge-import.ts';

interface Planned {
  readonly line: number;
  /** Of the listing; of a refused row null where it means none that is known. */
  readonly id: string | null;
  /** Of the listing, to call it by; null: it has none yet. */
  readonly name: string | null;
}

interface Taken extends Planned {
  readonly id: string;
  /** What the row says otherwise, and why it does not count. */
  readonly kept: readonly KeptUnit[];
}

/** What an import would do with a row. */
export type PlannedRow =
  | (Taken & {
      readonly action: 'create';
      readonly fields: Fields;
      /** Under the id that it had when its import was undone. */
      readonly isAgain?: true;
    })
  | (Taken & {
      readonly action: 'update';
      /** What the plan was made against: whoever carries it out joins later edits to it. */
      readonly before: Fields;
      readonly fields: Fields;
      readonly changed: readonly Unit[];
      /** Is a draft again by it: was waiting for a reviewer, or for the day on which it was to be published. */
      readonly takenOutOf?: 'in-review' | 'scheduled';
    })
  | (Taken & { readonly action: 'unchanged' })
  | (Planned & {
      readonly action: 'refused';
      readonly faults: readonly [FieldFault, ...FieldFault[]];
    });

export type ImportAction = PlannedRow['action'];

/**
 * What it would mean to take rows in. To carry it out and to plan again changes nothing more; nothing that is known
 * becomes unknown. A row is refused for what makes it unusable; whether a listing can be published is asked later.
 * @param today YYYY-MM-DD: a check that lies ahead of it is a mistyped one
 */
export function planImport(
  rows: readonly ImportRow[],
  known: readonly KnownListing[],
  today: string,
): PlannedRow[] {
  const matcher = new RowMatcher(known, rows);
  return rows.map((row) => planRow(row, matcher, today));
}

const NOTHING: Fields = {};

function planRow(row: ImportRow, matcher: RowMatcher, today: string): PlannedRow {
  const { line } = row;
  const match = matcher.match(row, checkValues(identityOf(row.fields), today).said);
  const isAgain = match.known?.isUndone === true;
  const before = isAgain ? NOTHING : (match.known?.fields ?? NOTHING);
  const { said, faults } = checkValues(row.fields, today, before);
  const name = nameIn(said) ?? nameIn(before) ?? null;
  const refused = (fault: FieldFault, more: readonly FieldFault[]): PlannedRow => {
    const id = match.known?.id ?? row.id ?? null;
    return { action: 'refused', line, id, name, faults: [fault, ...more] };
  };
  if ('fault' in match) return refused(match.fault, faults);
  const [fault, ...more] = faults;
  if (fault) return refused(fault, more);
  const { fields, changed, kept } = mergeImported(before, said);
  if (!match.known) {
    const { id, slug } = match;
    return { action: 'create', line, id, name, fields: { ...fields, slug }, kept };
  }
  const { id, state } = match.known;
  if (isAgain) {
    const { slug } = match.known.fields;
    const anew = { ...(slug !== undefined && { slug }), ...fields };
    matcher.accept(match.known, anew);
    return { action: 'create', line, id, name, fields: anew, kept, isAgain };
  }
  matcher.accept(match.known, fields);
  if (changed.length === 0) return { action: 'unchanged', line, id, name, kept };
  const takenOutOf = state === 'in-review' || state === 'scheduled' ? state : undefined;
  return {
    ...{ action: 'update', line, id, name, before, fields, changed, kept },
    ...(takenOutOf && { takenOutOf }),
  };
}
