import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { loadAudit } from '#shared/store/audit-store.ts';
import { loadHistory, loadListing } from '#shared/store/listing-store.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { settleListings } from '#shared/store/settle-listings.ts';
import { listing, publishable, writer } from '#test/builders/listings.ts';
import { meanwhile } from '#test/builders/meanwhile.ts';
import { place } from '#test/builders/places.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';

/** A listing's way to the public and back, through the pages. */

let desk: StaffDesk;
let ann: string;
let ben: string;
beforeEach(async () => {
  desk = await openStaffDesk();
  ann = await desk.signedIn(someone('ann', 'editor'));
  ben = await desk.signedIn(someone('ben', 'publisher'));
});
afterEach(() => desk.stop());

const step = (id: string, name: string, as: string, version: number, form: Fields = {}) =>
  desk.post(`/staff/places/${id}/${name}`, as, { version: String(version), ...form });
const current = async (id: string) => (await loadListing(desk.listings, id)) as Listing;
const shown = async () => [...(await desk.places.published()).byId.keys()].sort();
const audit = async () =>
  (await loadAudit(desk.audit, '2026-11')).events.map(({ actor, action, listingId }) => [
    actor.name,
    action,
    listingId,
  ]);
const submitted = (id: string, more: Partial<Listing> = {}) =>
  desk.write(listing(id, { state: 'in-review', ...more }), 'submitted');
const settle = async () =>
  settleListings({
    ...{ listings: desk.listings, places: desk.placesStore, timeZone: 'Europe/London', now: desk.now },
    source: { name: 'Council', licence: 'OGL-UK-3.0' },
    today: '2026-11-22',
    calendarOf: await desk.calendarOf(),
  });

