import { expect, it } from 'vitest';
import { loadConfig } from '#functions/runtime/load-config.ts';
import { configSchema } from './config.ts';

it('takes no source that is to become drafts as long as nothing takes them in', () => {
  const load = (into: string) =>
    loadConfig(configSchema, {
      PLACES_TABLE_NAME: 'Places',
      PLACES: JSON.stringify({
        timeZone: 'Europe/London',
        publisher: { name: 'Council', url: 'https://example.org/', email: 'data@example.org' },
        sources: [{ id: 'a', name: 'A', url: 'https://a.example/', licence: 'CC0-1.0', format: 'csv', into }],
      }),
    });
  expect(load('published').PLACES.sources[0]?.format).toBe('csv');
  expect(() => load('drafts')).toThrow(/drafts/);
});
