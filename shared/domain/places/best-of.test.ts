import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BestOf } from './best-of.ts';

it('keeps what a stable sort would put first', () => {
  const candidates = fc.array(fc.record({ key: fc.nat(9), name: fc.string() }), { maxLength: 40 });
  fc.assert(
    fc.property(candidates, fc.nat(10), (list, most) => {
      const best = new BestOf<(typeof list)[number]>(most, (a, b) => a.key - b.key);
      for (const candidate of list) best.offer(candidate);
      expect(best.inOrder()).toEqual(list.toSorted((a, b) => a.key - b.key).slice(0, most));
    }),
  );
});
