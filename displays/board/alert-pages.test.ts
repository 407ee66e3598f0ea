import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { anAlert, NOW } from '#test/builders/board.ts';
import { alertPages, pageAt } from './alert-pages.ts';

it('makes one page of an alert of 300 letters, and several of a longer one', () => {
  const description = { en: `${'word '.repeat(59)}last.` };
  expect(alertPages([anAlert({ description })], 'en')).toHaveLength(1);
  const longer = { en: `${'A sentence here. '.repeat(40)}` };
  const pages = alertPages([anAlert({ description: longer })], 'en');
  expect(pages.length).toBeGreaterThan(1);
  for (const { body } of pages) expect(body?.text).toMatch(/\.$/);
});

it('loses no word, and makes no page longer than 300 letters', async () => {
  const words = fc.array(
    fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom('a', 'é', '.', '!') }),
  );
  await fc.assert(
    fc.property(words, (list) => {
      const text = list.join(' ').trim();
      const pages = alertPages([anAlert({ description: { en: text } })], 'en');
      const parts = pages.map(({ body }) => body?.text ?? '');
      expect(parts.join(' ').replaceAll(' … … ', ' ').trim()).toBe(text);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(300);
    }),
  );
});

it('shows what there is: header alone, description alone, nothing at all', () => {
  expect(alertPages([anAlert({ description: {} })], 'en')).toMatchObject([{ body: null }]);
  expect(alertPages([anAlert({ header: {} })], 'en')).toMatchObject([
    { header: { text: 'Buses towards Scone leave from Example Road until Friday.' }, body: null },
  ]);
  expect(alertPages([anAlert({ header: {}, description: {} })], 'en')).toEqual([]);
  const same = { en: 'The same' };
  expect(alertPages([anAlert({ header: same, description: same })], 'en')).toMatchObject([{ body: null }]);
});

it('turns the page every 15 s', () => {
  const start = Math.ceil(NOW / 45) * 45;
  expect([0, 14, 15, 30, 45].map((s) => pageAt(3, start + s))).toEqual([0, 0, 1, 2, 0]);
  expect(pageAt(0, NOW)).toBe(0);
});
