import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { placeSourceSchema } from './place-sources.ts';

const source = (id: string) =>
  z.safeParse(placeSourceSchema, { id, name: 'A', url: 'https://a.example/', licence: 'CC0-1.0' });

it('a source has a name of its own, which is not that of staff', () => {
  expect(source('tourism').success).toBe(true);
  expect(source('staffing').success).toBe(true);
  expect(source('staff').error?.issues[0]).toMatchObject({
    path: ['id'],
    message: expect.stringContaining('"staff"'),
  });
});
