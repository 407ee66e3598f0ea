import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { STAFF_ORIGIN } from '#shared/domain/places/place-owner.ts';
import type { Report } from '#shared/domain/reports/report.ts';
import { addReport } from '#shared/store/add-report.ts';
import { loadAudit } from '#shared/store/audit-store.ts';
import { loadHistory, loadListing } from '#shared/store/listing-store.ts';
import { loadOpenReports, loadReport } from '#shared/store/report-store.ts';
import { listing, publishable, writer } from '#test/builders/listings.ts';
import { place } from '#test/builders/places.ts';
import { report } from '#test/builders/reports.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';

/** What becomes of a report: moderators, editors and the public page, on the real engine. */

let desk: StaffDesk;
let moderator: string;
let editor: string;
beforeEach(async () => {
  desk = await openStaffDesk();
  moderator = await desk.signedIn(someone('mo', 'moderator'));
  editor = await desk.signedIn(someone('ellen', 'editor'));
});
afterEach(() => desk.stop());

const said = { ...publishable('mill'), lift: 'yes', lift_verified: '2026-01-01' };

/** A listing that is public; with a next version at work where a test asks for one. */
async function publicMill(next?: Partial<Listing>): Promise<Listing> {
  const facts = { lift: { status: 'yes', verified: '2026-01-01' } } as const;
  await desk.publish([place('mill', { name: { en: 'The mill' }, facts })], STAFF_ORIGIN);
  const first = listing('mill', { state: 'published', publicVersion: 1, editors: [], fields: said });
  await desk.write(first, 'published');
  if (!next) return first;
  return desk.write({ ...first, version: 2, editors: [writer.subject], state: 'draft', ...next }, 'edited');
}
async function sent(more: Partial<Report> = {}): Promise<Report> {
  const each = report(more);
  expect(await addReport(desk.reports, each, '2026-11-22')).toBe('added');
  return each;
}
const decide = (each: Pick<Report, 'id'>, form: Record<string, string>, cookie = moderator) =>
  desk.post(`/staff/reports/${each.id}`, cookie, { version: '1', ...form });
async function publicPlace(): Promise<Place | undefined> {
  const { byId } = await desk.places.published();
  const summary = byId.get('mill');
  return summary && desk.places.place(summary);
}
const current = () => loadListing(desk.listings, 'mill');
const audit = async () => (await loadAudit(desk.audit, '2026-11')).events.map(({ action }) => action);
const seen = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const confirmPath = '/staff/places/mill/facts/lift/confirm';
const check = { method: 'on-site-survey', verified: '20 11 2026' };

describe('the list of reports', () => {
  it('has those that wait, by place and fact, and measures how many and how long', async () => {
    await sent({ at: '2026-11-22T11:00:00Z' });
    await sent({
      at: '2026-11-22T10:00:00Z',
      placeName: 'A place that is gone',
      placeId: 'gone',
      fact: null,
    });
    const { status, text } = await desk.get('/staff/reports', moderator);
    expect(status).toBe(200);
    expect(seen(text)).toMatch(
      /2 reports wait to be looked at\..*A place that is gone The place as a whole .*The mill Working lift/,
    );
    expect(desk.measured.map((line) => JSON.parse(line))).toMatchObject([
      { ReportsWaiting: 2, OldestReportSeconds: 7_200 },
    ]);
    expect(JSON.stringify(desk.measured)).not.toContain('mill');
  });

  it('has nothing to say where nothing waits', async () => {
    expect(seen((await desk.get('/staff/reports', moderator)).text)).toContain('No report waits');
  });

  it('is in the menu of those who may look, and of no others', async () => {
    expect((await desk.get('/staff', moderator)).text).toContain('href="/staff/reports"');
    expect((await desk.get('/staff', editor)).text).not.toContain('href="/staff/reports"');
  });
});

