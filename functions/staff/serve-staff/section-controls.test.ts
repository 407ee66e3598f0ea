import { describe, expect, it } from 'vitest';
import { assetNames } from '#displays/kit/assets.ts';
import { sectionPage } from '#displays/staff/section-page.tsx';
import { type Section, sections, sectionWith } from '#displays/staff/sections.ts';
import type { StaffSurroundings } from '#displays/staff/staff-page.tsx';
import { readListing } from '#shared/contracts/read-listing.ts';
import {
  FACT_PARTS,
  type Fields,
  noteField,
  partField,
  unitOf,
  valueField,
} from '#shared/domain/listings/listing-fields.ts';
import { publishable } from '#test/builders/listings.ts';
import { controlFor, controlNames } from './section-input.ts';

/** Links of the error summary, on every page of the form and for every field. */

const files = Object.fromEntries(assetNames.map((name) => [name, name]));
const around: StaffSurroundings = {
  assets: { release: 'test', files: files as StaffSurroundings['assets']['files'] },
  member: null,
  timeZone: 'Europe/London',
  path: '/staff',
};
const pageOf = (section: Section, fields: Fields = {}) =>
  sectionPage(
    {
      ...{ id: 'mill', name: 'Mill', version: 1, seen: '', section, fields, unsavedAt: null },
      timeZone: 'Europe/London',
      check: { method: '', verified: '', reviewBy: '', isAll: false },
      errors: controlNames(section).map((field) => ({ field, message: field })),
    },
    around,
  );

/** Ids of what can be focused and is not folded away. */
function focusable(html: string): string[] {
  const open = html.replace(/<details[\s\S]*?<\/details>/g, '');
  const tags = [...open.matchAll(/<(input|select|textarea)\b(?:[^>"]|"[^"]*")*>/g)].map(([tag]) => tag);
  return tags
    .filter((tag) => !/type="hidden"|disabled/.test(tag))
    .flatMap((tag) => / id="([^"]*)"/.exec(tag)?.[1] ?? []);
}

/** Every field that a listing may have on this page, asked for or not. */
const fieldsOf = ({ controls, facts }: Section): string[] => [
  ...controls.map(({ field }) => field),
  ...facts.flatMap((fact) => [
    fact,
    ...(valueField(fact) ? [valueField(fact) ?? ''] : []),
    ...['en', 'gd', 'de', 'zh-Hant'].map((language) => noteField(fact, language)),
    ...FACT_PARTS.map((part) => partField(fact, part)),
  ]),
];

describe.each(sections.map((section) => ({ id: section.id, section })))('on the page $id', ({ section }) => {
  const html = pageOf(section);
  const ids = focusable(html);

  it('every link of the error summary leads to a control, and no two controls have one id', () => {
    const links = [...html.matchAll(/<li><a href="#([^"]*)"/g)].map(([, field]) => field);
    expect(links).toEqual(controlNames(section));
    expect(ids).toEqual([...new Set(ids)]);
    for (const field of links) expect(ids).toContain(field);
  });

  it('every field has a control where its problems are mended', () => {
    const lost = fieldsOf(section).filter((field) => !ids.includes(controlFor(section, field)));
    expect(lost).toEqual([]);
  });

  it('whatever is wrong with a field, the problem leads to a control that is there', () => {
    const wrong = ['maybe', '-1', '1e9', 'x'.repeat(6_000), 'a\u0007b', 'javascript:x', '2026-02-31'];
    let problemCount = 0;
    for (const field of fieldsOf(section)) {
      for (const value of wrong) {
        const fields = { ...publishable('mill'), [unitOf(field) ?? field]: 'yes', [field]: value };
        const read = readListing(fields, {
          id: 'mill',
          timeZone: 'Europe/London',
          dateModified: '2026-11-22T12:00:00Z',
          source: { name: 'Council', licence: 'OGL-UK-3.0' },
        });
        for (const problem of read.problems ?? []) {
          if (sectionWith(unitOf(problem.field) ?? problem.field) !== section) continue;
          problemCount += 1;
          expect(ids).toContain(controlFor(section, problem.field));
        }
      }
    }
    expect(problemCount).toBeGreaterThan(0);
  });
});
