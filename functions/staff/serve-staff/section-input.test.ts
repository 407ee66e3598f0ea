import { describe, expect, it } from 'vitest';
import { sectionOf } from '#displays/staff/sections.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { sectionInput } from './section-input.ts';

const section = (id: string) => {
  const found = sectionOf(id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
};
const context = {
  timeZone: 'Europe/London',
  today: '2026-11-22',
  source: { name: 'Council', url: 'https://council.example/' },
};
const input = (id: string, texts: Fields, base: Fields = {}) =>
  sectionInput(section(id), new Map(Object.entries(texts)), base, context);

describe('a page of the form', () => {
  it('changes only what it asks for', () => {
    const base = { name_en: 'Mill', name_de: 'Mühle', lift: 'yes' };
    const { fields } = input('basics', { name_en: ' Old Mill ', name_gd: '' }, base);
    expect(fields).toEqual({ name_en: 'Old Mill', name_de: 'Mühle', lift: 'yes' });
  });

  it('keeps a time that nobody has touched', () => {
    const base = { event_start: '2026-07-04T18:30:00Z' };
    expect(input('opening', { event_start: '2026-07-04 19:30' }, base).fields).toEqual(base);
    expect(input('opening', { event_start: '2026-07-04 20:00' }, base).fields.event_start).toBe(
      '2026-07-04 20:00',
    );
  });

  it('writes how it is known beside what was changed, and beside nothing else', () => {
    const base = { lift: 'yes', lift_verified: '2024-01-01', lift_method: 'photo', seating: 'yes' };
    const texts = {
      lift: 'no',
      seating: 'yes',
      method: 'on-site-survey',
      verified: '27/3/2026',
      review_by: '',
    };
    expect(input('moving-around', texts, base).fields).toEqual({
      lift: 'no',
      lift_method: 'on-site-survey',
      lift_verified: '2026-03-27',
      lift_source: 'Council',
      lift_source_url: 'https://council.example/',
      seating: 'yes',
    });
  });

  it('dates all answers when all were made sure of', () => {
    const texts = { lift: 'yes', method: 'on-site-survey', verified: '27 3 2026', all_checked: 'yes' };
    const { fields } = input('moving-around', texts, { lift: 'yes', lift_disputed: 'yes' });
    expect(fields).toMatchObject({ lift: 'yes', lift_verified: '2026-03-27' });
    expect(fields.lift_disputed).toBeUndefined();
  });

  it('lets words about an answer be mended without making sure of it again', () => {
    const base = { lift: 'yes', lift_note_en: 'Teh lift', lift_verified: '2026-03-01', lift_disputed: 'yes' };
    expect(input('moving-around', { lift: 'yes', lift_note_en: 'The lift' }, base).fields).toEqual({
      ...base,
      lift_note_en: 'The lift',
    });
  });

  it('goes back to not known, and leaves no date behind', () => {
    const base = { lift: 'yes', lift_verified: '2024-01-01', lift_source: 'X' };
    expect(input('moving-around', { lift: '', method: 'photo' }, base).fields).toEqual({});
  });

  it('takes a measure for an answer', () => {
    expect(input('moving-around', { aisleWidth_cm: '85' }).fields).toMatchObject({
      aisleWidth: 'yes',
      aisleWidth_cm: '85',
    });
    expect(input('moving-around', { aisleWidth_cm: '', aisleWidth: 'not-applicable' }).fields).toMatchObject({
      aisleWidth: 'not-applicable',
    });
    const known = { aisleWidth: 'yes', aisleWidth_cm: '85' };
    expect(input('moving-around', { aisleWidth_cm: '' }, known).fields).toEqual({});
  });

  it('mends what cannot be used of how answers are known, once all are made sure of', () => {
    const base = {
      lift: 'yes',
      lift_method: 'guessed',
      lift_verified: 'soon',
      lift_review_by: 'later',
      lift_disputed: 'maybe',
      lift_source: 'x',
      lift_source_url: 'javascript:x',
    };
    const texts = { lift: 'yes', method: 'photo', verified: '27 3 2026', all_checked: 'yes' };
    expect(input('moving-around', texts, base).fields).toEqual({
      lift: 'yes',
      lift_method: 'photo',
      lift_verified: '2026-03-27',
      lift_source: 'Council',
      lift_source_url: 'https://council.example/',
    });
  });

  it.each([
    [{ verified: 'last week', method: 'photo' }, 'verified'],
    [{ verified: '31/2/2026', method: 'photo' }, 'verified'],
    [{ verified: '1/2/2026' }, 'method'],
    [{ verified: '23/11/2026', method: 'photo' }, 'verified'],
    [{ all_checked: 'yes', method: 'photo' }, 'verified'],
    [{ verified: '1/2/2026', method: 'photo', review_by: '1/1/2026' }, 'review_by'],
  ])('says what is wrong with how it is known: %j', (texts, field) => {
    expect(input('toilets', texts as Fields).errors.map((error) => error.field)).toEqual([field]);
  });
});
