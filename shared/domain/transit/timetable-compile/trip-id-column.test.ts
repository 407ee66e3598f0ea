import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTripIds, encodeTripIds, frameTripIds } from './trip-id-column.ts';

const roundTrip = (ids: readonly string[], order = ids.map((_, i) => i)) =>
  decodeTripIds(encodeTripIds(frameTripIds(ids), order));

test('ids come back as they were, in the order asked for', () => {
  const id = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[A-Z]{0,2}-?\d{1,20}(_\d{1,4})?$/),
    fc.integer({ min: 0, max: 3000 }).map((n) => `trip:${String(n).padStart(4, '0')}:x`),
  );
  fc.assert(
    fc.property(fc.array(id, { minLength: 1, maxLength: 50 }), fc.infiniteStream(fc.nat()), (ids, picks) => {
      const order = [...picks.take(80)].map((pick) => pick % ids.length);
      expect(roundTrip(ids, order)).toEqual(order.map((i) => ids[i]));
    }),
  );
});

test('zero-padded, very long and plain numbers are told apart', () => {
  const ids = ['7', '07', '007', '0', '00', '12345678901234567890', '12345678901234567891', '', 'a7', '7a'];
  expect(roundTrip(ids)).toEqual(ids);
});

test('successive numbers share one frame', () => {
  const ids = Array.from({ length: 100 }, (_, i) => `2026-09-14_Fall_${1000 + i}_LLR`);
  const column = encodeTripIds(frameTripIds(ids), ids.keys());
  expect(column.frames).toEqual([['2026-09-14_Fall_', '_LLR', 0]]);
  expect(column.runs).toEqual([0, 100]);
});

test('ids that share nothing are kept as they are', () => {
  const ids = Array.from(
    { length: 3000 },
    (_, i) => `VJ${createHash('sha1').update(String(i)).digest('hex')}`,
  );
  expect(roundTrip(ids)).toEqual(ids);
});
