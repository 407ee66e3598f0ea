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

test('a value that has become smaller is read without what a larger one left behind', async () => {
  const large = await packItems(key, { noise: randomBytes(800_000).toString('base64') });
  const medium = await packItems(key, { noise: randomBytes(400_000).toString('base64') });
  const small = await packItems(key, { noise: 'none' });
  const stored = (...writes: (typeof large)[]) => [
    ...new Map(writes.flat().map((item) => [item.sk?.S, item])).values(),
  ];
  const read = (items: typeof large) => unpackItems(items, z.object({ noise: z.string() }), 'value').noise;
  expect(read(stored(large, small))).toBe('none');
  expect(read(stored(large, medium, small))).toBe('none');
  expect(read(stored(large, medium))).toBe(read(medium));
  expect(read(stored(medium, large))).toBe(read(large));
  expect(() => read(stored(large, medium).filter(({ sk }) => sk?.S !== 'S#001'))).toThrow(
    '1 of 2 parts found',
  );
  expect(() => read(stored(large, small).filter(({ sk }) => sk?.S !== 'S#000'))).toThrow(
    '2 of 3 parts found',
  );
});

test('parts of two writes are not taken for one value', async () => {
  const write = () => packItems(key, { noise: randomBytes(400_000).toString('base64') });
  const [a, b] = [await write(), await write()];
  const mixed = [...a.slice(0, 1), ...b.slice(1)];
  const withoutStamp = (items: typeof a): typeof a =>
    items.map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'stamp')));
  const read = (items: typeof a) => unpackItems(items, z.unknown(), 'value');
  expect(() => read(mixed)).toThrow('its parts are of different writes');
  expect(() => read([...mixed.slice(0, 1), ...withoutStamp(b.slice(1))])).toThrow('different writes');
  // Of an earlier release.
  expect(() => read(withoutStamp(mixed))).toThrow('its data is damaged');
  expect(read(withoutStamp(a))).toEqual(read(a));
});
