import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedUnits, type Fields, fieldsByUnit } from './listing-fields.ts';
import { mergeEdits } from './merge-edits.ts';

const base: Fields = { name_en: 'Mill', telephone: '01738 000000', stepFreeEntrance: 'yes' };

describe('two people who change one listing', () => {
  it('both keep what only they have changed', () => {
    const mine = { ...base, name_en: 'The Mill' };
    const theirs = { ...base, telephone: '01738 111111' };
    expect(mergeEdits(base, mine, theirs)).toEqual({
      fields: { ...base, name_en: 'The Mill', telephone: '01738 111111' },
      conflicts: [],
      theirs: ['telephone'],
    });
  });

  it('have to choose where both have changed the same', () => {
    const merged = mergeEdits(base, { ...base, name_en: 'Old Mill' }, { ...base, name_en: 'New Mill' });
    expect(merged).toEqual({ fields: { ...base, name_en: 'New Mill' }, conflicts: ['name_en'], theirs: [] });
  });

  it('agree without being asked', () => {
    const same = { ...base, name_en: 'Old Mill' };
    expect(mergeEdits(base, same, same)).toEqual({ fields: same, conflicts: [], theirs: [] });
  });

  it('meet over a fact as a whole: its answer and its date belong together', () => {
    const mine = { ...base, stepFreeEntrance_verified: '2026-05-01' };
    const { stepFreeEntrance: _, ...theirs } = base;
    expect(mergeEdits(base, mine, theirs).conflicts).toEqual(['stepFreeEntrance']);
  });

  const listing = fc.dictionary(
    fc.constantFrom('name_en', 'name_gd', 'kind', 'lift', 'lift_note_en', 'lift_verified', 'aisleWidth_cm'),
    fc.constantFrom('a', 'b', 'c'),
    { noNullPrototype: true },
  );
  it('lose nothing: whatever somebody has changed is in the result or named', () => {
    fc.assert(
      fc.property(listing, listing, listing, (before, mine, theirs) => {
        const { fields, conflicts } = mergeEdits(before, mine, theirs);
        const result = fieldsByUnit(fields);
        for (const unit of changedUnits(before, theirs)) {
          expect(result.get(unit)).toEqual(fieldsByUnit(theirs).get(unit));
        }
        for (const unit of changedUnits(before, mine)) {
          if (!conflicts.includes(unit)) expect(result.get(unit)).toEqual(fieldsByUnit(mine).get(unit));
        }
      }),
    );
  });
});
