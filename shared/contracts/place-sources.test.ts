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

it.each([
  [{ format: 'csv', columns: { Venue: 'name_en', Ref: 'id', Lift: 'lift' }, kind: 'eat' }, undefined],
  [{ format: 'geojson', place: { lat: 56.4, lon: -3.4 }, into: 'drafts' }, undefined],
  [{ format: 'ical', place: { lat: 56.4, lon: -3.4 } }, undefined],
  [{ format: 'xml' }, ['format']],
  [{ format: 'csv', columns: { Venue: 'nome' } }, ['columns', 'Venue']],
  [{ format: 'ical', columns: { SUMMARY: 'name_en' } }, ['columns']],
  [{ columns: { Venue: 'name_en' } }, ['columns']],
  [{ place: { lat: 56.4, lon: -3.4 } }, ['place']],
  [{ format: 'ical', place: { lat: 91, lon: 0 } }, ['place', 'lat']],
  [{ format: 'ical', kind: 'eat' }, ['kind']],
  [{ format: 'csv', kind: 'castle' }, ['kind']],
])('a source says what its format has a meaning for: %j', (more, path) => {
  const given = { id: 'a', name: 'A', url: 'https://a.example/', licence: 'CC0-1.0', ...more };
  expect(z.safeParse(placeSourceSchema, given).error?.issues[0]?.path).toEqual(path);
});