describe('from a name to the public', () => {
  it('takes two persons, and is told in the history and the audit', async () => {
    const made = await desk.post('/staff/places/new', ann, { name_en: 'Old Mill', kind: 'attraction' });
    expect(made.headers.get('location')).toBe('/staff/places/old-mill?done=created');
    expect((await step('old-mill', 'submit', ann, 1)).status).toBe(409);
    await step('old-mill', 'edit/location', ann, 1, { latitude: '56.4', longitude: '-3.4' });
    expect((await step('old-mill', 'submit', ann, 2)).headers.get('location')).toContain('done=submitted');
    expect(await shown()).toEqual([]);
    expect((await step('old-mill', 'approve', ann, 3)).status).toBe(403);
    expect((await step('old-mill', 'approve', ben, 3)).headers.get('location')).toContain('done=published');
    expect(await shown()).toEqual(['old-mill']);
    expect(await current('old-mill')).toMatchObject({
      version: 4,
      publicVersion: 4,
      state: 'published',
      editors: [],
    });
    expect(
      (await loadHistory(desk.listings, 'old-mill')).map(({ action, actor }) => [action, actor.subject]),
    ).toEqual([
      ['published', 'ben'],
      ['submitted', 'ann'],
      ['edited', 'ann'],
      ['created', 'ann'],
    ]);
    expect((await audit()).filter(([, , id]) => id === 'old-mill')).toHaveLength(4);
  });

  it('is not open to a publisher for what they have written themselves', async () => {
    await desk.write(listing('mill'), 'created');
    await step('mill', 'edit/basics', ben, 1, { name_en: 'By Ben' });
    await step('mill', 'submit', ann, 2);
    const review = await desk.get('/staff/places/mill/review', ben);
    expect(review.text).toContain('somebody else has to approve it');
    expect(review.text).not.toContain('/staff/places/mill/approve');
    const written = await desk.changedBy(async () => {
      const answer = await step('mill', 'approve', ben, 3);
      expect(answer.status).toBe(409);
      expect(answer.text).toContain('somebody else has to approve it');
    });
    expect(written).toEqual([]);
  });

  it('takes one person where the council has so decided', async () => {
    const alone = await openStaffDesk({ twoPersons: false });
    const pat = await alone.signedIn(someone('pat', 'publisher'));
    await alone.write(listing('mill', { editors: ['pat'] }), 'created');
    const answer = await alone.post('/staff/places/mill/approve', pat, { version: '1' });
    expect(answer.headers.get('location')).toContain('done=published');
    await alone.stop();
  });

  it.each([
    ['no latitude', { latitude: '' }],
    ['an address that is none', { url: 'javascript:alert(1)' }],
    ['hours that cannot be read', { opening_hours: 'whenever' }],
    ['the address of another place', { slug: 'taken' }],
  ])('is closed to a listing with %s', async (_, wrong) => {
    await desk.publish([place('taken')]);
    const fields = { ...publishable('mill'), ...wrong } as Fields;
    await desk.write(listing('mill', { fields }), 'created');
    expect((await step('mill', 'submit', ann, 1)).status).toBe(409);
    await desk.write(listing('mill', { fields, version: 2, state: 'in-review' }), 'submitted');
    expect((await step('mill', 'approve', ben, 2)).status).toBe(409);
    expect([await shown(), (await current('mill')).state]).toEqual([['taken'], 'in-review']);
  });

  it('is not said to have succeeded, when the address was taken at the last moment', async () => {
    await submitted('mill');
    await desk.places.published();
    const stop = meanwhile(desk.listings.client, 'TransactWriteItemsCommand', () =>
      desk.publish([place('other', { slug: 'mill' })]),
    );
    const answer = await step('mill', 'approve', ben, 1);
    stop();
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('is the address of other');
    expect(await shown()).toEqual(['other']);
  });

  it('has succeeded once it is written down, also when the public places cannot be written just then', async () => {
    await submitted('mill');
    const stop = meanwhile(desk.listings.client, 'PutItemCommand', () => {
      throw new Error('no more writes');
    });
    const answer = await step('mill', 'approve', ben, 1);
    stop();
    expect(answer.headers.get('location')).toContain('done=published');
    expect([await shown(), desk.logged.length]).toEqual([[], 1]);
    await settle();
    expect(await shown()).toEqual(['mill']);
  });

  it('tells what was planned as planned, in whoever’s request it happens', async () => {
    const at = '2026-11-22 13:00';
    await submitted('planned', { editors: ['ben'], changedBy: writer });
    const eve = await desk.signedIn(someone('eve', 'publisher'), { expiresAt: desk.now + 86_400 });
    expect((await step('planned', 'approve', eve, 1, { publish_at: at })).headers.get('location')).toContain(
      'scheduled',
    );
    await submitted('mill');
    desk.now += 3_600;
    const later = await desk.signedIn(someone('ben', 'publisher'));
    await step('mill', 'approve', later, 1);
    expect(await shown()).toEqual(['mill', 'planned']);
    expect(await audit()).toContainEqual(['As planned', 'published', 'planned']);
    expect(await audit()).not.toContainEqual(['Person ben', 'published', 'planned']);
  });
});

describe('times', () => {
  it.each([
    [{ publish_at: 'tomorrow' }, 'publish_at'],
    [{ publish_at: '2026-02-30 10:00' }, 'publish_at'],
    [{ publish_at: '2026-12-01 25:00' }, 'publish_at'],
    [{ unpublish_at: '1 December' }, 'unpublish_at'],
    [{ unpublish_at: '2026-11-22 11:59' }, 'unpublish_at'],
    [{ unpublish_at: '2026-11-22 12:00' }, 'unpublish_at'],
    [{ publish_at: '2026-12-02 10:00', unpublish_at: '2026-12-02 10:00' }, 'unpublish_at'],
    [{ publish_at: '2026-12-02 10:00', unpublish_at: '2026-12-01 10:00' }, 'unpublish_at'],
    [{ publish_at: '2020-01-01 10:00', unpublish_at: '2021-01-01 10:00' }, 'unpublish_at'],
  ])('that cannot be meant are told at their field, with what was typed: %j', async (times, field) => {
    await submitted('mill');
    const answer = await step('mill', 'approve', ben, 1, times as Fields);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`id="${field}-error"`);
    for (const typed of Object.values(times)) expect(answer.text).toContain(`value="${typed}"`);
    expect((await current('mill')).version).toBe(1);
  });

  it('are those of the clocks at the place, in summer too', async () => {
    await submitted('mill');
    await step('mill', 'approve', ben, 1, {
      publish_at: '2027-07-01 09:00',
      unpublish_at: '2027-12-01T09:00',
    });
    expect(await current('mill')).toMatchObject({
      ...{ state: 'scheduled', publishAt: '2027-07-01T08:00:00Z', publishUntil: '2027-12-01T09:00:00Z' },
    });
    expect((await desk.get('/staff/places/mill', ben)).text).toContain('2027-07-01 09:00');
  });
});

