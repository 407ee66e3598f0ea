import { expect, it } from 'vitest';
import { USUAL_SIZE } from '#shared/domain/places/visitor-needs.ts';
import { formProblem } from './form-problem.ts';
import { formPairs, needsPairs, sizeToShow } from './places-query.ts';
import type { FormField } from './places-view.ts';

const nothing = { text: '', kind: null, open: null, needs: null, near: null, access: [] };

it('writes the form as its own fields would', () => {
  expect(formPairs(nothing)).toEqual([]);
  expect(
    formPairs({ ...nothing, text: 'a', kind: 'eat', open: 'now', near: '1,2', access: ['lift', 'seating'] }),
  ).toEqual([
    ['q', 'a'],
    ['kind', 'eat'],
    ['open', 'now'],
    ['near', '1,2'],
    ['access', 'lift'],
    ['access', 'seating'],
  ]);
  expect(formPairs({ ...nothing, open: '2026-11-23T14:00' })).toEqual([
    ['open', 'at'],
    ['at', '2026-11-23T14:00'],
  ]);
});

it('leaves out a size that is the usual one, so that another aid gets its own', () => {
  const aid = { kind: 'wheelchair', ...USUAL_SIZE.wheelchair, length: 130 } as const;
  expect(needsPairs({ aid, maxStep: 0, vision: true })).toEqual([
    ['aid', 'wheelchair'],
    ['length', '130'],
    ['step', '0'],
    ['vision', '1'],
  ]);
  expect(sizeToShow({ aid }, 'width')).toBe('');
});

it.each<[FormField, string, string]>([
  ['width', '70cm', 'Width: “70cm” cannot be used. Give whole centimetres, such as 60.'],
  ['step', '99', 'Highest step: “99” cannot be used. Give whole centimetres, such as 5.'],
  ['at', '', 'Date and time: say when, or choose any time.'],
  ['at', 'soon', 'Date and time: “soon” cannot be used.'],
  ['near', 'here', 'Position: “here” cannot be used.'],
])('names the field %s when “%s” cannot be read', (field, text, words) => {
  expect(formProblem(field, { typed: { [field]: text } }, 'en')).toBe(words);
});
