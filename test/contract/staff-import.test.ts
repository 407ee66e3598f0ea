import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import { isOrigin } from '#shared/domain/listings/import-row.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { staffRoles } from '#shared/domain/staff/roles.ts';
import { loadHistory, loadListing, loadListingRows } from '#shared/store/listing-store.ts';
import { listing, publishable } from '#test/builders/listings.ts';
import { placeInfosOf } from '#test/builders/place-infos.ts';
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

const shownOf = async (file: string | Uint8Array, name: string) => {
  const answer = await sent(file, name);
  if (answer.status !== 303) return { path: '', text: answer.text };
  const path = answer.headers.get('location') ?? '';
  return { path, text: (await desk.get(path, ann)).text };
};
const taken = async (path: string) => (await desk.post(path, ann)).headers.get('location') ?? '';

describe('a file in another format', () => {
  const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
  const at = (properties: object, coordinates: unknown = [-3.43, 56.39]) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates },
    properties,
  });

  it('of GeoJSON is taken in, and its records are refused as those of a source are', async () => {
    const { path, text } = await shownOf(
      collection(
        at({ name_en: 'Geo barn', kind: 'eat', lift: 'yes', colour: 'red' }),
        { ...at({ name_en: 'Nowhere' }), geometry: null },
        at({ name_en: 'Odd', kind: 'castle' }),
      ),
      'places.geojson',
    );
    expect(text).toContain('Read as places (GeoJSON) in UTF-8.');
    expect(text).toContain('Record 2: geometry is missing: where is it?');
    expect(text).toMatch(/Record 3: Odd.*kind must be one of/s);
    expect(text).toContain('left out: colour');
    await taken(path);
    expect((await loadListing(desk.listings, 'geo-barn'))?.fields).toMatchObject({
      latitude: '56.39',
      lift: 'yes',
    });
  });

  it('of A11yJSON is known by what it says, not by how it is called', async () => {
    const { path, text } = await shownOf(
      collection(
        at({ name: 'Ramp House', category: 'cafe', accessibility: { accessibleWith: { wheelchair: true } } }),
        at({ name: 'Faulty', accessibility: {} }, 'here'),
        at({ name: 'Stair House', category: 'cafe', accessibility: {} }),
      ),
      'places.json',
    );
    expect(text).toContain('Read as places (A11yJSON) in UTF-8.');
    expect(text).toContain('Record 2: geometry must be a Point of longitude and latitude');
    expect(text).toContain('Record 3: Stair House');
    expect(text).not.toContain('Left out');
    await taken(path);
    expect(await loadListing(desk.listings, 'file-ramp-house')).toMatchObject({ state: 'draft' });
  });

  it('of our own A11yJSON is the listing that it was', async () => {
    const sources = [place('round-trip', { name: { en: 'Round trip' } })];
    const { path } = await shownOf(JSON.stringify(placeInfosOf(sources)), 'open-data.json');
    await taken(path);
    const said = Object.entries(fieldsOf(sources[0] as Place)).filter(([field]) => !isOrigin(field));
    expect((await loadListing(desk.listings, 'round-trip'))?.fields).toEqual(Object.fromEntries(said));
  });

  const calendar = (...lines: string[]) =>
    ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
  const event = (uid: string, name: string, day: string) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SUMMARY:${name}`,
    `DTSTART;TZID=Europe/London:${day}T193000`,
    `DTEND;TZID=Europe/London:${day}T210000`,
    'END:VEVENT',
  ];

  it('of a calendar has the events that are still to come, also those that do not say where', async () => {
    const { path, text } = await shownOf(
      calendar(...event('a', 'Ceilidh', '20261127'), ...event('b', 'Over', '20251127')),
      'events.ics',
    );
    expect(text).toContain('Read as events (iCalendar) in UTF-8.');
    expect(text).toContain('1 new listing');
    await taken(path);
    expect((await loadListing(desk.listings, 'a'))?.fields).toMatchObject({
      kind: 'event',
      event_start: '2026-11-27T19:30:00+00:00',
    });
  });

  it.each([
    [
      'a calendar of what is over',
      calendar(...event('b', 'Over', '20251127')),
      'events.ics',
      'still to come',
    ],
    ['a list of nothing', 'name_en,kind\n', 'list.csv', 'no listing in this file'],
    ['a list of no places', '[]', 'list.json', 'no listing in this file'],
    ['JSON of something else', '{"a":1}', 'list.json', 'FeatureCollection is needed'],
    ['half of a file', '{"type":"FeatureCollection","features":[', 'list.geojson', 'GeoJSON is needed'],
    ['a workbook', 'PK\u0003\u0004', 'list.xlsx', 'Save it as CSV'],
    ['a workbook that is called otherwise', 'PK\u0003\u0004', 'list.csv', 'save it as CSV'],
    ['too many rows', `name_en\n${'Barn\n'.repeat(1_501)}`, 'list.csv', 'at most 1500 rows'],
  ])('is refused with a word on why: %s', async (_, content, name, why) => {
    const { text } = await shownOf(content, name);
    expect(text).toContain('There is a problem');
    expect(text).toContain(why);
  });
});

describe('the letters of a file', () => {
  const western = (text: string) => Buffer.from(text, 'latin1');

  it('are read in Windows-1252 where they are no UTF-8, and the page says so', async () => {
    const { path, text } = await shownOf(western('name_en,kind\nCaf\u00e9 \u00a3,eat\n'), 'list.csv');
    expect(text).toContain('Read as a spreadsheet (CSV) in Windows-1252.');
    expect(text).toContain('The file is not UTF-8');
    expect(text).toContain('Caf\u00e9 \u00a3');
    await taken(path);
    expect((await loadListing(desk.listings, 'cafe'))?.fields.name_en).toBe('Caf\u00e9 \u00a3');
  });

  it('that are UTF-8 are told to be, and raise no warning', async () => {
    const { text } = await shownOf('name_en,kind\nCaf\u00e9 two,eat\n', 'list.csv');
    expect(text).toContain('in UTF-8.');
    expect(text).not.toContain('not UTF-8');
  });

  it('that nobody can tell are refused with the line', async () => {
    const both = Buffer.concat([Buffer.from('name_en,kind\nCaf\u00e9,eat\n'), western('Caf\u00e9 2,eat\n')]);
    expect((await shownOf(both, 'list.csv')).text).toContain('line 3: is neither UTF-8 nor Windows-1252');
  });
});

describe('whose word something is', () => {
  it('is not for a file to say', async () => {
    const { path, text } = await shownOf(
      'name_en,kind,source_name,source_licence,invented,lift,lift_source,lift_source_url,lift_method\n' +
        'Claimed barn,eat,VisitScotland,CC0-1.0,yes,yes,VisitScotland,https://x.example,on-site-survey\n',
      'list.csv',
    );
    expect(text).toContain('A file does not say whose word something is');
    for (const field of ['source_name', 'source_licence', 'invented', 'lift_source', 'lift_source_url'])
      expect(text).toContain(field);
    await taken(path);
    expect((await loadListing(desk.listings, 'claimed-barn'))?.fields).toEqual({
      name_en: 'Claimed barn',
      kind: 'eat',
      slug: 'claimed-barn',
      lift: 'yes',
      lift_method: 'on-site-survey',
    });
  });

  it('stays as it is when our own export comes back', async () => {
    const fields = {
      ...publishable('kept-word'),
      source_name: 'Survey',
      source_licence: 'CC0-1.0',
      invented: 'yes',
      lift: 'yes',
      lift_source: 'Survey',
    };
    await desk.write(listing('kept-word', { fields }), 'created');
    const before = await loadListing(desk.listings, 'kept-word');
    const { text: csv } = await desk.get('/staff/export/listings.csv', ann);
    const { path, text } = await shownOf(csv, 'listings.csv');
    expect(text).toContain('0 listings change');
    await taken(path);
    expect(await loadListing(desk.listings, 'kept-word')).toEqual(before);
  });
});

describe('an import that was taken in', () => {
  const csv = (...lines: string[]) => `id,name_en,kind,telephone\n${lines.join('\n')}\n`;
  const stateOf = async (id: string) => {
    const { state, version, fields } = (await loadListing(desk.listings, id)) ?? {};
    return [state, version, fields?.telephone];
  };

  it('is seen by everybody who imports, and undone but for what somebody has changed since', async () => {
    await desk.publish([place('of-a-source', { name: { en: 'Of a source' } })], 'other');
    await desk.write(listing('of-staff', { state: 'in-review' }), 'submitted');
    const out = { state: 'published', publicVersion: 1 } as const;
    await desk.write(listing('out', out), 'published');
    await desk.write(listing('changed', out), 'published');
    const ids = ['of-a-source', 'of-staff', 'out', 'changed'];
    const path = await waiting(csv('new-one,New one,eat,1', ...ids.map((id) => `${id},,,01738 1`)));
    expect(await taken(path)).toContain('created=1&updated=4&left=0');
    const changed = await loadListing(desk.listings, 'changed');
    if (!changed) throw new Error('is not there');
    await desk.write({
      ...changed,
      version: changed.version + 1,
      fields: { ...changed.fields, email: 'a@b.c' },
    });

    const made = `${path}/made`;
    const { text } = await desk.get(made, ben);
    expect(text).toContain('1 new listing');
    expect(text).toContain('4 listings changed');
    expect(text).toContain('Person ann');
    expect(text.split('changed since by Person ann').length).toBe(2);
    expect((await desk.get('/staff/places/out/history', ben)).text).toContain(`href="${made}"`);

    const { headers } = await desk.post(`${path}/undo`, ben);
    expect(headers.get('location')).toBe(`${made}?undone=3&review=1&left=1`);
    const { text: done } = await desk.get(headers.get('location') ?? '', ben);
    expect(done).toContain('3 listings are as before');
    expect(done).toContain('1 says again what it said before, and has to be sent for review again.');
    expect(await stateOf('new-one')).toEqual(['archived', 2, '1']);
    expect(await stateOf('of-staff')).toEqual(['draft', 3, undefined]);
    expect(await stateOf('of-a-source')).toEqual(['published', 3, undefined]);
    expect(await loadListing(desk.listings, 'out')).toMatchObject({
      ...out,
      version: 3,
      editors: ['writer'],
      fields: publishable('out'),
    });
    expect(await stateOf('changed')).toEqual(['draft', 3, '01738 1']);
    const again = await desk.post(`${path}/undo`, ben);
    expect(again.headers.get('location')).toBe(`${made}?undone=0&review=0&left=1`);
    expect((await loadHistory(desk.listings, 'out')).map(({ action }) => action)).toEqual([
      'import-undone',
      'imported',
      'published',
    ]);
  });

  it('and undone is taken in anew from a corrected file, or from the same, but for what was archived by hand', async () => {
    const rows = csv('anew-1,Anew 1,eat,1', 'anew-2,Anew 2,eat,1', 'anew-3,Anew 3,eat,1');
    const first = await waiting(rows);
    await taken(first);
    await desk.post('/staff/places/anew-3/archive', ann, { version: '1' });
    await desk.post(`${first}/undo`, ann);
    const { path, text } = await shownOf(
      rows.replace('anew-2,Anew 2,eat,1', 'anew-2,Anew 2,eat,2'),
      'list.csv',
    );
    expect(text).toContain('2 new listings');
    expect(await taken(path)).toContain('created=2&updated=0&left=0');
    expect(await stateOf('anew-1')).toEqual(['draft', 3, '1']);
    expect(await stateOf('anew-2')).toEqual(['draft', 3, '2']);
    expect(await stateOf('anew-3')).toEqual(['archived', 2, '1']);
    expect((await shownOf(rows, 'list.csv')).text).toContain('0 new listings');
    const { text: made } = await desk.get(`${path}/made`, ann);
    expect([made.includes('2 new listings'), made.includes('0 listings changed')]).toEqual([true, true]);
    await desk.post(`${path}/undo`, ann);
    expect(await stateOf('anew-2')).toEqual(['archived', 4, '1']);
  });

  it('that takes too long is gone on with, and so is its undoing', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `part-${i},Part ${i},eat,1`);
    const path = await waiting(csv(...rows));
    const still = desk.now;
    /** Each look at the clock is five seconds after the one before. */
    const inHaste = async (does: () => Promise<{ headers: Headers }>) => {
      let now = still;
      Object.defineProperty(desk, 'now', { configurable: true, get: () => (now += 5) });
      const { headers } = await does();
      Object.defineProperty(desk, 'now', { configurable: true, writable: true, value: still });
      return headers.get('location') ?? '';
    };
    const first = await inHaste(() => desk.post(path, ann));
    expect(first).toContain('part=1');
    const count = Number(/created=(\d+)/.exec(first)?.[1]);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(40);
    const { text } = await desk.get(first, ann);
    expect(text).toContain('That is a part of the file');
    expect(text).toContain(`${40 - count} rows: take them in as drafts`);
    expect(await taken(path)).toContain(`created=${40 - count}`);
    expect((await desk.get(`${path}/made`, ann)).text).toContain('40 new listings');
    const undone = await inHaste(() => desk.post(`${path}/undo`, ann));
    expect(undone).toContain('part=1');
    const rest = 40 - Number(/undone=(\d+)/.exec(undone)?.[1]);
    const { headers } = await desk.post(`${path}/undo`, ann);
    expect(headers.get('location')).toBe(`${path}/made?undone=${rest}&review=0&left=0`);
  });

  it('says which listings it takes out of review, or off the date that they were approved for', async () => {
    const at = { state: 'scheduled', publishAt: '2027-01-01T00:00:00Z' } as const;
    await desk.write(listing('dated', at), 'approved');
    await desk.write(listing('looked-at', { state: 'in-review' }), 'submitted');
    await desk.write(listing('dated-too', at), 'approved');
    const { path, text } = await shownOf(csv('dated,,,1', 'looked-at,,,1', 'dated-too,,,'), 'list.csv');
    expect(text).toMatch(/1\s+of them waits for review, and 1\s+is approved for a date/);
    expect(text.split('Taken out of review').length).toBe(2);
    expect(text.split('Taken off its date of publication').length).toBe(2);
    await taken(path);
    expect((await desk.get(path, ann)).text).not.toContain('of them waits');
    const { headers } = await desk.post(`${path}/undo`, ann);
    expect(headers.get('location')).toContain('undone=0&review=2&left=0');
    expect(await stateOf('dated')).toEqual(['draft', 3, undefined]);
  });

  it('that is taken in once more leaves what somebody has changed since, and can undo the rest', async () => {
    await desk.write(listing('twice', { state: 'published', publicVersion: 1 }), 'published');
    const path = await waiting(csv('twice,,,1', 'once,Once,eat,1'));
    await taken(path);
    const first = await loadListing(desk.listings, 'twice');
    if (!first) throw new Error('is not there');
    const theirs = await desk.write({
      ...first,
      version: first.version + 1,
      fields: { ...first.fields, telephone: '2' },
    });
    expect((await desk.get(path, ann)).text).toContain('0 listings change<');
    expect(await taken(path)).toContain('created=0&updated=0&left=0');
    expect(await loadListing(desk.listings, 'twice')).toEqual(theirs);
    const { headers } = await desk.post(`${path}/undo`, ann);
    expect(headers.get('location')).toContain('undone=1&review=0&left=1');
  });

  it('and undone leaves listings of sources to their sources, whoever opens them later', async () => {
    const told = (telephone: string) => place('still-its', { name: { en: 'Still its' }, telephone });
    await desk.publish([told('1')], 'its');
    const path = await waiting(csv('still-its,,,2'));
    await taken(path);
    await desk.post(`${path}/undo`, ann);
    await desk.publish([told('3')], 'its');
    const { text } = await desk.get('/staff/places/still-its/edit/contact', ann);
    expect(text).toContain('value="3"');
    const form = (html: string, email: string) => ({
      ...{ version: '3', seen: /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '' },
      ...{ telephone: '3', email },
    });
    await desk.publish([told('4')], 'its');
    const late = await desk.post('/staff/places/still-its/edit/contact', ann, form(text, 'a@b.example'));
    expect([late.status, late.text.includes('Open it again')]).toEqual([409, true]);
    expect((await loadListing(desk.listings, 'still-its'))?.version).toBe(3);
    const { text: now } = await desk.get('/staff/places/still-its/edit/contact', ann);
    const saved = { ...form(now, 'a@b.example'), telephone: '4' };
    expect((await desk.post('/staff/places/still-its/edit/contact', ann, saved)).status).toBe(303);
    expect(await loadListing(desk.listings, 'still-its')).toMatchObject({
      ...{ version: 5, state: 'draft', publicVersion: 1 },
      fields: { telephone: '4', email: 'a@b.example' },
    });
    expect((await loadHistory(desk.listings, 'still-its')).map(({ action }) => action)).toEqual([
      ...['edited', 'taken-over', 'import-undone', 'imported', 'taken-over'],
    ]);
  });

  it('is forgotten after 90 days, with the name of who took it in', async () => {
    const path = await waiting(csv('forgotten,Forgotten,eat,1'));
    await taken(path);
    for (let times = 0; times < 2; times++) {
      const { Items = [] } = await desk.listings.client.send(
        new QueryCommand({
          TableName: desk.listings.tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :made)',
          ExpressionAttributeValues: {
            ':pk': { S: path.replace('/staff/import/', 'IMPORT#') },
            ':made': { S: 'MADE#' },
          },
        }),
      );
      expect(Items.map(({ ttl }) => Number(ttl?.N))).toEqual([desk.now + 90 * 86_400]);
      await desk.post(`${path}/undo`, ann);
    }
  });

  it('of one row is called one row', async () => {
    const { text } = await shownOf(csv('single,Single,eat,1'), 'list.csv');
    expect(text).toContain('1 row: take it in as a draft<');
  });

  it('has a page for as many rows as are looked through at once', async () => {
    const path = await waiting(csv(...Array.from({ length: 201 }, (_, i) => `long-${i},Long ${i},eat,1`)));
    const [first, second] = [await desk.get(path, ann), await desk.get(`${path}?page=2`, ann)];
    expect(first.text).toContain('Page 1 of 2');
    expect(first.text).not.toContain('Long 200');
    expect(second.text).toContain('Long 200');
    expect(second.text).not.toContain('Long 199');
  });

  it.each(['x', '..', '%00', 'x'.repeat(3_000)])('and that is not there is not found: %s', async (id) => {
    expect((await desk.get(`/staff/import/${id}/made`, ann)).status).toBe(404);
    expect((await desk.post(`/staff/import/${id}/undo`, ann)).status).toBe(404);
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
    const published = [...(await desk.places.published()).byId.keys()].filter((id) => Object.hasOwn(all, id));
    expect(published.sort()).toEqual(['good', 'untouched']);
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

it('what is given out comes in parts, each listing in one of them', async () => {
  await desk.clear();
  for (let i = 0; i < 1_001; i += 40) {
    const some = Array.from(
      { length: Math.min(40, 1_001 - i) },
      (_, k) => `many-${String(i + k).padStart(4, '0')}`,
    );
    await Promise.all(some.map((id) => desk.write(listing(id), 'created')));
  }
  ann = await desk.signedIn(someone('ann', ...staffRoles));
  const { text } = await desk.get('/staff/export', ann);
  const parts = [...text.matchAll(/href="(\/staff\/export\/listings\.csv[^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  expect(parts.length).toBe(2);
  const files = await Promise.all(parts.map((href) => desk.get(href, ann)));
  const ids = files.flatMap(({ text: csv }) =>
    csv
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[0]),
  );
  const known = [...(await desk.places.published()).byId.keys()];
  const all = Array.from({ length: 1_001 }, (_, i) => `many-${String(i).padStart(4, '0')}`);
  expect(ids).toEqual([...new Set([...all, ...known])].sort());
  expect(files[0]?.headers.get('link')).toBe(`<${parts[1]}>; rel="next"`);
  expect(files[1]?.headers.get('link')).toBeNull();
  expect(files.map(({ headers }) => headers.get('content-disposition'))).toEqual(
    ['listings-1.csv', 'listings-2.csv'].map((name) => `attachment; filename="${name}"`),
  );
});

it('nothing of it has failed for a reason of ours', () => {
  expect(desk.logged.filter((line) => !line.includes('LISTING_NOT_PUBLISHED'))).toEqual([]);
});
