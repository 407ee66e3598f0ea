import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffRoles } from '#shared/domain/staff/roles.ts';
import { loadHistory, loadListing, loadListingRows } from '#shared/store/listing-store.ts';
import { listing } from '#test/builders/listings.ts';
import { place } from '#test/builders/places.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';

/** Many listings at once: files that people send, and steps for several. */

let desk: StaffDesk;
let ann: string;
let ben: string;
beforeAll(async () => {
  desk = await openStaffDesk();
  ann = await desk.signedIn(someone('ann', ...staffRoles));
  ben = await desk.signedIn(someone('ben', ...staffRoles));
});
afterAll(() => desk.stop());

const evil = '<script>alert(1)</script>';
function sent(csv: string | Uint8Array, name = 'list.csv', as = ann) {
  const body = new FormData();
  body.set('file', new File([typeof csv === 'string' ? csv : new Uint8Array(csv)], name));
  return desk.post('/staff/import', as, undefined, { body });
}
async function waiting(csv: string, name?: string): Promise<string> {
  const answer = await sent(csv, name);
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

describe('a file of listings', () => {
  it('is looked at first, and taken in as drafts then, once', async () => {
    const path = await waiting(
      'name_en,kind,latitude,longitude\nFirst barn,eat,56.4,-3.4\nSecond barn,eat,56.4,-3.4\n',
    );
    expect((await desk.get(path, ann)).text).toContain('First barn');
    expect(await loadListing(desk.listings, 'first-barn')).toBeUndefined();
    for (let times = 0; times < 2; times++) expect((await desk.post(path, ann)).status).toBe(303);
    const barn = await loadListing(desk.listings, 'first-barn');
    expect(barn).toMatchObject({ version: 1, state: 'draft', publicVersion: null, editors: ['ann'] });
    expect((await loadHistory(desk.listings, 'second-barn')).map(({ action }) => action)).toEqual([
      'imported',
    ]);
    expect((await desk.places.published()).places).toEqual([]);
  });

  it('is only for who has sent it', async () => {
    const path = await waiting('name_en,kind\nPrivate barn,eat\n');
    const written = await desk.changedBy(async () => {
      expect((await desk.get(path, ben)).status).toBe(404);
      expect((await desk.post(path, ben)).status).toBe(404);
    });
    expect(written).toEqual([]);
    expect((await desk.post(path, ann)).status).toBe(303);
  });

  it.each(['x', '..', '%2e%2e', '%00', '__proto__', 'x'.repeat(3_000)])(
    'that is not there is not found: %s',
    async (id) => {
      expect((await desk.get(`/staff/import/${id}`, ann)).status).toBe(404);
      expect((await desk.post(`/staff/import/${id}`, ann)).status).toBe(404);
    },
  );

  it.each([
    ['../../../etc/passwd.csv', 'passwd.csv'],
    ['C:\\lists\\barns.csv', 'barns.csv'],
    [`${evil}.csv`, 'script>.csv'],
  ])('is called by its name alone: %s', async (name, shown) => {
    const { text } = await desk.get(await waiting('name_en,kind\nBarn,eat\n', name), ann);
    expect(text).toContain(shown);
    expect(text).not.toMatch(/\.\.\/|C:|<script>a/);
  });

  it('cannot bring markup, or names that mean something to a machine', async () => {
    const header = `name_en,kind,description_en,__proto__,constructor,${evil}`;
    const path = await waiting(
      `${header}\n${evil},eat,${evil},polluted,polluted,polluted\n${evil} 2,__proto__,x,,,\n`,
    );
    const { text } = await desk.get(path, ann);
    expect(text).toContain('&lt;script>alert(1)');
    expect(text).not.toContain('<script>a');
    await desk.post(path, ann);
    const rows = (await loadListingRows(desk.listings)).filter(({ name }) => name.startsWith(evil));
    expect(rows.map(({ id }) => id)).toEqual(['script-alert-1-script']);
    expect((await loadListing(desk.listings, rows[0]?.id ?? ''))?.fields).not.toHaveProperty(
      'constructor',
      'polluted',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['an empty one', '', 'list.csv'],
    ['one of another kind', 'name_en\nBarn\n', 'list.exe'],
    ['one without a name', 'name_en\nBarn\n', ''],
    ['no list', '\u0000\u0001\u0002', 'list.csv'],
    ['one without a column that is known', 'a,b\n1,2\n', 'list.csv'],
  ])('is refused with a word on why: %s', async (_, csv, name) => {
    const written = await desk.changedBy(async () => {
      const answer = await sent(csv, name);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('There is a problem');
    });
    expect(written).toEqual([]);
  });
});

describe('a step for several', () => {
  const bulk = (step: string, as: string, ids: Record<string, string>) =>
    desk.post(
      `/staff/listings/${step}`,
      as,
      Object.fromEntries(Object.entries(ids).map(([id, version]) => [`chosen.${id}`, version])),
    );

  it('is taken for each or refused for each, and says which and why', async () => {
    await desk.publish([place('untouched')]);
    await desk.write(listing('good', { state: 'in-review' }), 'submitted');
    await desk.write(listing('own', { state: 'in-review', editors: ['ben'] }), 'submitted');
    await desk.write(listing('old', { state: 'in-review', version: 1 }), 'submitted');
    await desk.write(listing('bad', { state: 'in-review', fields: { name_en: 'Bad' } }), 'submitted');
    await desk.write(listing('draft'), 'created');
    const all = {
      good: '1',
      own: '1',
      old: '0',
      bad: '1',
      draft: '1',
      untouched: '0',
      nothing: '1',
      __proto__x: '1',
      ['x'.repeat(3_000)]: '1',
    };
    const { status, text } = await bulk('publish', ben, all);
    expect(status).toBe(200);
    expect(text).toContain('1 listing published');
    expect(text).toContain('8 listings left as they were');
    expect(text).toContain('somebody else has to approve it');
    expect([...(await desk.places.published()).byId.keys()].sort()).toEqual(['good', 'untouched']);
    for (const id of ['own', 'old', 'bad', 'draft'])
      expect((await loadListing(desk.listings, id))?.version).toBe(1);
    expect(await loadListing(desk.listings, 'untouched')).toBeUndefined();
  });

  it('publishes of two that want one address one, and says so of the other', async () => {
    for (const id of ['one', 'two'])
      await desk.write(
        listing(id, { state: 'in-review', fields: { ...listing(id).fields, slug: 'same' } }),
        'submitted',
      );
    const { text } = await bulk('publish', ben, { one: '1', two: '1' });
    expect(text).toContain('1 listing published');
    expect(text).toContain('is the address of');
  });

  it('for more than a page has is refused, not cut', async () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`many-${i}`, '1']));
    expect((await bulk('submit', ann, many)).status).toBe(400);
  });
});

it('what is given out is told, and is what the listings say', async () => {
  await desk.write(
    listing('given', { fields: { ...listing('given').fields, name_en: '=HYPERLINK("x")' } }),
    'created',
  );
  const answer = await desk.get('/staff/export/listings.csv', ann);
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
    200,
    'attachment; filename="listings.csv"',
  ]);
  expect(answer.text).not.toMatch(/(^|,)"?=HYPERLINK/m);
  for (const name of ['constructor', '__proto__', '..', 'listings.csv%00', 'Listings.csv'])
    expect((await desk.get(`/staff/export/${name}`, ann)).status).toBe(404);
});

it('nothing of it has failed for a reason of ours', () => {
  expect(desk.logged.filter((line) => !line.includes('LISTING_NOT_PUBLISHED'))).toEqual([]);
});
