import { describe, expect, it } from 'vitest';
import { freshnessOf } from '#shared/domain/places/fact.ts';
import { listing } from '#test/builders/listings.ts';
import { firstReview, nameLanguageOf, nameOf, rowOf } from './listing-row.ts';

describe('the name of a listing', () => {
  it('is the English one, else any, else none', () => {
    expect(nameOf({ name_gd: 'Muileann', name_en: 'Mill' })).toBe('Mill');
    expect(nameOf({ name_gd: 'Muileann' })).toBe('Muileann');
    expect(nameOf({ telephone: '1' })).toBe('');
  });

  it('names its language where that is not English', () => {
    expect(nameLanguageOf({ name_gd: 'Muileann', name_en: 'Mill' })).toBeUndefined();
    expect(nameLanguageOf({ name_gd: 'Muileann' })).toBe('gd');
    expect(nameLanguageOf({})).toBeUndefined();
    expect(rowOf(listing('mill', { fields: { name_gd: 'Muileann' } })).nameLanguage).toBe('gd');
    expect(rowOf(listing('mill'))).not.toHaveProperty('nameLanguage');
  });

  it('is shown as far as it could be published', () => {
    const fields = { name_en: '🏰'.repeat(300) };
    expect(rowOf(listing('mill', { fields })).name).toBe('🏰'.repeat(200));
  });
});

describe('the day to look again', () => {
  it('is the first of all facts, said or implied', () => {
    expect(firstReview({})).toBeNull();
    expect(firstReview({ lift: 'yes' })).toBeNull();
    expect(firstReview({ lift: 'yes', lift_verified: '2024-05-01' })).toBe('2027-05-01');
    expect(firstReview({ lift: 'yes', lift_verified: '2024-05-01', lift_review_by: '2030-01-01' })).toBe(
      '2030-01-01',
    );
    const both = {
      lift: 'yes',
      lift_review_by: '2027-01-01',
      seating: 'no',
      seating_review_by: '2026-12-31',
    };
    expect(firstReview(both)).toBe('2026-12-31');
    expect(firstReview({ lift: 'yes', lift_verified: 'soon' })).toBeNull();
  });

  it.each(['2024-02-29', '2024-03-01', '2023-12-31'])(
    'is the day on which a fact of %s counts as old',
    (verified) => {
      const review = firstReview({ lift: 'yes', lift_verified: verified }) ?? '';
      for (const today of ['2026-12-30', '2026-12-31', '2027-02-28', '2027-03-01', '2027-03-02'])
        expect([today, freshnessOf({ status: 'yes', verified }, today) === 'old']).toEqual([
          today,
          review <= today,
        ]);
    },
  );
});
