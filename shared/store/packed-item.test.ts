import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { packItems, unpackItems } from './packed-item.ts';

const key = { pk: 'P', sk: 'S' };

test('any JSON value comes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(unpackItems(await packItems(key, plain), z.unknown(), 'value')).toEqual(plain);
    }),
    { numRuns: 200 },
  );
});

test('a large value is cut below the limit of an item and put together from any order', async () => {
  const value = { noise: randomBytes(800_000).toString('base64') };
  const items = await packItems(key, value);
  expect(items.map((item) => item.sk?.S)).toEqual(['S#000', 'S#001', 'S#002']);
  for (const item of items) expect(item.data?.B?.length).toBeLessThanOrEqual(380_000);
  expect(unpackItems(items.reverse(), z.object({ noise: z.string() }), 'value')).toEqual(value);
});

test('what is missing, damaged or of another shape is said clearly', async () => {
  const items = await packItems(key, { noise: randomBytes(800_000).toString('base64') });
  const schema = z.object({ count: z.number() });
  const message = (broken: Parameters<typeof unpackItems>[0]) => {
    try {
      unpackItems(broken, schema, 'timetable');
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(message(items.slice(1))).toBe('The stored timetable cannot be read: 2 of 3 parts found.');
  expect(message([])).toBe('The stored timetable cannot be read: 0 of 0 parts found.');
  const [first] = await packItems(key, { count: 'three' });
  expect(message(first ? [first] : [])).toMatch(/^The stored timetable cannot be read: count: /);
  expect(message(first ? [{ ...first, data: { B: new Uint8Array([1, 2, 3]) } }] : [])).toBe(
    'The stored timetable cannot be read: its data is damaged.',
  );
});
