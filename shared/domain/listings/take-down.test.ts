import { describe, expect, it } from 'vitest';
import { stepBy, taken } from '#test/builders/listing-steps.ts';
import { listing, reviewer } from '#test/builders/listings.ts';
import { isPublicCopyOf } from './dispute.ts';
import { approve, submit } from './editorial.ts';
import { LISTING_STATES, type ListingState } from './listing.ts';
import type { Fields } from './listing-fields.ts';
import { takeDown } from './take-down.ts';

const shown: Fields = { name_en: 'Mill', images: 'door' };
const drafted: Fields = { name_en: 'New mill', images: 'door and hall' };
const withoutDoor = ({ images, ...others }: Fields): Fields =>
  images === 'door and hall' ? { ...others, images: 'hall' } : others;
const by = stepBy(reviewer);
const atWork = (state: ListingState) =>
  listing('mill', {
    ...{ version: 9, publicVersion: 5, state, fields: drafted, editors: ['ed'] },
    publishAt: state === 'scheduled' ? '2026-12-01T00:00:00Z' : null,
  });

describe('a picture that is taken down', () => {
  it('is gone at once where nothing else is being written', () => {
    const published = listing('mill', { version: 9, publicVersion: 9, state: 'published', fields: shown });
    const step = taken(takeDown(published, shown, withoutDoor, by));
    expect(step.action).toBe('picture-taken-down');
    expect(step.publicCopy).toBeUndefined();
    expect(step.listing).toMatchObject({ version: 10, publicVersion: 10, state: 'published' });
    expect(step.listing.fields).toEqual({ name_en: 'Mill' });
  });

  it.each(LISTING_STATES.filter((state) => state !== 'published' && state !== 'archived'))(
    'leaves what is %s on its way, without the picture and with its authors and plans',
    (state) => {
      const before = atWork(state);
      const { listing: next, publicCopy } = taken(takeDown(before, shown, withoutDoor, by));
      expect(publicCopy).toMatchObject({ version: 10, publicVersion: 10, fields: { name_en: 'Mill' } });
      expect(publicCopy && isPublicCopyOf(publicCopy, next)).toBe(true);
      const { fields, state: stays, editors, publishAt } = next;
      expect([stays, editors, publishAt]).toEqual([state, before.editors, before.publishAt]);
      expect(fields).toEqual({ name_en: 'New mill', images: 'hall' });
    },
  );

  it('does not let anybody approve their own work by it', () => {
    const own = { ...atWork('draft'), editors: [reviewer.subject] };
    const { listing: next } = taken(takeDown(own, shown, withoutDoor, by));
    const submitted = taken(submit(next, by)).listing;
    expect(approve(submitted, { publishAt: null, unpublishAt: null }, true, by)).toEqual({
      refused: 'own-work',
    });
  });

  it('has to be public', () => {
    expect(takeDown(listing('mill'), {}, withoutDoor, by)).toEqual({ refused: 'wrong-state' });
    expect(takeDown(atWork('draft'), { name_en: 'Mill' }, withoutDoor, by)).toEqual({ refused: 'unchanged' });
  });
});
