import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listing, reviewer, writer } from '#test/builders/listings.ts';
import { edit } from './editorial.ts';
import { LISTING_STATES, type Listing } from './listing.ts';
import { undoImport } from './undo-import.ts';

const by = { actor: reviewer, now: '2026-11-23T12:00:00Z' };
const imported = (before: Listing) => {
  const step = edit(before, { ...before.fields, telephone: '1' }, { ...by, actor: writer }, 'imported');
  if ('refused' in step) throw new Error(step.refused);
  return step.listing;
};

describe('an import that is undone', () => {
  it('leaves each listing saying what it said, public what was public, and nothing to be published by itself', () => {
    const states = LISTING_STATES.filter((state) => state !== 'archived');
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.option(fc.integer({ min: 1, max: 5 })),
        fc.option(fc.constantFrom('2027-01-01T00:00:00Z')),
        (state, publicVersion, at) => {
          const before = listing('mill', {
            version: 5,
            state,
            publicVersion,
            publishAt: at,
            unpublishAt: at,
          });
          const step = undoImport(imported(before), before, by);
          if ('refused' in step) throw new Error(step.refused);
          const { fields, version, editors } = step.listing;
          expect({ fields, version, editors }).toEqual({
            fields: before.fields,
            version: 7,
            editors: before.editors,
          });
          expect(step.listing.publicVersion).toBe(publicVersion);
          expect(step.listing.unpublishAt).toBe(at);
          expect(step.listing.publishAt).toBeNull();
          expect(step.listing.state).toBe(state === 'published' ? 'published' : 'draft');
        },
      ),
    );
  });

  it('archives what it has made', () => {
    const step = undoImport(listing('mill'), undefined, by);
    expect(step).toMatchObject({ action: 'import-undone', listing: { state: 'archived', version: 2 } });
  });

  it.each(LISTING_STATES.filter((state) => state !== 'draft'))(
    'takes nothing back of what is no draft any more: %s',
    (state) => {
      expect(undoImport(listing('mill', { state }), undefined, by)).toEqual({ refused: 'wrong-state' });
      expect(undoImport(listing('mill', { state }), listing('mill'), by)).toEqual({ refused: 'wrong-state' });
    },
  );

  it('archives nothing that is public', () => {
    const made = listing('mill', { publicVersion: 1 });
    expect(undoImport(made, undefined, by)).toEqual({ refused: 'wrong-state' });
  });
});
