import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readListing } from '#shared/contracts/read-listing.ts';
import { stepBy, taken } from '#test/builders/listing-steps.ts';
import { listing as aListing } from '#test/builders/listings.ts';
import { fitOf, VERDICTS } from '../places/fit.ts';
import { confirm, dispute, disputedAs, isDisputed, isPublicCopyOf } from './dispute.ts';
import { approve, publishScheduled, sendBack, submit } from './editorial.ts';
import { LISTING_STATES, type Listing, type ListingState } from './listing.ts';
import { changedUnits, type Fields } from './listing-fields.ts';

const moderator = { subject: 'mo', name: 'Mo' };
const context = stepBy(moderator);
const publisher = stepBy({ subject: 'pat', name: 'Pat' }, '2026-11-23T12:00:00Z');
const check = { method: 'on-site-survey', verified: '2026-11-20' } as const;

const said: Fields = {
  name_en: 'Old Mill',
  kind: 'attraction',
  slug: 'old-mill',
  latitude: '56.4',
  longitude: '-3.4',
  lift: 'yes',
  lift_verified: '2026-01-01',
  lift_method: 'operator-statement',
  lift_note_en: 'Behind the shop.',
};
const listing = (more: Partial<Listing> = {}): Listing =>
  aListing('old-mill', {
    version: 7,
    state: 'published',
    fields: said,
    publicVersion: 7,
    editors: [],
    owners: ['owner@example.org'],
    ...more,
  });
const drafted = { ...said, name_en: 'New Mill', telephone: '01738 000000' };
/** Somebody writes the next version, or waits for it, while an older one is public. */
const atWork = (state: ListingState, fields: Fields = drafted) =>
  listing({
    version: 9,
    publicVersion: 5,
    editors: ['ed'],
    state,
    fields,
    publishAt: state === 'scheduled' ? '2026-12-01T00:00:00Z' : null,
    comment: state === 'draft' ? 'Say more.' : null,
  });

const marked = { ...said, lift_disputed: 'yes' };

describe('a fact that is questioned', () => {
  it('is so in public at once, where nothing else is being written', () => {
    const step = taken(dispute(listing(), said, 'lift', context));
    expect(step.action).toBe('disputed');
    expect(step.publicCopy).toBeUndefined();
    expect(step.listing).toEqual(
      listing({
        version: 8,
        publicVersion: 8,
        fields: marked,
        changedBy: moderator,
        changedAt: context.now,
      }),
    );
  });

  it.each(['draft', 'in-review', 'scheduled'] as const)(
    'is so in public and in the next version, without publishing that: %s',
    (state) => {
      const before = atWork(state);
      const { publicCopy, listing: after } = taken(dispute(before, said, 'lift', context));
      expect(publicCopy).toMatchObject({
        version: 10,
        publicVersion: 10,
        state: 'published',
        fields: marked,
      });
      expect(after).toEqual({
        ...before,
        version: 11,
        publicVersion: 10,
        fields: { ...drafted, lift_disputed: 'yes' },
        changedBy: moderator,
        changedAt: context.now,
      });
      expect(publicCopy && isPublicCopyOf(publicCopy, after)).toBe(true);
    },
  );

  it('does not keep the next version from its way', () => {
    const inReview = taken(dispute(atWork('in-review'), said, 'lift', context)).listing;
    const atOnce = { publishAt: null, unpublishAt: null };
    expect(taken(approve(inReview, atOnce, true, publisher)).listing).toMatchObject({
      publicVersion: 12,
      fields: { name_en: 'New Mill', lift_disputed: 'yes' },
    });
    expect(taken(sendBack(inReview, 'No.', publisher)).listing.state).toBe('draft');
    const draft = taken(dispute(atWork('draft'), said, 'lift', context)).listing;
    expect(taken(submit(draft, publisher)).listing.state).toBe('in-review');
    const scheduled = taken(dispute(atWork('scheduled'), said, 'lift', context)).listing;
    const due = { ...publisher, now: '2026-12-01T00:00:00Z' };
    expect(taken(publishScheduled(scheduled, due)).listing.fields).toMatchObject({ lift_disputed: 'yes' });
  });

  it('makes nobody an author: who questions may still approve what others wrote', () => {
    const { listing: after } = taken(dispute(atWork('in-review'), said, 'lift', context));
    const byModerator = { ...publisher, actor: moderator };
    expect(taken(approve(after, { publishAt: null, unpublishAt: null }, true, byModerator)).action).toBe(
      'published',
    );
  });

  it('is questioned in a draft that answers otherwise, and not in one that says nothing of it', () => {
    const otherwise = atWork('draft', { ...drafted, lift: 'no' });
    expect(taken(dispute(otherwise, said, 'lift', context)).listing.fields.lift_disputed).toBe('yes');
    const silent = atWork('draft', { name_en: 'Mill' });
    expect(taken(dispute(silent, said, 'lift', context)).listing.fields).toEqual({ name_en: 'Mill' });
  });

  it.each([
    ['that is not public', atWork('draft'), said, { publicVersion: null }, 'wrong-state'],
    ['in the archive', listing({ state: 'archived' }), said, { publicVersion: null }, 'wrong-state'],
    ['of which nothing is said', listing(), { name_en: 'Mill' }, {}, 'not-said'],
    ['that is questioned already', listing(), marked, {}, 'unchanged'],
  ] as const)('is refused of a listing %s', (_, from, publicFields, more, refused) => {
    expect(dispute({ ...from, ...more }, publicFields, 'lift', context)).toEqual({ refused });
  });
});

