import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { networkJsonSchema } from '#shared/contracts/network.ts';
import { loadConfig } from './load-config.ts';

const schema = z.object({ TABLE_NAME: z.string(), NETWORK: networkJsonSchema });
const network = { feeds: [{ id: 'a', url: 'https://example.org/gtfs.zip' }] };

it('gives typed values, with what was left out filled in', () => {
  const config = loadConfig(schema, { TABLE_NAME: 'T', NETWORK: JSON.stringify(network) });
  expect(config.NETWORK).toEqual({ ...network, sources: [] });
});

it.each([
  [{ NETWORK: JSON.stringify(network) }, 'environment variable TABLE_NAME: '],
  [{ TABLE_NAME: 'T', NETWORK: '{' }, 'environment variable NETWORK: is not JSON'],
  [{ TABLE_NAME: 'T', NETWORK: '{"feeds":[]}' }, 'environment variable NETWORK.feeds: '],
  [
    { TABLE_NAME: 'T', NETWORK: '{"feeds":[{"id":"a b","url":"x"}]}' },
    'environment variable NETWORK.feeds.0.id: letters, digits, dot, dash, underscore',
  ],
  [
    {
      TABLE_NAME: 'T',
      NETWORK: JSON.stringify({
        ...network,
        sources: [
          { id: 'sx', url: 'https://example.org', format: 'siri', kinds: ['alerts', 'trip-updates'] },
        ],
      }),
    },
    'environment variable NETWORK.sources.0.kinds: SIRI brings no trip-updates',
  ],
])('names the variable that is wrong: %j', (environment, message) => {
  expect(() => loadConfig(schema, environment)).toThrow(message);
});