describe('a report', () => {
  it('shows what a visitor wrote as text, in a language that nobody knows', async () => {
    await publicMill();
    const { id } = await sent({ words: '<script>alert(1)</script>\n\u0645\u063a\u0644\u0642 damn' });
    const { text } = await desk.get(`/staff/reports/${id}`, moderator);
    expect(text).toMatch(
      /<blockquote [^>]*lang dir="auto">&lt;script>alert\(1\)&lt;\/script>\n\u0645\u063a\u0644\u0642 damn<\/blockquote>/,
    );
    expect(seen(text)).toContain('The page said Yes');
  });

  it.each(['none', '../x', 'f'.repeat(32)])('%s is not found', async (id) => {
    expect((await desk.get(`/staff/reports/${encodeURIComponent(id)}`, moderator)).status).toBe(404);
  });

  it.each([
    [{ decision: '' }, 'Choose what is to be done'],
    [{ decision: 'confirmed' }, 'Choose what is to be done'],
    [{ decision: 'dismissed' }, 'Say why it is not useful'],
    [{ decision: 'dismissed', reason: 'x'.repeat(501) }, 'The reason can have 500 letters at most'],
  ])('is not decided by %j', async (form, message) => {
    const each = await sent();
    const { status, text } = await decide(each, form);
    expect([status, seen(text).includes(message)]).toEqual([400, true]);
    expect((await loadReport(desk.reports, each.id))?.state).toBe('waiting');
  });

  it('that is not useful is closed with the reason, and nothing is published', async () => {
    await publicMill();
    const each = await sent();
    expect((await decide(each, { decision: 'dismissed', reason: 'Another mill.' })).status).toBe(303);
    expect(await loadOpenReports(desk.reports)).toEqual([]);
    expect(await audit()).toContain('report-dismissed');
    expect((await publicPlace())?.facts.lift?.disputed).toBeUndefined();
    const { text } = await desk.get(`/staff/reports/${each.id}`, moderator);
    expect(seen(text)).toContain('Another mill.');
    expect(text).not.toContain('<textarea');
  });

  it('is decided once: who comes second is told, and changes nothing', async () => {
    const each = await sent();
    await decide(each, { decision: 'forwarded' });
    expect((await decide(each, { decision: 'dismissed', reason: 'No.' })).status).toBe(409);
    expect((await loadReport(desk.reports, each.id))?.state).toBe('with-editors');
  });
});

describe('questioning a fact', () => {
  it('marks it in public at once, where nobody writes a next version', async () => {
    await publicMill();
    const each = await sent();
    const { status, headers } = await decide(each, { decision: 'questioned' });
    expect([status, headers.get('location')]).toEqual([303, '/staff/reports?done=questioned']);
    expect((await publicPlace())?.facts.lift).toMatchObject({ status: 'yes', disputed: true });
    expect(await current()).toMatchObject({ version: 2, state: 'published', publicVersion: 2 });
    expect((await audit()).sort()).toEqual(['disputed', 'published', 'report-questioned']);
  });

  it.each(['draft', 'in-review'] as const)(
    'leaves a next version alone that is %s, but for the mark',
    async (state) => {
      await publicMill({ state, fields: { ...said, name_en: 'The new mill' } });
      await decide(await sent(), { decision: 'questioned' });
      const mill = await publicPlace();
      expect(mill?.name.en).toBe('The mill');
      expect(mill?.facts.lift?.disputed).toBe(true);
      expect(await current()).toMatchObject({
        version: 4,
        publicVersion: 3,
        state,
        editors: [writer.subject],
        fields: { name_en: 'The new mill', lift_disputed: 'yes' },
      });
      const notes = await loadHistory(desk.listings, 'mill');
      expect(notes.map(({ version, action }) => [version, action])).toEqual([
        [4, 'disputed'],
        [3, 'disputed'],
        [2, 'edited'],
        [1, 'published'],
      ]);
      // What it changed in the next version is the mark, not all that the next version changes.
      const { text } = await desk.get('/staff/places/mill/history/4', editor);
      const [changed = ''] = text.split('<details');
      expect(changed).toContain('Working lift');
      expect(changed).not.toContain('The new mill</div>');
    },
  );

  it('joins a report to what is questioned already', async () => {
    await publicMill();
    const [one, other] = [await sent(), await sent({ words: 'Still shut.' })];
    await decide(one, { decision: 'questioned' });
    expect((await decide(other, { decision: 'questioned' })).status).toBe(303);
    expect((await current())?.version).toBe(2);
    expect((await loadOpenReports(desk.reports)).map(({ state }) => state)).toEqual([
      'with-editors',
      'with-editors',
    ]);
  });

  it('takes a listing over from its source, and says so before', async () => {
    await desk.publish([place('mill', { facts: { lift: { status: 'yes' } } })]);
    const each = await sent();
    expect(seen((await desk.get(`/staff/reports/${each.id}`, moderator)).text)).toContain(
      'This listing comes from Test.',
    );
    await decide(each, { decision: 'questioned' });
    expect((await publicPlace())?.facts.lift?.disputed).toBe(true);
    expect(await audit()).toEqual(expect.arrayContaining(['taken-over', 'disputed']));
  });

  it('keeps what the source has said since, where staff only write a draft of it', async () => {
    const given = (name: string) => place('mill', { name: { en: name }, facts: { lift: { status: 'yes' } } });
    await desk.publish([given('The mill')]);
    const { text } = await desk.get('/staff/places/mill/edit/basics', editor);
    const [, seen = ''] = /name="seen" value="([^"]+)"/.exec(text) ?? [];
    const edited = { version: '0', seen, name_en: 'The draft of the mill' };
    expect((await desk.post('/staff/places/mill/edit/basics', editor, edited)).status).toBe(303);
    await desk.publish([given('The mill by the weir')]);
    await decide(await sent(), { decision: 'questioned' });
    const mill = await publicPlace();
    expect([mill?.name.en, mill?.facts.lift?.disputed]).toEqual(['The mill by the weir', true]);
    expect((await current())?.fields).toMatchObject({
      name_en: 'The draft of the mill',
      lift_disputed: 'yes',
    });
  });

  it.each([
    ['of which nothing is said', { fact: 'seating' } as const],
    ['of a place that is gone', { placeId: 'gone' }],
  ])('is refused of a fact %s; nothing is taken over, and the report waits', async (_, more) => {
    await desk.publish([place('mill', { facts: { lift: { status: 'yes' } } })]);
    const each = await sent(more);
    expect((await desk.get(`/staff/reports/${each.id}`, moderator)).text).not.toContain('value="questioned"');
    expect((await decide(each, { decision: 'questioned' })).status).toBe(409);
    expect(await current()).toBeUndefined();
    expect((await loadReport(desk.reports, each.id))?.state).toBe('waiting');
  });

  it('is refused of no single fact', async () => {
    const each = await sent({ fact: null });
    expect((await decide(each, { decision: 'questioned' })).status).toBe(400);
  });

  it('is not undone by setting an older version back', async () => {
    await publicMill();
    await decide(await sent(), { decision: 'questioned' });
    const form = { version: '2' };
    await desk.post('/staff/places/mill/edit/basics', editor, { ...form, name_en: 'Other' });
    await desk.post('/staff/places/mill/history/1/restore', editor, { version: '3' });
    expect((await current())?.fields).toMatchObject({ name_en: 'The mill', lift_disputed: 'yes' });
  });
});

