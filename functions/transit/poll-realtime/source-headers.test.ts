import { expect, it } from 'vitest';
import type { RealtimeSource } from '#shared/contracts/network.ts';
import { headersOf } from './source-headers.ts';

const source = (headers: Record<string, string>): RealtimeSource => ({
  id: 'rt',
  url: 'https://example.org/rt.pb',
  kinds: ['trip-updates'],
  headers,
});

it('fills in secrets and variables, and leaves the rest as it is', async () => {
  const read = async (name: string) => `<${name}>`;
  const headers = { 'x-api-key': 'secret:operator/key', authorization: 'env:TOKEN', accept: 'a:b' };
  expect(await headersOf(source(headers), read, { TOKEN: 't' })).toEqual({
    'x-api-key': '<operator/key>',
    authorization: 't',
    accept: 'a:b',
  });
});
