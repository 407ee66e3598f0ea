import { expect, it } from 'vitest';
import type { RealtimeSource } from '#shared/contracts/network.ts';
import { variableReader } from './config.ts';
import { requestOf } from './source-request.ts';

const source = (headers: Record<string, string>): RealtimeSource => ({
  id: 'rt',
  url: 'https://example.org/rt.pb?api_key={secret:open/key}&area={env:AREA}',
  kinds: ['trip-updates'],
  headers,
});

it('fills in secrets and variables, and leaves the rest as it is', async () => {
  const read = async (name: string) => `<${name}>`;
  const headers = { 'x-api-key': 'secret:operator/key', authorization: 'env:TOKEN', accept: 'a:b' };
  expect(await requestOf(source(headers), read, variableReader({ TOKEN: 't', AREA: '648' }))).toEqual({
    url: 'https://example.org/rt.pb?api_key=%3Copen%2Fkey%3E&area=648',
    headers: { 'x-api-key': '<operator/key>', authorization: 't', accept: 'a:b' },
  });
});

it('a variable that is not set is said, not sent as nothing', async () => {
  const read = async () => '';
  await expect(
    requestOf(source({ authorization: 'env:TOKEN' }), read, variableReader({ AREA: '648' })),
  ).rejects.toThrow('environment variable TOKEN is not set');
});
