import { changedUnits, type Fields, type Unit, withUnits } from './listing-fields.ts';

export interface MergedEdits {
  /** Theirs, with what only I have changed; what both have changed is still theirs. */
  readonly fields: Fields;
  /** Changed by both, and differently. */
  readonly conflicts: readonly Unit[];
  /** Changed by them alone. */
  readonly theirs: readonly Unit[];
}

/**
 * Joins two people's changes of one listing. Nothing of either is lost: what both have changed differently is named,
 * and somebody has to choose.
 */
export function mergeEdits(base: Fields, mine: Fields, theirs: Fields): MergedEdits {
  const byMe = changedUnits(base, mine);
  const byThem = changedUnits(base, theirs);
  const differing = new Set(changedUnits(mine, theirs));
  const alone = byMe.filter((unit) => !byThem.includes(unit));
  return {
    fields: withUnits(theirs, alone, mine),
    conflicts: byMe.filter((unit) => byThem.includes(unit) && differing.has(unit)),
    theirs: byThem.filter((unit) => !byMe.includes(unit)),
  };
}
