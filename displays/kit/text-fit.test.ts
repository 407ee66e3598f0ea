import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fitClass } from './text-fit.ts';

const styles = readFileSync(new URL('../board/styles/destination.css', import.meta.url), 'utf8');

it('names the shortest length that holds the text, and the stylesheet knows them all', () => {
  expect(fitClass('Scone')).toBe('fit-10');
  expect(fitClass('x'.repeat(11))).toBe('fit-15');
  expect(fitClass('x'.repeat(400))).toBe('fit-60');
  for (let length = 0; length < 70; length++) {
    const name = fitClass('x'.repeat(length));
    expect(styles).toContain(`.${name} {\n  --n: ${name.slice(4)};`);
  }
});
