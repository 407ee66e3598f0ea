import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listingChanges } from './listing-changes.ts';
import { changedUnits, type Fields } from './listing-fields.ts';

const known = { lift: 'yes', lift_verified: '2026-01-01', lift_source: 'Council', name_en: 'Mill' };

describe('what differs between two versions', () => {
  it.each<[string, Fields, string[], string[]]>([
    ['another answer', { lift: 'no' }, ['lift'], []],
    ['another note', { lift_note_gd: 'Air cùl na bùtha' }, ['lift'], []],
    ['a mark that it is questioned', { lift_disputed: 'yes' }, ['lift'], []],
    ['another day', { lift_verified: '2026-11-01' }, [], ['lift']],
    ['another source, way and day to look again', owned(), [], ['lift']],
    ['an answer with its source', { lift: 'no', ...owned() }, ['lift'], []],
    ['another name', { name_en: 'Old Mill' }, ['name_en'], []],
    [
      'another source of the listing',
      { source_name: 'Venue', source_licence: 'x' },
      [],
      ['source_name', 'source_licence'],
    ],
    ['nothing', {}, [], []],
  ])('%s', (_, change, content, provenance) => {
    expect(listingChanges(known, { ...known, ...change })).toEqual({ content, provenance });
  });

  it('stands in one of the two lists, and in one alone', () => {
    const names = ['name_en', 'lift', 'lift_source', 'lift_disputed', 'source_name', 'images'];
    const fields = fc.dictionary(fc.constantFrom(...names), fc.constantFrom('a', 'b'), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(fields, fields, (before, after) => {
        const { content, provenance } = listingChanges(before, after);
        expect([...content, ...provenance].sort()).toEqual(changedUnits(before, after).sort());
      }),
    );
  });
});

function owned(): Fields {
  return {
    lift_source: 'The Mill',
    lift_source_url: 'https://mill.example/',
    lift_method: 'operator-statement',
    lift_review_by: '2029-01-01',
  };
}
