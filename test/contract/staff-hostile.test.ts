import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffRoutes } from '#shared/contracts/routes.ts';
import { imagesText } from '#shared/domain/listings/fields-of-place.ts';
import { staffRoles } from '#shared/domain/staff/roles.ts';
import { loadListing } from '#shared/store/listing-store.ts';
import { listing, publishable } from '#test/builders/listings.ts';
import { picture, place } from '#test/builders/places.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';
import { prepared, workingRequests } from '#test/builders/staff-requests.ts';

/** What nobody types by accident. */

let desk: StaffDesk;
let all: string;
let number = 0;
const newId = () => `mill-${++number}`;
const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
const escaped = '&lt;script>alert(1)';

beforeAll(async () => {
  desk = await openStaffDesk();
  all = await desk.signedIn({ ...someone('all', ...staffRoles), name: evil });
});
afterAll(() => desk.stop());

/** Markup that came from a text: none of these pages has any such of its own. */
const expectHarmless = (html: string) => {
  expect(html).not.toMatch(/<script(?! type="module" src="\/assets\/)/);
  expect(html).not.toMatch(/<iframe|<svg|<object|<base/i);
  expect(html).not.toMatch(/<img[^>]*\ssrc=(?!"(\/staff\/places\/mill-\d+\/history\/\d+)?\/images\/)/);
  expect(html).not.toMatch(/<[a-z][^>]*\son\w+=/i);
  expect(html).not.toMatch(/\s(?:href|src|action|formaction)="(?!\/(?!\/)|#|data:,|https?:\/\/)/);
};

describe('a script in a name, a note, a comment or an address', () => {
  const fields = {
    ...publishable('mill'),
    ...{
      name_en: evil,
      name_gd: evil,
      description_en: evil,
      keywords: evil,
      street_address: evil,
      telephone: '01738',
    },
    ...{
      url: 'javascript:alert(1)',
      lift: 'partial',
      lift_note_en: evil,
      lift_disputed: 'yes',
      images: imagesText([{ ...picture, alt: { en: evil }, caption: { en: evil }, credit: evil }]),
      lift_source: evil,
      lift_source_url: 'javascript:alert(1)',
    },
    ...{
      seating: evil,
      seating_method: evil,
      aisleWidth: 'yes',
      aisleWidth_cm: evil,
      opening_hours: evil,
      source_name: evil,
    },
  };
  const hostile = { fields, comment: evil, owners: [evil], changedBy: { subject: 'evil', name: evil } };

  const pages = staffRoutes.filter(({ method, permission }) => method === 'GET' && permission !== 'none');
  it.each(pages.map(({ path }) => path))('stays a text at %s', async (path) => {
    const working = workingRequests[`GET ${path}`];
    if (!working) throw new Error(`nobody has said how ${path} is used`);
    const reported = working.report && { report: { ...working.report, words: evil, placeName: evil } };
    const prepare = { listing: hostile, subject: 'all' };
    const request = await prepared(desk, { ...working, ...reported }, newId(), prepare);
    const { status, text, headers } = await desk.get(request.path, all);
    // No browser takes a file that is to be kept for a page.
    if (headers.get('content-disposition')?.startsWith('attachment; ')) {
      expect(headers.get('content-type')).toMatch(/^text\/(csv|calendar)/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      return;
    }
    expect(status).toBe(200);
    if (headers.get('content-type')?.startsWith('image/')) {
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'");
      return;
    }
    expect(text).toContain(escaped);
    expectHarmless(text);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'; /);
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('stays a text on every page of the form', async () => {
    const { id } = await desk.write(listing(newId(), hostile), 'created');
    for (const section of [
      'basics',
      'location',
      'opening',
      'contact',
      'getting-in',
      'moving-around',
      'toilets',
      'senses',
    ]) {
      const { text } = await desk.get(`/staff/places/${id}/edit/${section}?check=1`, all);
      expect(text).toContain(escaped);
      expectHarmless(text);
    }
  });

  it('stays a text where it is shown again: errors, conflicts, what was not saved, addresses', async () => {
    const { id } = await desk.write(listing(newId(), hostile), 'created');
    const address = `/staff/places/${id}`;
    const typed = {
      version: '1',
      name_en: `${evil} 2`,
      verified: evil,
      method: evil,
      comment: evil,
      kind: evil,
    };
    await desk.post(`${address}/unsaved/basics`, all, typed);
    await desk.post(`${address}/edit/basics`, all, { version: '1', name_en: `${evil} 3` });
    const answers = [
      await desk.get(`${address}/edit/basics`, all),
      await desk.post(`${address}/edit/basics`, all, typed),
      await desk.post(`${address}/edit/getting-in`, all, { ...typed, stepFreeEntrance: evil }),
      await desk.post(`${address}/approve`, all, { version: '1', publish_at: evil, unpublish_at: evil }),
      await desk.post(`${address}/owners`, all, { version: '2', owners: evil }),
      await desk.post('/staff/places/new', all, typed),
      await desk.get(
        `/staff?q=${encodeURIComponent(evil)}&state=${encodeURIComponent(evil)}&page=${encodeURIComponent(evil)}`,
        all,
      ),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 400, 400, 400, 400, 200]);
    for (const { text } of answers) {
      expect(text).toContain(escaped);
      expectHarmless(text);
    }
    for (const path of [
      `${address}?done=${evil}`,
      `${address}/edit/${evil}`,
      `/staff/places/${evil}`,
      `${address}/history/${evil}`,
      `/staff/audit?month=${evil}&before=${evil}`,
      `/staff/sign-in?to=${evil}`,
      `/staff/signed-in?error=x&error_description=${evil}`,
    ])
      expectHarmless((await desk.get(encodeURI(path), all)).text);
  });
});

describe('very long', () => {
  it.each([
    ['a text of 5 MB', { name_en: 'x'.repeat(5_000_000) }],
    ['a text of 5 MB that says nothing', { name_en: ' '.repeat(5_000_000) }],
    ['10,001 letters', { description_en: 'x'.repeat(10_001) }],
    ['a field of no listing, of 5 MB', { nothing: 'x'.repeat(5_000_000) }],
  ])('%s is refused, and the page says what is too long', async (_, typed) => {
    const { id } = await desk.write(listing(newId()), 'created');
    const written = await desk.changedBy(async () => {
      for (const path of ['edit', 'unsaved', 'merge']) {
        const mine = Object.fromEntries(Object.entries(typed).map(([name, text]) => [`mine.${name}`, text]));
        const form = { version: '1', alone: 'name_en description_en', ...(path === 'merge' ? mine : typed) };
        const answer = await desk.post(
          `/staff/places/${id}/${path}/basics`,
          all,
          form as Record<string, string>,
        );
        expect([path, answer.status]).toEqual([path, 400]);
        expect(answer.text).toContain('too long');
        expect(answer.text.length).toBeLessThan(200_000);
      }
    });
    expect(written).toEqual([]);
  });

  it('a list of fields that nobody has asked for changes nothing', async () => {
    const first = await desk.write(listing(newId()), 'created');
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`field_${i}`, `value ${i}`]));
    const answer = await desk.post(`/staff/places/${first.id}/edit/basics`, all, {
      version: '1',
      ...many,
      name_en: 'Other',
    });
    expect(answer.status).toBe(303);
    const saved = await loadListing(desk.listings, first.id);
    expect(saved?.fields).toEqual({ ...first.fields, name_en: 'Other' });
  });

  it('an address of a listing leads nowhere', async () => {
    for (const id of ['x'.repeat(81), 'x'.repeat(3_000), 'x'.repeat(7_000)]) {
      for (const path of ['', '/history', '/edit/basics'])
        expect((await desk.get(`/staff/places/${id}${path}`, all)).status).toBe(404);
      expect((await desk.post(`/staff/places/${id}/submit`, all, { version: '0' })).status).toBe(404);
    }
    for (const before of ['x'.repeat(3_000), '', '\u0000', '2026-11'])
      expect((await desk.get(`/staff/audit?before=${encodeURIComponent(before)}`, all)).status).toBe(200);
  });
});

describe('odd names', () => {
  const odd = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'];
  const names = odd.flatMap((name) => [
    name,
    `${name}_en`,
    `${name}_note_en`,
    `name_${name}`,
    `lift_${name}`,
    `${name}.polluted`,
    `${name}[polluted]`,
  ]);

  it('of fields are no fields, on any way in', async () => {
    const first = await desk.write(listing(newId()), 'created');
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    const typed = names.flatMap((name) => [
      [name, 'polluted'],
      [`mine.${name}`, 'polluted'],
      [`choice.${name}`, 'mine'],
    ]);
    const entries = [...typed, ['alone', names.join(' ')]];
    let version = 1;
    for (const path of [
      'edit/basics',
      'unsaved/basics',
      'merge/basics',
      'edit/moving-around',
      'merge/moving-around',
    ]) {
      const body = new URLSearchParams([['version', String(version)], ...entries]);
      const answer = await desk.post(`/staff/places/${first.id}/${path}`, all, undefined, { body });
      expect(answer.status).toBeLessThan(400);
      version = (await loadListing(desk.listings, first.id))?.version ?? 0;
    }
    expect(await loadListing(desk.listings, first.id)).toEqual(first);
    expect((await desk.get(`/staff/places/${first.id}/edit/basics`, all)).text).not.toContain('polluted');
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('of pages, listings and versions lead nowhere', async () => {
    const { id } = await desk.write(listing(newId()), 'created');
    for (const name of [
      ...odd,
      '..',
      '%2e%2e',
      '%2F',
      '%00',
      '%',
      '%FF',
      ' ',
      '%0d%0aset-cookie:x=1',
      'LISTINGS',
      'CURRENT%23000',
    ]) {
      for (const path of [
        `/staff/places/${name}/preview`,
        `/staff/places/${id}/edit/${name}`,
        `/staff/places/${id}/history/${name}`,
      ]) {
        const { status, headers } = await desk.get(path, all);
        expect([path, status]).toEqual([path, 404]);
        expect(headers.get('set-cookie')).toBeNull();
      }
    }
  });

  it('of filters, notices and months show the page as it is', async () => {
    for (const name of odd) {
      const list = await desk.get(`/staff?state=${name}&done=${name}&page=${name}`, all);
      expect(list.status).toBe(200);
      expect(list.text).not.toContain('Done</h2>');
      const reports = await desk.get(`/staff/reports?done=${name}`, all);
      expect(reports.text).not.toContain('Done</h2>');
      const audit = await desk.get(`/staff/audit?month=${name}`, all);
      expect(audit.text).toContain('Audit of 2026-11');
      const { id } = await desk.write(listing(newId()), 'created');
      const page = await desk.get(`/staff/places/${id}?done=${name}`, all);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('Done</h2>');
    }
  });

  it('of kinds and answers can be in a draft, and cannot be published', async () => {
    for (const name of odd) {
      const fields = { ...publishable('x'), kind: name, lift: name, lift_method: name };
      const { id } = await desk.write(listing(newId(), { fields }), 'created');
      for (const path of [
        '',
        '/preview',
        '/edit/basics?check=1',
        '/edit/moving-around?check=1',
        '/history/1',
      ])
        expect((await desk.get(`/staff/places/${id}${path}`, all)).status).toBe(200);
      expect((await desk.post(`/staff/places/${id}/submit`, all, { version: '1' })).status).toBe(409);
    }
  });
});

describe('what is no form', () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
  const urlencoded = 'application/x-www-form-urlencoded';
  const multipart = 'multipart/form-data; boundary=x';
  it.each([
    ['JSON', 'application/json', bytes('{"version":1,"name_en":"Other"}')],
    ['plain text, which other sites may send', 'text/plain', bytes('version=1&name_en=Other')],
    ['nothing that says what it is', '', bytes('version=1&name_en=Other')],
    ['parts without what divides them', 'multipart/form-data', bytes('version=1')],
    [
      'parts that break off',
      multipart,
      bytes('--x\r\ncontent-disposition: form-data; name="version"\r\n\r\n1'),
    ],
    ['parts that are none', multipart, bytes('version=1&name_en=Other')],
    ['no version', urlencoded, bytes('name_en=Other')],
    ['no text at all', urlencoded, bytes('')],
    ['bytes that are no letters', urlencoded, bytes('version=1&name_en=', [0xff, 0xfe, 0xc3])],
    ['bytes that are no letters, written as letters', urlencoded, bytes('version=1&name_en=%FF%FE%C3')],
    ['half a letter', urlencoded, bytes('version=1&name_en=%ED%A0%80')],
    [
      'bytes that are no letters, in parts',
      multipart,
      bytes(
        '--x\r\ncontent-disposition: form-data; name="version"\r\n\r\n1\r\n--x\r\ncontent-disposition: form-data; name="name_en"\r\n\r\n',
        [0xff, 0xc3],
        '\r\n--x--\r\n',
      ),
    ],
  ])('%s is refused, and nothing is written', async (_, type, body) => {
    const { id } = await desk.write(listing(newId()), 'created');
    const written = await desk.changedBy(async () => {
      const answer = await desk.post(`/staff/places/${id}/edit/basics`, all, undefined, {
        body,
        headers: { 'content-type': type || undefined },
      });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('This does not work');
    });
    expect(written).toEqual([]);
  });

  it('of a field that is sent twice the first counts', async () => {
    const { id } = await desk.write(listing(newId()), 'created');
    const body = bytes('version=1&name_en=First&name_en=Second&version=7');
    await desk.post(`/staff/places/${id}/edit/basics`, all, undefined, {
      body,
      headers: { 'content-type': urlencoded },
    });
    expect((await loadListing(desk.listings, id))?.fields.name_en).toBe('First');
  });

  it('a form in parts is a form, too, and a file in it no text', async () => {
    const first = await desk.write(listing(newId()), 'created');
    const body = new FormData();
    body.set('version', '1');
    body.set('name_en', 'In parts');
    body.set('description_en', new File(['text'], '../../../etc/passwd'));
    const answer = await desk.post(`/staff/places/${first.id}/edit/basics`, all, undefined, { body });
    expect(answer.status).toBe(303);
    expect((await loadListing(desk.listings, first.id))?.fields).toEqual({
      ...first.fields,
      name_en: 'In parts',
    });
  });
});

it('texts of all languages come back as they were typed', async () => {
  const { id } = await desk.write(listing(newId()), 'created');
  const name = 'Taigh-òsda “Ænigma” 🏰 <b>&amp;</b> 日本 \u200Fעברית %41 + 100%';
  await desk.post(`/staff/places/${id}/edit/basics`, all, {
    version: '1',
    name_en: name,
    description_en: 'a\r\nb\rc\nd',
  });
  expect((await loadListing(desk.listings, id))?.fields).toMatchObject({
    name_en: name,
    description_en: 'a\nb\nc\nd',
  });
});

it('a listing of a source cannot bring markup either', async () => {
  await desk.publish([
    place('source', { name: { en: evil }, description: { en: evil }, source: { name: evil, licence: 'x' } }),
  ]);
  for (const path of ['', '/preview', '/edit/basics', '/review'])
    expectHarmless(
      (await desk.get(`/staff/places/source${path}`, all)).text.replace(
        /<script type="application\/ld\+json">.*?<\/script>/s,
        '',
      ),
    );
});

it('no page carries a secret of who looks at it', async () => {
  const secret = all.split('=')[1] ?? '';
  const digest = createHash('sha256').update(secret).digest('base64url');
  for (const path of ['/staff', '/staff/audit', '/staff/places/new']) {
    const { text } = await desk.get(path, all);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(digest);
  }
});

it('nothing of it has failed for a reason of ours', () => {
  expect(desk.logged).toEqual([]);
});