describe('sent back', () => {
  it('needs a word on what to change, which is not put in anybody else’s mouth', async () => {
    await submitted('mill');
    expect((await step('mill', 'send-back', ben, 1, { comment: ' \n ' })).status).toBe(400);
    await step('mill', 'send-back', ben, 1, { comment: 'Name the owner.' });
    const page = (await desk.get('/staff/places/mill', ann)).text;
    expect(page).toContain('Name the owner.');
    await step('mill', 'edit/basics', ann, 2, { name_en: 'Other' });
    const after = (await desk.get('/staff/places/mill', ben)).text;
    expect(after).toContain('Name the owner.');
    expect(after).not.toContain('Person ann: Name');
    expect((await desk.get('/staff/places/mill/history', ann)).text.match(/Name the owner/g)).toHaveLength(1);
  });

  it('refuses a comment that it could not keep whole, and keeps what was typed', async () => {
    await submitted('mill');
    const comment = `${'x'.repeat(2_000)} and the end`;
    const answer = await step('mill', 'send-back', ben, 1, { comment });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('and the end');
    expect((await current('mill')).version).toBe(1);
    expect((await step('mill', 'send-back', ben, 1, { comment: 'x'.repeat(2_000) })).status).toBe(303);
  });
});

describe('archived', () => {
  it('is gone for visitors, and can be taken out again as a draft', async () => {
    await submitted('mill');
    await step('mill', 'approve', ben, 1);
    await step('mill', 'archive', ben, 2);
    expect(await shown()).toEqual([]);
    expect((await step('mill', 'submit', ann, 3)).status).toBe(409);
    await step('mill', 'reopen', ben, 3);
    expect([await shown(), (await current('mill')).state]).toEqual([[], 'draft']);
  });

  it('takes a place of a source out for good', async () => {
    await desk.publish([place('mill')]);
    expect((await step('mill', 'archive', ben, 0)).status).toBe(303);
    expect(await shown()).toEqual([]);
    await expect(desk.publish([place('mill')])).rejects.toThrow('withdrawn by staff');
  });
});

