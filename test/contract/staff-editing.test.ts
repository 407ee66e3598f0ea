import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { loadHistory, loadListing } from '#shared/store/listing-store.ts';
import { listing } from '#test/builders/listings.ts';
import { meanwhile } from '#test/builders/meanwhile.ts';
import { place } from '#test/builders/places.ts';
import { sentForm } from '#test/builders/sent-form.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';

/** Two who write one listing, through the pages as a browser sends them. */

let desk: StaffDesk;
let ann: string;
let ben: string;
let number = 0;
const newId = () => `mill-${++number}`;

beforeAll(async () => {
  desk = await openStaffDesk();
  ann = await desk.signedIn(someone('ann', 'editor'));
  ben = await desk.signedIn(someone('ben', 'publisher'));
});
afterAll(() => desk.stop());

const created = (more: Partial<Listing> = {}) => desk.write(listing(newId(), more), 'created');
const current = async (id: string): Promise<Listing> => {
  const found = await loadListing(desk.listings, id);
  if (!found) throw new Error(`${id} is not stored`);
  return found;
};
const save = (id: string, as: string, version: number | string, typed: Fields, section = 'basics') =>
  desk.post(`/staff/places/${id}/edit/${section}`, as, { version: String(version), ...typed });
const basics = ({ fields }: Listing, typed: Fields): Fields => {
  const names = ['name_en', 'name_gd', 'kind', 'description_en', 'description_gd', 'keywords', 'slug'];
  return { ...Object.fromEntries(names.map((name) => [name, fields[name] ?? ''])), ...typed };
};
describe('two who change a listing at once', () => {
  it('both keep what they have changed, where it is not the same', async () => {
    const first = await created();
    await save(first.id, ann, 1, basics(first, { name_en: 'By Ann' }));
    const answer = await save(first.id, ben, 1, { telephone: '01738 000000' }, 'contact');
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/staff/places/${first.id}?done=joined`,
    ]);
    expect(await current(first.id)).toMatchObject({
      version: 3,
      fields: { ...first.fields, name_en: 'By Ann', telephone: '01738 000000' },
      editors: ['writer', 'ann', 'ben'],
    });
  });

  it('join on one page of the form, too', async () => {
    const first = await created({ fields: { ...listing('x').fields, description_en: 'Old' } });
    await save(first.id, ann, 1, basics(first, { name_en: 'By Ann' }));
    await save(first.id, ben, 1, basics(first, { description_en: 'By Ben', keywords: 'mill' }));
    expect((await current(first.id)).fields).toMatchObject({
      name_en: 'By Ann',
      description_en: 'By Ben',
      keywords: 'mill',
    });
  });

  it('who both save the same are not asked', async () => {
    const first = await created();
    for (const as of [ann, ben]) {
      const { status } = await save(first.id, as, 1, basics(first, { name_en: 'The same' }));
      expect(status).toBe(303);
    }
    expect((await current(first.id)).version).toBe(2);
  });

  it('save at the very same moment, and nothing is lost', async () => {
    const first = await created();
    const fields = ['telephone', 'email', 'url'] as const;
    const answers = await Promise.all(
      fields.map((field) => save(first.id, ann, 1, { [field]: `by ${field}` }, 'contact')),
    );
    const kept = (await current(first.id)).fields;
    answers.forEach(({ status }, i) => {
      const field = fields[i] ?? 'url';
      expect([303, 409]).toContain(status);
      expect(kept[field]).toBe(status === 303 ? `by ${field}` : undefined);
    });
    expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThan(0);
  });
});

describe('who has changed the same as somebody else', () => {
  const conflict = async () => {
    const first = await created();
    await save(first.id, ann, 1, basics(first, { name_en: 'By Ann', name_gd: 'Le Ann' }));
    const typed = {
      name_en: 'By "Ben" & <co>',
      name_gd: 'Le Ben',
      description_en: 'Two\r\nlines',
      keywords: 'ben',
    };
    const answer = await save(first.id, ben, 1, basics(first, typed));
    return { id: first.id, answer };
  };

  it('sees both, and nothing is written', async () => {
    const { id, answer } = await conflict();
    expect(answer.status).toBe(409);
    for (const text of ['By Ann', 'Le Ann', 'By &quot;Ben&quot; &amp; &lt;co>', 'Le Ben', 'Person ann'])
      expect(answer.text).toContain(text);
    expect(await current(id)).toMatchObject({ version: 2, fields: { name_en: 'By Ann', name_gd: 'Le Ann' } });
  });

  it.each([
    [
      { 'choice.name_en': 'mine', 'choice.name_gd': 'theirs' },
      { name_en: 'By "Ben" & <co>', name_gd: 'Le Ann' },
    ],
    [
      { 'choice.name_en': 'theirs', 'choice.name_gd': 'mine' },
      { name_en: 'By Ann', name_gd: 'Le Ben' },
    ],
    [
      { 'choice.name_en': 'mine', 'choice.name_gd': 'mine' },
      { name_en: 'By "Ben" & <co>', name_gd: 'Le Ben' },
    ],
    [
      { 'choice.name_en': 'theirs', 'choice.name_gd': 'theirs' },
      { name_en: 'By Ann', name_gd: 'Le Ann' },
    ],
  ])('chooses %j, and loses nothing else', async (choices, names) => {
    const { id, answer } = await conflict();
    const merged = await desk.post(`/staff/places/${id}/merge/basics`, ben, sentForm(answer.text, choices));
    expect(merged.status).toBe(303);
    expect((await current(id)).fields).toMatchObject({
      ...names,
      description_en: 'Two\nlines',
      keywords: 'ben',
    });
  });

  it.each([
    [{}, ['name_en', 'name_gd']],
    [{ 'choice.name_gd': 'mine' }, ['name_en']],
    [{ 'choice.name_en': 'neither', 'choice.name_gd': 'theirs' }, ['name_en']],
  ])('is asked what %j leaves open, and nothing is chosen, written or lost', async (choices, open) => {
    const { id, answer } = await conflict();
    expect(answer.text).not.toMatch(/type="radio"[^>]* checked/);
    const written = await desk.changedBy(async () => {
      const asked = await desk.post(`/staff/places/${id}/merge/basics`, ben, sentForm(answer.text, choices));
      expect(asked.status).toBe(400);
      const links = [...asked.text.matchAll(/<li><a href="#([^"]*)">Choose which is right/g)];
      expect(links.map(([, field]) => field)).toEqual(open.map((unit) => `choice.${unit}`));
      for (const field of open)
        expect(asked.text).toMatch(new RegExp(`id="choice.${field}"[^>]*type="radio"`));
      const chosen = [...asked.text.matchAll(/name="(choice[^"]*)" type="radio" value="([^"]*)" checked/g)];
      expect(chosen.map(([, field, value]) => [field, value])).toEqual(
        Object.entries(choices).filter(([, value]) => value !== 'neither'),
      );
      expect(sentForm(asked.text)).toEqual(sentForm(answer.text));
    });
    expect(written).toEqual([]);
  });

  it('of a fact carries along what was typed of it, and nothing of other facts', async () => {
    const first = await created();
    await save(first.id, ann, 1, { lift: 'yes', lift_note_en: 'Behind the shop' }, 'moving-around');
    const { text } = await save(first.id, ben, 1, { lift: 'no', lift_note_gd: 'Briste' }, 'moving-around');
    const again = await desk.post(`/staff/places/${first.id}/merge/moving-around`, ben, sentForm(text));
    expect(again.status).toBe(400);
    for (const said of ['Behind the shop', '<span lang="gd">Briste</span>'])
      expect(again.text).toContain(said);
    const carried = Object.keys(sentForm(again.text)).filter((name) => name.startsWith('mine.'));
    expect(carried.sort()).toEqual(
      ['lift', 'lift_note_gd', 'lift_source', 'lift_source_url'].map((name) => `mine.${name}`),
    );
    const choice = { 'choice.lift': 'mine' };
    await desk.post(`/staff/places/${first.id}/merge/moving-around`, ben, sentForm(again.text, choice));
    const { fields } = await current(first.id);
    expect([fields.lift, fields.lift_note_en, fields.lift_note_gd]).toEqual(['no', undefined, 'Briste']);
  });

  it('sees texts of several lines as lines, and Gaelic marked as such', async () => {
    const first = await created();
    const lines = { description_en: 'First\nsecond', description_gd: 'A h-aon\na dhà' };
    await save(first.id, ann, 1, basics(first, lines));
    const { text } = await save(
      first.id,
      ben,
      1,
      basics(first, { description_en: 'x', description_gd: 'y' }),
    );
    expect(text).toContain('<div class="staff-lines">First\nsecond</div>');
    expect(text).toContain('<span lang="gd">A h-aon\na dhà</span>');
  });

  it('is asked again when it was changed once more meanwhile', async () => {
    const { id, answer } = await conflict();
    await save(id, ann, 2, { name_en: 'Ann again' });
    const choices = { 'choice.name_en': 'mine', 'choice.name_gd': 'mine' };
    const again = await desk.post(`/staff/places/${id}/merge/basics`, ben, sentForm(answer.text, choices));
    expect(again.status).toBe(409);
    expect(again.text).toContain('Ann again');
    const done = await desk.post(
      `/staff/places/${id}/merge/basics`,
      ben,
      sentForm(again.text, { 'choice.name_en': 'mine' }),
    );
    expect(done.status).toBe(303);
    expect((await current(id)).fields).toMatchObject({
      ...{ name_en: 'By "Ben" & <co>', name_gd: 'Le Ben', description_en: 'Two\nlines', keywords: 'ben' },
    });
  });

  it('chooses of this page alone, and says nothing in the name of another', async () => {
    const first = await created();
    const vic = await desk.signedIn(someone('vic', 'venue-owner'));
    await desk.write({ ...first, version: 2, owners: ['vic@example.org'] });
    const answer = await desk.post(`/staff/places/${first.id}/merge/getting-in`, vic, {
      version: '2',
      alone: 'stepFreeEntrance source_name telephone nonsense __proto__',
      'mine.stepFreeEntrance': 'yes',
      'mine.stepFreeEntrance_source': 'Test Council',
      'mine.stepFreeEntrance_source_url': 'https://council.example/',
      'mine.source_name': 'Test Council',
      'mine.telephone': '999',
      'mine.__proto__': 'x',
    });
    expect(answer.status).toBe(303);
    const { fields } = await current(first.id);
    expect(fields).toEqual({
      ...first.fields,
      stepFreeEntrance: 'yes',
      stepFreeEntrance_source: `The ${first.id}`,
    });
  });
});

describe('the version that a form was made of', () => {
  it.each([
    ['a later one than there is', '7', 400],
    ['no number', 'latest', 400],
    ['none', '', 400],
    ['a negative one', '-1', 400],
    ['one with more behind it', '1e1', 400],
  ])('%s is refused', async (_, version, status) => {
    const first = await created();
    const answer = await save(first.id, ann, version, { name_en: 'Other' });
    expect([answer.status, (await current(first.id)).version]).toEqual([status, 1]);
  });

  it('may be an old one, as long as nobody has changed the same', async () => {
    const first = await created();
    for (let version = 1; version <= 6; version++)
      await save(first.id, ben, version, { telephone: `01738 00000${version}` }, 'contact');
    await save(first.id, ann, 1, basics(first, { name_en: 'Late' }));
    expect((await current(first.id)).fields).toMatchObject({ name_en: 'Late', telephone: '01738 000006' });
  });

  it.each(['submit', 'archive', 'approve', 'send-back', 'owners', 'history/1/restore'])(
    'has to be the present one to %s',
    async (step) => {
      const first = await created({
        state: step === 'approve' || step === 'send-back' ? 'in-review' : 'draft',
      });
      await save(first.id, ann, 1, { name_en: 'Changed' });
      const all = await desk.signedIn(someone('all', 'publisher', 'administrator'));
      const form = { version: '1', comment: 'No.', owners: 'a@example.org' };
      const written = await desk.changedBy(async () => {
        expect((await desk.post(`/staff/places/${first.id}/${step}`, all, form)).status).toBe(409);
      });
      expect(written).toEqual([]);
    },
  );

  it('of what is archived meanwhile takes no more, and says so', async () => {
    const first = await created();
    await desk.post(`/staff/places/${first.id}/archive`, ben, { version: '1' });
    const answer = await save(first.id, ann, 1, { name_en: 'Late' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('archived');
    expect((await current(first.id)).fields.name_en).toBe(first.fields.name_en);
  });
});

describe('a listing that nobody has touched here', () => {
  const untouched = async (id: string, more = {}) => {
    await desk.publish([place(id, { telephone: '01738 000000', email: 'old@example.org', ...more })]);
    return id;
  };
  const form = async (id: string, section: string) =>
    sentForm((await desk.get(`/staff/places/${id}/edit/${section}`, ann)).text);

  it('is taken over as it was, before what is changed', async () => {
    const id = await untouched('source-1');
    const typed = { telephone: '01738 111111', email: 'old@example.org', url: '' };
    await desk.post(`/staff/places/${id}/edit/contact`, ann, { ...(await form(id, 'contact')), ...typed });
    expect((await loadHistory(desk.listings, id)).map(({ action }) => action)).toEqual([
      'edited',
      'taken-over',
    ]);
    expect(await current(id)).toMatchObject({
      version: 2,
      state: 'draft',
      publicVersion: 1,
      editors: ['ann'],
    });
    const published = await desk.places.published();
    expect(published.byId.get(id)?.origin).toBe('source');
  });

  it.each([
    [
      'saving what it says already',
      'edit/contact',
      { telephone: '01738 000000', email: 'old@example.org' },
      303,
    ],
    ['a step that cannot be taken', 'submit', {}, 409],
    ['an approval of nothing', 'approve', {}, 409],
    ['a version that there never was', 'history/3/restore', {}, 404],
    ['owners that it has', 'owners', { owners: '' }, 409],
  ])('is not taken over by %s', async (what, path, typed, status) => {
    const id = await untouched(`source-${what.length}-${path.length}`);
    const all = await desk.signedIn(someone('all', 'publisher', 'administrator'));
    const sent = { ...(await form(id, 'contact')), version: '0', ...typed };
    const written = await desk.changedBy(async () => {
      expect((await desk.post(`/staff/places/${id}/${path}`, all, sent)).status).toBe(status);
    });
    expect(written).toEqual([]);
  });

  it('is not set back to what its source said when the form was opened', async () => {
    const id = await untouched('source-changes');
    const opened = await form(id, 'contact');
    await desk.publish([place(id, { telephone: '01738 999999', email: 'old@example.org' })]);
    const typed = { telephone: '01738 000000', email: 'new@example.org', url: '' };
    const answer = await desk.post(`/staff/places/${id}/edit/contact`, ann, { ...opened, ...typed });
    expect(answer.status).toBe(409);
    expect(await loadListing(desk.listings, id)).toBeUndefined();
    // Nor when somebody else has taken it over by then.
    await desk.post(`/staff/places/${id}/edit/basics`, ben, {
      ...(await form(id, 'basics')),
      name_en: 'By Ben',
    });
    expect((await desk.post(`/staff/places/${id}/edit/contact`, ann, { ...opened, ...typed })).status).toBe(
      409,
    );
    expect((await current(id)).fields).toMatchObject({ telephone: '01738 999999', name_en: 'By Ben' });
  });

  it('can be written by two who have opened it untouched', async () => {
    const id = await untouched('source-two');
    const [anns, bens] = [await form(id, 'basics'), await form(id, 'contact')];
    await desk.post(`/staff/places/${id}/edit/basics`, ann, { ...anns, name_en: 'By Ann' });
    const answer = await desk.post(`/staff/places/${id}/edit/contact`, ben, {
      ...bens,
      telephone: '01738 222222',
    });
    expect(answer.status).toBe(303);
    expect((await current(id)).fields).toMatchObject({
      name_en: 'By Ann',
      telephone: '01738 222222',
      email: 'old@example.org',
    });
  });
});

it('who approves sees what was written, and not whose word it is where nobody has said otherwise', async () => {
  const { id } = await created({ state: 'in-review', editors: ['ann'] });
  await desk.post(`/staff/places/${id}/approve`, ben, { version: '1' });
  const ada = await desk.signedIn(someone('ada', 'administrator'));
  await desk.post(`/staff/places/${id}/owners`, ada, { version: '2', owners: 'vic@example.org' });
  await save(id, ann, 3, { telephone: '01738 000000' }, 'contact');
  const { text } = await desk.get(`/staff/places/${id}/review`, ben);
  expect([...text.matchAll(/id="change-([^"]*)"/g)].map(([, unit]) => unit)).toEqual(['telephone']);
});

describe('setting back to an older version', () => {
  it('makes a new one that says what the old one said', async () => {
    const first = await created();
    await save(first.id, ann, 1, { name_en: 'Other', description_en: 'More' });
    const answer = await desk.post(`/staff/places/${first.id}/history/1/restore`, ben, { version: '2' });
    expect(answer.headers.get('location')).toBe(`/staff/places/${first.id}?done=restored`);
    expect(await current(first.id)).toMatchObject({ version: 3, fields: first.fields, state: 'draft' });
    expect((await loadHistory(desk.listings, first.id))[0]?.action).toBe('restored');
  });

  it.each(['0', '99', '-1', '1e0', '0x1', 'latest', '1.5'])('refuses version %s', async (version) => {
    const first = await created();
    const path = `/staff/places/${first.id}/history/${version}`;
    expect((await desk.get(path, ann)).status).toBe(404);
    expect((await desk.post(`${path}/restore`, ann, { version: '1' })).status).toBe(404);
  });

  it('does not say that it is done when somebody was faster', async () => {
    const first = await created();
    await save(first.id, ann, 1, { name_en: 'Second' });
    const over = meanwhile(desk.listings.client, 'TransactWriteItemsCommand', async () => {
      const now = await current(first.id);
      await desk.write({ ...now, version: 3, fields: { ...now.fields, name_en: 'Third' } });
    });
    const answer = await desk.post(`/staff/places/${first.id}/history/1/restore`, ben, { version: '2' });
    over();
    expect(answer.status).toBe(409);
    expect((await current(first.id)).fields.name_en).toBe('Third');
  });
});

describe('what is typed and not saved', () => {
  const keep = (id: string, as: string, typed: Fields, section = 'basics') =>
    desk.post(`/staff/places/${id}/unsaved/${section}`, as, { version: '1', ...typed });
  const shown = async (id: string, as: string, more = '', section = 'basics') =>
    (await desk.get(`/staff/places/${id}/edit/${section}${more}`, as)).text;

  it('is shown to who has typed it, and makes no version', async () => {
    const { id } = await created();
    expect((await keep(id, ann, { name_en: 'Only typed', 'not a field': 'x', telephone: '1' })).status).toBe(
      204,
    );
    expect(await shown(id, ann)).toContain('Only typed');
    expect(await shown(id, ann)).toContain('Not saved yet');
    for (const path of ['', '/preview', '/history'])
      expect((await desk.get(`/staff/places/${id}${path}`, ann)).text).not.toContain('Only typed');
    expect(await shown(id, ben)).not.toContain('Only typed');
    expect((await current(id)).version).toBe(1);
  });

  it('is kept when what is saved is looked at, and goes when it is saved', async () => {
    const { id } = await created();
    await keep(id, ann, { name_en: 'Only typed' });
    const written = await desk.changedBy(async () => {
      expect(await shown(id, ann, '?fresh=1')).not.toContain('Only typed');
    });
    expect(written).toEqual([]);
    await save(id, ann, 1, { name_en: 'Saved' });
    expect(await shown(id, ann)).not.toContain('Not saved yet');
  });

  it('of one page is not lost by saving another', async () => {
    const { id } = await created();
    await keep(id, ann, { name_en: 'Only typed' });
    await keep(id, ann, { telephone: '01738 333333' }, 'contact');
    await save(id, ann, 1, { telephone: '01738 444444' }, 'contact');
    expect(await shown(id, ann)).toContain('Only typed');
  });

  it('joins, when it is saved later, what others have saved since', async () => {
    const first = await created();
    await keep(first.id, ann, basics(first, { name_en: 'Only typed' }));
    await save(first.id, ben, 1, basics(first, { description_en: 'By Ben' }));
    const opened = sentForm(await shown(first.id, ann));
    expect(opened.version).toBe('1');
    await desk.post(`/staff/places/${first.id}/edit/basics`, ann, {
      ...opened,
      ...basics(first, { name_en: 'Only typed' }),
    });
    expect((await current(first.id)).fields).toMatchObject({
      name_en: 'Only typed',
      description_en: 'By Ben',
    });
  });
});

it('nothing of it has failed for a reason of ours', () => {
  expect(desk.logged).toEqual([]);
});
