import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listing, publishable } from '#test/builders/listings.ts';
import { place } from '#test/builders/places.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';

/** The list of all listings: everybody sees what is theirs to see, and finds it. */

const named = (id: string, name: string, more = {}) => ({
  fields: { ...publishable(id), name_en: name, ...more },
});

let desk: StaffDesk;
let ann: string;
let vic: string;
beforeAll(async () => {
  desk = await openStaffDesk();
  ann = await desk.signedIn(someone('ann', 'editor'));
  vic = await desk.signedIn(someone('vic', 'venue-owner'));
  const old = { lift: 'yes', lift_verified: '2020-01-01' };
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

const zoo = Array.from({ length: 100 }, (_, i) => `zoo-${100 + i}`);

async function shown(query: string, as = ann) {
  const { text } = await desk.get(`/staff${query}`, as);
  const [, count] = /(\d+) listings?(, from [^<]*)?<\/h2>/.exec(text) ?? [];
  const ids = [...text.matchAll(/href="\/staff\/places\/([^"/]+)"/g)]
    .map(([, id]) => id)
    .filter((id) => id !== 'new');
  return { text, count: Number(count), ids };
}

describe('the list', () => {
  it('has each listing once, at work or as its source gives it, by name', async () => {
    const { count, ids, text } = await shown('');
    expect([count, ids.length, ids.slice(0, 4)]).toEqual([100, 100, ['barn', 'kirk', 'museum', 'mill']]);
    expect(text).toContain('100 listings, from Barn to Zoo 195');
    expect(text).not.toContain('As its source has it');
  });

  it('goes on where the page before ended, and ends', async () => {
    const first = await shown('');
    const [, next = ''] = /href="\/staff(\?[^"]*)"[^>]*>\s*Next page/.exec(first.text) ?? [];
    const second = await shown(next.replaceAll('&amp;', '&'));
    expect(new Set([...first.ids, ...second.ids]).size).toBe(114);
    expect([second.ids.length, second.ids.at(-1)]).toEqual([14, 'zoo-209']);
    expect(second.text).not.toContain('Next page');
    expect(second.text).toContain('First page');
    for (const after of ['zoo-300', '~~~', 'é', 'x'.repeat(3_000)])
      expect([after, (await shown(`?after=${after}`)).ids]).toEqual([
        after,
        after.startsWith('x') ? zoo : [],
      ]);
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

  it('says when and by whom, on the clocks of the place, and whose it is that nobody has touched', async () => {
    await desk.write(
      listing('late', { ...named('late', 'Late one'), changedAt: '2026-06-30T23:30:00Z' }),
      'created',
    );
    expect((await shown('?q=late')).text).toContain('Changed 2026-07-01 by Wilma Writer');
    const { text } = await shown('?q=lace');
    expect(text).toContain('As its source gives it: source');
    expect(text).not.toContain('Changed');
  });

  it('is read no further than a page, however long it is', async () => {
    const asked: unknown[] = [];
    const { client } = desk.listings;
    client.middlewareStack.add(
      (next) => (command) => {
        if ('KeyConditionExpression' in command.input)
          asked.push((command.input as { Limit?: number }).Limit);
        return next(command);
      },
      { step: 'initialize', name: 'limits' },
    );
    await shown('');
    client.middlewareStack.remove('limits');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked).toEqual(asked.map(() => 101));
  });
});

describe('an address for a new listing', () => {
  const add = async (name: string) =>
    (await desk.post('/staff/places/new', ann, { name_en: name, kind: 'eat' })).headers.get('location');

  it('is none that another has, at work or in public, nor one that it had first', async () => {
    await desk.write(
      listing('first-name', { fields: { ...publishable('second-name'), name_en: 'Moved' } }),
      'created',
    );
    expect(await add('First name')).toBe('/staff/places/first-name-2?done=created');
    expect(await add('Second name')).toBe('/staff/places/second-name-2?done=created');
    expect(await add('Museum')).toBe('/staff/places/museum-2?done=created');
    expect(await add('New')).toBe('/staff/places/new-2?done=created');
  });

  it('is one for each of two who add the same at once', async () => {
    const added = await Promise.all(['Twin', 'Twin', 'Twin'].map(add));
    expect(new Set(added)).toEqual(
      new Set(['', '-2', '-3'].map((end) => `/staff/places/twin${end}?done=created`)),
    );
  });
});