describe('a new listing', () => {
  const add = (name: string) => desk.post('/staff/places/new', ann, { name_en: name, kind: 'eat' });
  const idOf = (location: string | null) => location?.match(/places\/([^?]+)/)?.[1];

  it('gets an address that no other has', async () => {
    const ids = [];
    for (let i = 0; i < 4; i++) ids.push(idOf((await add('Café Mill')).headers.get('location')));
    expect(ids).toEqual(['cafe-mill', 'cafe-mill-2', 'cafe-mill-3', 'cafe-mill-4']);
  });

  it('is never taken for a place of a source, whatever address that has', async () => {
    await desk.publish([place('mill', { slug: 'old-mill' })]);
    expect(idOf((await add('Mill')).headers.get('location'))).not.toBe('mill');
  });

  it('does not get the name of one whose address was changed, or that was archived', async () => {
    await desk.write(listing('mill', { fields: { ...publishable('mill'), slug: 'new-mill' } }), 'created');
    await desk.write(
      listing('barn', { state: 'archived', fields: { ...publishable('barn'), slug: 'x' } }),
      'archived',
    );
    for (const [name, taken] of [
      ['Mill', 'mill'],
      ['Barn', 'barn'],
    ] as const) {
      const answer = await add(name);
      expect([answer.status, idOf(answer.headers.get('location'))]).toEqual([303, `${taken}-2`]);
    }
  });

  it('does not get the name of a place that is gone', async () => {
    await desk.publish([place('mill', { slug: 'old-mill' })]);
    await publishPlaces(desk.placesStore, () => ({ put: [], remove: ['mill'] }), {
      ...{ origin: 'source', now: desk.now, today: '2026-11-22', calendarOf: await desk.calendarOf() },
    });
    expect(idOf((await add('Mill')).headers.get('location'))).toBe('mill-2');
  });

  it('gets an address when very many have the same name', async () => {
    for (let i = 1; i <= 25; i++) await desk.write(listing(i === 1 ? 'mill' : `mill-${i}`), 'created');
    const id = idOf((await add('Mill')).headers.get('location'));
    expect(id).toMatch(/^mill-[a-z0-9]+$/);
  });

  it('may have a Gaelic name from the beginning', async () => {
    const form = { name_en: 'Mill', name_gd: ' Muileann ', kind: 'eat' };
    const answer = await desk.post('/staff/places/new', ann, form);
    const { fields } = await current(idOf(answer.headers.get('location')) ?? '');
    expect(fields).toMatchObject({ name_en: 'Mill', name_gd: 'Muileann' });
  });

  it.each([
    [{ name_en: '', kind: 'eat' }, 'name_en'],
    [{ name_en: '   ', kind: 'eat' }, 'name_en'],
    [{ name_en: 'x'.repeat(201), kind: 'eat' }, 'name_en'],
    [{ name_en: 'Mill', name_gd: 'x'.repeat(201), kind: 'eat' }, 'name_gd'],
    [{ name_en: 'Mill', kind: '' }, 'kind'],
    [{ name_en: 'Mill', kind: 'castle' }, 'kind'],
    [{ name_en: 'Mill', kind: 'constructor' }, 'kind'],
  ])('needs a name and a kind: %j', async (form, field) => {
    const written = await desk.changedBy(async () => {
      const answer = await desk.post('/staff/places/new', ann, form);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(`id="${field}-error"`);
    });
    expect(written).toEqual([]);
  });
});

describe('owners', () => {
  let ada: string;
  beforeEach(async () => {
    ada = await desk.signedIn(someone('ada', 'administrator'));
    await desk.write(listing('mill'), 'created');
  });
  const own = (owners: string, version = 1) => step('mill', 'owners', ada, version, { owners });

  it('are addresses in small letters, each once, whatever stands between them', async () => {
    await own(' Vic@Example.org,\r\nvic@example.org ; b@x.example\tc@x.example ');
    expect((await current('mill')).owners).toEqual(['b@x.example', 'c@x.example', 'vic@example.org']);
  });

  it('may write the listing from then on, and no longer once they are none', async () => {
    const vic = await desk.signedIn(someone('vic', 'venue-owner'));
    const asked = async () => [
      (await desk.get('/staff/places/mill', vic)).status,
      (await desk.get('/staff', vic)).text.includes('The mill'),
    ];
    expect(await asked()).toEqual([403, false]);
    await own('vic@example.org');
    expect(await asked()).toEqual([200, true]);
    expect((await step('mill', 'edit/basics', vic, 2, { name_en: 'By Vic' })).status).toBe(303);
    await own('', 3);
    expect((await step('mill', 'edit/basics', vic, 4, { name_en: 'Again' })).status).toBe(403);
    expect(await current('mill')).toMatchObject({ owners: [], fields: { name_en: 'By Vic' } });
  });

  it('are told in the audit, and change nothing that is public', async () => {
    await own('vic@example.org');
    expect(await audit()).toContainEqual(['Person ada', 'owners-changed', 'mill']);
    expect(await current('mill')).toMatchObject({ state: 'draft', fields: listing('mill').fields });
  });

  it.each([
    'vic',
    'vic@',
    '@example.org',
    'vic@localhost',
    'Vic <vic@example.org>',
    `${'x'.repeat(65)}@example.org`,
    `vic@${'x'.repeat(250)}.org`,
    '<script>@example.org vic',
    Array.from({ length: 21 }, (_, i) => `p${i}@example.org`).join(' '),
  ])('are refused, with what was typed: %s', async (typed) => {
    const answer = await own(typed);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('id="owners-error"');
    expect(answer.text).not.toContain('<script>@');
    expect((await current('mill')).version).toBe(1);
  });
});
