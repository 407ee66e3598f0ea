import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listing, publishable } from '#test/builders/listings.ts';
import { place } from '#test/builders/places.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';

/** The list of all listings: everybody sees what is theirs to see, and finds it. */

let desk: StaffDesk;
let ann: string;
let vic: string;
beforeAll(async () => {
  desk = await openStaffDesk();
  ann = await desk.signedIn(someone('ann', 'editor'));
  vic = await desk.signedIn(someone('vic', 'venue-owner'));
  const old = { lift: 'yes', lift_verified: '2020-01-01' };
  const named = (id: string, name: string, more = {}) => ({
    fields: { ...publishable(id), name_en: name, ...more },
  });
  await desk.publish([
    place('museum', { name: { en: 'Museum of Lace' } }),
    place('mill', { name: { en: 'As its source has it' } }),
  ]);
  await desk.write(
    listing('mill', { ...named('mill', 'Old Mill', old), owners: ['vic@example.org'] }),
    'created',
  );
  await desk.write(listing('barn', { ...named('barn', 'Barn'), state: 'in-review' }), 'submitted');
  await desk.write(listing('kirk', { ...named('kirk', 'Kirk', old), state: 'archived' }), 'archived');
  for (let i = 100; i < 210; i++)
    await desk.write(listing(`zoo-${i}`, named(`zoo-${i}`, `Zoo ${i}`)), 'created');
});
afterAll(() => desk.stop());

async function shown(query: string, as = ann) {
  const { text } = await desk.get(`/staff${query}`, as);
  const [, count] = /(\d+) listings?<\/h2>/.exec(text) ?? [];
  const ids = [...text.matchAll(/href="\/staff\/places\/([^"/]+)"/g)]
    .map(([, id]) => id)
    .filter((id) => id !== 'new');
  return { text, count: Number(count), ids };
}

describe('the list', () => {
  it('has each listing once, at work or as its source gives it, by name', async () => {
    const { count, ids, text } = await shown('');
    expect([count, ids.length, ids.slice(0, 4)]).toEqual([114, 100, ['barn', 'kirk', 'museum', 'mill']]);
    expect(text).not.toContain('As its source has it');
  });

  it('goes on for as many pages as it takes, and no further', async () => {
    const all = [...(await shown('')).ids, ...(await shown('?page=2')).ids];
    expect(new Set(all).size).toBe(114);
    for (const [page, like] of [
      ['99', '2'],
      ['0', '1'],
      ['-3', '1'],
      ['x', '1'],
      ['1e9', '1'],
      ['', '1'],
    ] as const)
      expect([page, (await shown(`?page=${page}`)).ids]).toEqual([page, (await shown(`?page=${like}`)).ids]);
  });

  it.each([
    ['?q=MUSEUM', ['museum']],
    ['?q=%20lace%20', ['museum']],
    ['?q=.*', []],
    ['?state=in-review', ['barn']],
    ['?state=archived', ['kirk']],
    ['?state=to-check', ['mill']],
    ['?state=published', ['museum']],
    ['?state=scheduled', []],
    ['?q=kirk&state=archived', ['kirk']],
    ['?q=kirk&state=draft', []],
  ])('%s', async (query, ids) => {
    expect((await shown(query)).ids).toEqual(ids);
  });

  it('shows to an owner their own alone, and counts no other', async () => {
    const { count, ids, text } = await shown('', vic);
    expect([count, ids]).toEqual([1, ['mill']]);
    expect(text).not.toContain('in review</a>');
    for (const query of ['?q=barn', '?state=in-review', '?state=archived', '?page=2&q=zoo'])
      expect((await shown(query, vic)).ids).toEqual([]);
    expect(text).not.toContain('/staff/places/new');
  });
});
