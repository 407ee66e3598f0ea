import { describe, expect, it } from 'vitest';
import {
  LISTING_LANGUAGES,
  PLAIN_FIELDS,
  TEXT_FIELDS,
  unitOf,
} from '#shared/domain/listings/listing-fields.ts';
import { FACT_IDS } from '#shared/domain/places/fact-dictionary.ts';
import { sectionOf, sections, sectionWith } from './sections.ts';

/** What no page asks: pictures have a page of their own, and where a listing comes from is not for a form to say. */
const askedNowhere = ['images', 'source_name', 'source_url', 'source_licence', 'invented'];

describe('the pages of the form', () => {
  it('ask for every field exactly once, but for those that no form may say', () => {
    const texts = TEXT_FIELDS.flatMap((field) => LISTING_LANGUAGES.map((language) => `${field}_${language}`));
    const asked = sections.flatMap(({ controls }) => controls.map(({ field }) => field));
    expect([...asked, ...askedNowhere].sort()).toEqual([...PLAIN_FIELDS, ...texts].sort());
  });

  it('ask for every fact exactly once', () => {
    expect(sections.flatMap(({ facts }) => facts).sort()).toEqual([...FACT_IDS].sort());
  });

  it('are found by their names, and by what they ask for', () => {
    expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
    for (const section of sections) {
      expect(sectionOf(section.id)).toBe(section);
      for (const unit of [...section.controls.map(({ field }) => field), ...section.facts]) {
        expect(unitOf(unit)).toBe(unit);
        expect(sectionWith(unit)).toBe(section);
      }
    }
    for (const field of askedNowhere) expect(sectionWith(field)).toBeUndefined();
    for (const name of ['', '__proto__', 'constructor', 'BASICS']) expect(sectionOf(name)).toBeUndefined();
  });

  it('offer a way back to not known wherever they ask for a choice', () => {
    const choices = sections.flatMap(({ controls }) => controls).filter(({ kind }) => kind === 'choice');
    for (const { choices: offered } of choices) expect(offered?.map(({ value }) => value)).toContain('');
  });
});