describe('what the editors have', () => {
  it('stands on the page of the listing, for those who may answer', async () => {
    await publicMill();
    await decide(await sent({ words: 'Stuck since May.' }), { decision: 'forwarded' });
    expect((await desk.get('/staff/places/mill', editor)).text).toContain('Stuck since May.');
    const owner = await desk.signedIn(someone('vic', 'venue-owner'));
    await desk.write({ ...(await publicMillAgain()), owners: ['vic@example.org'] }, 'owners-changed');
    const { status, text } = await desk.get('/staff/places/mill', owner);
    expect([status, text.includes('Stuck since May.')]).toEqual([200, false]);
    expect((await desk.get('/staff/places/mill', moderator)).text).not.toContain('Stuck since May.');
  });
  const publicMillAgain = async (): Promise<Listing> => {
    const listed = await current();
    if (!listed) throw new Error('not there');
    return { ...listed, version: listed.version + 1 };
  };

  it('is closed when it has been dealt with', async () => {
    await publicMill();
    const each = await sent();
    await decide(each, { decision: 'forwarded' });
    const { status } = await desk.post(`/staff/places/mill/reports/${each.id}/done`, editor);
    expect(status).toBe(303);
    expect(await loadOpenReports(desk.reports)).toEqual([]);
    expect(await audit()).toContain('report-done');
  });

  it('is not closed under another place, before a moderator has looked, or while the page says it is questioned', async () => {
    await publicMill();
    const done = (id: string, of = 'mill') => desk.post(`/staff/places/${of}/reports/${id}/done`, editor);
    const each = await sent();
    expect((await done(each.id)).status).toBe(409);
    await desk.publish([place('museum')], 'other');
    expect((await done(each.id, 'museum')).status).toBe(404);
    await decide(each, { decision: 'questioned' });
    expect((await done(each.id)).status).toBe(409);
    expect(await loadOpenReports(desk.reports)).toHaveLength(1);
  });
});

