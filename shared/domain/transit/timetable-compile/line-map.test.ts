import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineMap } from './line-map.ts';

test('gives each row its line, whatever the gaps', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 200 }), (gaps) => {
      const map = new LineMap();
      let line = 1;
      const lines = gaps.map((gap) => (line += gap));
      for (const l of lines) map.push(l);
      expect(lines.map((_, row) => map.lineOf(row))).toEqual(lines);
    }),
  );
});
