import { expect, test } from 'vitest';
import { createHandler } from './handler.ts';

const admit = createHandler(async () => 'the secret');

test('a request with the secret of the front is admitted', async () => {
  expect(await admit({ identitySource: ['the secret'] })).toEqual({ isAuthorized: true });
});

test.each([
  ['another value', ['the Secret']],
  ['a part of it', ['the']],
  ['nothing', ['']],
  ['no header', []],
  ['two headers', ['the secret', 'the secret']],
])('a request with %s is not', async (_, identitySource) => {
  expect(await admit({ identitySource })).toEqual({ isAuthorized: false });
});

test('nobody is admitted while the secret cannot be read', async () => {
  const without = createHandler(() => Promise.reject(new Error('Secrets Manager does not answer')));
  await expect(without({ identitySource: ['the secret'] })).rejects.toThrow('does not answer');
});