describe('confirming a fact', () => {
  it('takes the mark away in public and in a draft, dates it, and closes its reports', async () => {
    await publicMill({ fields: { ...said, name_en: 'The new mill' } });
    const [one, other] = [await sent(), await sent({ fact: 'seating' })];
    await decide(one, { decision: 'questioned' });
    await decide(other, { decision: 'forwarded' });
    const page = await desk.get(confirmPath, editor);
    expect([page.status, seen(page.text).includes('questioned: yes')]).toEqual([200, true]);
    const { status, headers } = await desk.post(confirmPath, editor, { version: '4', ...check });
    expect([status, headers.get('location')]).toEqual([303, '/staff/places/mill?done=confirmed']);
    const mill = await publicPlace();
    expect(mill?.facts.lift).toEqual({ status: 'yes', method: 'on-site-survey', verified: '2026-11-20' });
    expect(mill?.name.en).toBe('The mill');
    expect((await current())?.fields).toEqual({
      ...said,
      name_en: 'The new mill',
      lift_method: 'on-site-survey',
      lift_verified: '2026-11-20',
    });
    expect((await loadOpenReports(desk.reports)).map(({ id }) => id)).toEqual([other.id]);
    expect((await loadReport(desk.reports, one.id))?.decisions.map(({ decision }) => decision)).toEqual([
      'questioned',
      'confirmed',
    ]);
    expect(await audit()).toEqual(expect.arrayContaining(['confirmed', 'report-confirmed']));
  });

  it.each([
    [{ method: '', verified: '20 11 2026' }, 'Choose how you know it'],
    [{ method: 'photo', verified: '' }, 'must be a date'],
    [{ method: 'photo', verified: '31 2 2026' }, 'must be a date'],
    [{ method: 'photo', verified: '23 11 2026' }, 'must not lie in the future'],
  ])('needs how and when: not %j', async (form, message) => {
    await publicMill();
    await decide(await sent(), { decision: 'questioned' });
    const { status, text } = await desk.post(confirmPath, editor, { version: '2', ...form });
    expect([status, seen(text).includes(message)]).toEqual([400, true]);
    expect((await publicPlace())?.facts.lift?.disputed).toBe(true);
  });

  it('is refused where nothing is questioned, or somebody has changed the listing meanwhile', async () => {
    await publicMill();
    expect((await desk.get(confirmPath, editor)).status).toBe(409);
    expect((await desk.post(confirmPath, editor, { version: '1', ...check })).status).toBe(409);
    await decide(await sent(), { decision: 'questioned' });
    expect((await desk.post(confirmPath, editor, { version: '1', ...check })).status).toBe(409);
    expect((await desk.get('/staff/places/mill/facts/none/confirm', editor)).status).toBe(404);
    expect((await publicPlace())?.facts.lift?.disputed).toBe(true);
  });

  it('is for no moderator and no venue: they do not clear what was questioned', async () => {
    await publicMill({ owners: ['vic@example.org'] });
    await decide(await sent(), { decision: 'questioned' });
    const owner = await desk.signedIn(someone('vic', 'venue-owner'));
    for (const cookie of [owner, moderator])
      expect((await desk.post(confirmPath, cookie, { version: '4', ...check })).status).toBe(403);
    expect((await publicPlace())?.facts.lift?.disputed).toBe(true);
  });

  it('of a fact that its source itself calls questioned takes the listing over, as it was looked at', async () => {
    const called = (value: number) =>
      place('mill', { facts: { aisleWidth: { status: 'yes', value, disputed: true } } });
    const path = confirmPath.replace('lift', 'aisleWidth');
    await desk.publish([called(80)]);
    const { text } = await desk.get(path, editor);
    const [, seen = ''] = /name="seen" value="([^"]+)"/.exec(text) ?? [];
    const form = { version: '0', seen, ...check };
    await desk.publish([called(70)]);
    expect((await desk.post(path, editor, form)).status).toBe(409);
    expect(await current()).toBeUndefined();
    await desk.publish([called(80)]);
    expect((await desk.post(path, editor, form)).status).toBe(303);
    expect((await publicPlace())?.facts.aisleWidth).toMatchObject({ value: 80, method: 'on-site-survey' });
    expect((await publicPlace())?.facts.aisleWidth?.disputed).toBeUndefined();
  });
});

it('nothing of all this was told to a log', async () => {
  await publicMill();
  await decide(await sent({ words: 'Jane was here' }), { decision: 'questioned' });
  expect(desk.logged).toEqual([]);
});
