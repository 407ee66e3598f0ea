import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { imagesAddressSchema } from './images-address.ts';

it.each([
  ['s3://council-pictures', { kind: 'bucket', bucket: 'council-pictures' }],
  ['file:///var/lib/pictures', { kind: 'folder', url: new URL('file:///var/lib/pictures') }],
  ['file:///with%20blank', { kind: 'folder', url: new URL('file:///with%20blank') }],
])('%s is where pictures are kept', (text, address) => {
  expect(z.parse(imagesAddressSchema, text)).toEqual(address);
});

it.each([
  '',
  's3://',
  's3://A',
  's3://bucket/folder',
  'file://host/folder',
  '/folder',
  'https://example.org',
])('%j is not', (text) => {
  expect(z.safeParse(imagesAddressSchema, text).success).toBe(false);
});
