import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatNeeds, parseNeeds, USUAL_SIZE } from './visitor-needs.ts';

it('reads what a visitor needs', () => {
  expect(parseNeeds('scooter,width:62,turning:190,toilet,dog')).toEqual({
    needs: {
      aid: { kind: 'scooter', width: 62, length: USUAL_SIZE.scooter.length, turning: 190 },
      toilet: 'accessible',
      dog: true,
    },
  });
  expect(parseNeeds('changing-places,toilet')).toEqual({ needs: { toilet: 'changing-places' } });
  expect(parseNeeds('step:5')).toEqual({ needs: { maxStep: 5 } });
});

it('takes nothing for no needs', () => {
  expect(parseNeeds('')).toEqual({ needs: null });
  expect(parseNeeds(' , ')).toEqual({ needs: null });
});

it.each([
  'unicorn',
  'scooter,width:',
  'scooter,width:0',
  'scooter,width:9999',
  'width:60',
  'step:-1',
  'scooter:1',
])('says what it does not understand: %s', (text) => {
  expect(parseNeeds(text)).toEqual({ unknown: expect.any(String) });
});

it('writes what it reads', () => {
  const needs = fc.record(
    {
      aid: fc.record({
        kind: fc.constantFrom('scooter', 'wheelchair'),
        width: fc.integer({ min: 1, max: 120 }),
        length: fc.integer({ min: 1, max: 250 }),
        turning: fc.integer({ min: 1, max: 500 }),
      }),
      stepFree: fc.constant(true),
      maxStep: fc.integer({ min: 0, max: 50 }),
      toilet: fc.constantFrom('accessible', 'changing-places'),
      hearing: fc.constant(true),
      vision: fc.constant(true),
      quiet: fc.constant(true),
      dog: fc.constant(true),
    } as const,
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(needs, (given) => {
      fc.pre(Object.keys(given).length > 0);
      expect(parseNeeds(formatNeeds(given))).toEqual({ needs: given });
    }),
  );
});