describe('a fact that is confirmed', () => {
  const disputedDraft = { ...drafted, lift_disputed: 'yes' };

  it('loses its mark and gets the new check, in public and in a draft that says the same', () => {
    const step = taken(confirm(atWork('draft', disputedDraft), marked, 'lift', check, context));
    const known = { lift_method: 'on-site-survey', lift_verified: '2026-11-20' };
    expect(step.action).toBe('confirmed');
    expect(step.publicCopy?.fields).toEqual({ ...said, ...known });
    expect(step.listing.fields).toEqual({ ...drafted, ...known });
    expect(step.listing.state).toBe('draft');
  });

  it('gives no date to an answer of the draft that nobody has looked at', () => {
    const otherwise = { ...disputedDraft, lift: 'no' };
    const step = taken(confirm(atWork('draft', otherwise), marked, 'lift', check, context));
    expect(step.listing.fields).toEqual({ ...drafted, lift: 'no' });
  });

  it('is not old at once: a day to look again that has passed goes, one to come stays', () => {
    const reviewBy = (day: string) =>
      taken(confirm(listing(), { ...marked, lift_review_by: day }, 'lift', check, context)).listing.fields
        .lift_review_by;
    expect(reviewBy('2026-11-20')).toBeUndefined();
    expect(reviewBy('2026-11-21')).toBe('2026-11-21');
  });

  it('was questioned before, and is public', () => {
    expect(confirm(listing(), said, 'lift', check, context)).toEqual({ refused: 'unchanged' });
    const gone = listing({ state: 'archived', publicVersion: null });
    expect(confirm(gone, marked, 'lift', check, context)).toEqual({ refused: 'wrong-state' });
  });
});

it('an older version that is brought back is questioned where the public one is, and nowhere else', () => {
  const old = { ...said, seating: 'yes', seating_disputed: 'yes', hearingLoop: 'yes' };
  const { seating_disputed: _, ...settled } = old;
  expect(disputedAs(marked, old)).toEqual({ ...settled, lift_disputed: 'yes' });
  expect(disputedAs({ ...said, wheelchairSpaces_disputed: 'yes' }, said)).toEqual(said);
  expect(disputedAs({}, said)).toEqual(said);
});

describe('for every listing', () => {
  const states = LISTING_STATES.filter((state) => state !== 'archived');
  const anyFact = fc.constantFrom('lift', 'stepFreeEntrance', 'accessibleToilet', 'hearingLoop');
  const anyFields = fc
    .dictionary(anyFact, fc.constantFrom('yes', 'no', 'not-applicable'), { noNullPrototype: true })
    .map((facts): Fields => ({ ...said, ...facts }));

  it('questioning changes one fact and nothing else, of what is public and of what is at work', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), anyFields, anyFields, anyFact, (state, open, draft, fact) => {
        const isPublic = state === 'published';
        const before = isPublic ? listing({ fields: open }) : atWork(state, draft);
        const step = dispute(before, open, fact, context);
        if ('refused' in step) {
          expect([step.refused, open[fact]]).toEqual(['not-said', undefined]);
          return;
        }
        const nowPublic = (step.publicCopy ?? step.listing).fields;
        expect(changedUnits(open, nowPublic)).toEqual([fact]);
        expect(isDisputed(nowPublic, fact)).toBe(true);
        expect(changedUnits(before.fields, step.listing.fields)).toEqual(
          before.fields[fact] === undefined ? [] : [fact],
        );
        expect(step.listing).toMatchObject({ state, editors: before.editors, publishAt: before.publishAt });
        expect(step.listing.publicVersion).toBe((step.publicCopy ?? step.listing).version);
      }),
    );
  });

  it('what is questioned never speaks for a place, and confirming it brings back what it said', () => {
    const rank = (fields: Fields) => {
      const { place } = readListing(fields, {
        id: 'old-mill',
        timeZone: 'Europe/London',
        dateModified: '2026-11-01T00:00:00Z',
        source: { name: 'Council', licence: 'OGL-UK-3.0' },
      });
      if (!place) throw new Error('no place');
      const needs = { stepFree: true, toilet: 'accessible', hearing: true } as const;
      return VERDICTS.indexOf(fitOf(place.facts, needs, '2026-11-22').verdict);
    };
    fc.assert(
      fc.property(anyFields, anyFact, (fields, fact) => {
        const questioned = dispute(listing({ fields }), fields, fact, context);
        if ('refused' in questioned) return;
        expect(rank(questioned.listing.fields)).toBeGreaterThanOrEqual(rank(fields));
        const confirmed = taken(confirm(questioned.listing, questioned.listing.fields, fact, check, context))
          .listing.fields;
        expect(isDisputed(confirmed, fact)).toBe(false);
        expect(confirmed[fact]).toBe(fields[fact]);
      }),
    );
  });
});
