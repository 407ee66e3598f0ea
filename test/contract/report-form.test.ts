import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { reportProblem } from '#functions/places/report-problem/handler.ts';
import type { Logger } from '#functions/runtime/logger.ts';
import { mostWaiting } from '#shared/domain/reports/report-limits.ts';
import { loadOpenReports, loadReport } from '#shared/store/report-store.ts';
import { place } from '#test/builders/places.ts';
import { HELP, openStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts';

/** The form on which visitors say what is wrong, through the gateway, on the real engine. */

let desk: StaffDesk;
beforeEach(async () => {
  await desk?.stop();
  desk = await openStaffDesk();
  await desk.publish([
    place('museum', {
      name: { en: 'The <Museum>', gd: 'An Taigh-tasgaidh' },
      facts: {
        lift: { status: 'yes', verified: '2026-05-01' },
        entranceDoorWidth: { status: 'yes', value: 80 },
      },
    }),
    place('mill'),
  ]);
});
afterAll(() => desk.stop());

const address = '/places/museum/report';
const filled = (more: Record<string, string> = {}) => ({
  token: randomUUID(),
  fact: 'lift',
  finding: 'not-there',
  words: '',
  visited: '',
  website: '',
  ...more,
});
const post = (
  form: Record<string, string>,
  path = address,
  headers: Record<string, string | undefined> = {},
) => desk.send('POST', path, { form, headers: { origin: desk.origin, ...headers } });
const all = () => loadOpenReports(desk.reports);
async function only() {
  const [row, ...more] = await all();
  expect(more).toEqual([]);
  return row && loadReport(desk.reports, row.id);
}
const seen = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the form', () => {
  it('asks no name and no address, is kept by no cache and runs no script', async () => {
    const { status, headers, text } = await desk.get(`${address}?fact=lift`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'(?!.*script)/);
    expect(text).not.toContain('<script');
    const names = [...text.matchAll(/<(?:input|select|textarea)[^>]* name="(\w+)"/g)].map(([, name]) => name);
    expect([...new Set(names)]).toEqual(['token', 'fact', 'finding', 'words', 'visited', 'website']);
    expect(seen(text)).toContain(HELP);
  });

  it('begins with the fact that was asked about, and with what the page says of it', async () => {
    const lift = await desk.get(`${address}?fact=lift`);
    expect(lift.text).toContain('<option value="lift" selected>');
    expect(seen(lift.text)).toContain('Our page says: Working lift: Yes');
    expect(seen((await desk.get(`${address}?fact=entranceDoorWidth`)).text)).toMatch(
      /Our page says: Width of the entrance door: 80.cm/,
    );
    expect(seen((await desk.get(`${address}?fact=seating`)).text)).toContain('Seats inside: Not known');
    for (const query of ['', '?fact=', '?fact=none', '?fact=%3Cb%3E']) {
      const { status, text } = await desk.get(`${address}${query}`);
      expect([query, status, text.includes('Our page says')]).toEqual([query, 200, false]);
      expect(text).not.toMatch(/<option[^>]* selected/);
    }
  });

  it('keeps the reader’s choices, and nothing of what the reader needs', async () => {
    const { text } = await desk.get(`${address}?theme=dark&text=large&needs=scooter`);
    expect(text).toContain('action="/places/museum/report?theme=dark&amp;text=large"');
    const sent = await post(filled(), `${address}?theme=dark`);
    expect(sent.headers.get('location')).toBe('/places/museum/report/sent?theme=dark');
  });

  it('is there in Gaelic as far as there are words, with the name of the place', async () => {
    const { status, text } = await desk.get(`${address}?lang=gd`);
    expect([status, text.includes('An Taigh-tasgaidh')]).toEqual([200, true]);
  });

  it.each(['/places/castle/report', '/places/castle/report/sent'])('%s is not found', async (path) => {
    expect((await desk.get(path)).status).toBe(404);
    expect((await post(filled(), '/places/castle/report')).status).toBe(404);
  });
});

describe('what is sent', () => {
  it('is kept, and led to a page that says what happens now', async () => {
    const words = 'Out of order.\r\n<b>Since May</b>';
    const sent = await post(filled({ words, visited: '2026-11' }));
    expect([sent.status, sent.headers.get('location'), sent.text]).toEqual([
      303,
      '/places/museum/report/sent',
      '',
    ]);
    expect(await only()).toMatchObject({
      placeId: 'museum',
      placeName: 'The <Museum>',
      fact: 'lift',
      finding: 'not-there',
      words: 'Out of order.\n<b>Since May</b>',
      visited: '2026-11',
      said: { status: 'yes' },
      at: '2026-11-22T12:00:00Z',
      state: 'waiting',
    });
    const thanks = await desk.get('/places/museum/report/sent');
    expect([thanks.status, thanks.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(seen(thanks.text)).toContain('Thank you, it is sent');
    expect(thanks.text).toContain('href="/places/museum"');
  });

  it('counts once, however often it is loaded again; changed and sent again it is another', async () => {
    const form = filled();
    for (let i = 0; i < 3; i++) expect((await post(form)).status).toBe(303);
    expect(await all()).toHaveLength(1);
    expect((await post({ ...form, words: 'On both floors.' })).status).toBe(303);
    expect(await all()).toHaveLength(2);
  });

  it('says of the place as a whole what is said in words', async () => {
    expect((await post(filled({ fact: '', finding: 'other', words: 'Closed for good.' }))).status).toBe(303);
    expect(await only()).toMatchObject({ fact: null, said: null, finding: 'other' });
  });

  it('takes a measure along as the page had it', async () => {
    await post(filled({ fact: 'entranceDoorWidth', finding: 'different', words: '62 cm' }));
    expect((await only())?.said).toEqual({ status: 'yes', value: 80 });
  });

  it('is told to no log; how many there are is measured', async () => {
    await post(filled({ words: 'I am Jane, 01738 123456' }));
    expect(desk.logged).toEqual([]);
    expect(desk.measured.map((line) => JSON.parse(line).ReportsReceived)).toEqual([1]);
    expect(desk.measured.join()).not.toMatch(/Jane|museum|lift/);
  });
});

describe('what cannot be taken', () => {
  it.each<[Record<string, string>, string]>([
    [{ finding: '' }, 'Say what you found.'],
    [{ finding: 'maybe' }, 'Say what you found.'],
    [{ finding: 'other' }, 'Say in your own words what you found.'],
    [{ fact: '' }, 'Say in your own words what you found.'],
    [{ fact: 'escalator' }, 'Choose what it is about.'],
    [{ words: 'x'.repeat(1_213) }, 'What you wrote has 1213 letters. It can have 1000 at most.'],
    [{ visited: '2024-01' }, 'Choose when you were there, or leave it open.'],
    [{ website: 'https://spam.example' }, 'A field that has to stay empty was filled in'],
  ])('%j is said beside its field, and nothing that was typed is lost', async (more, problem) => {
    const form = filled({ words: 'Two steps.', ...more });
    if (problem.includes('own words')) form.words = '';
    const { status, text, headers } = await post(form);
    expect([status, headers.get('cache-control')]).toEqual([400, 'private, no-store']);
    expect(text).toContain('<title>Error: Something wrong?');
    expect(seen(text)).toContain(problem);
    expect(text).toContain(`>${form.words}</textarea>`);
    const [, href] = /role="alert".*?href="#([\w-]+)"/s.exec(text) ?? [];
    expect(text).toContain(`id="${href}"`);
    expect(text).not.toContain('spam.example');
    expect(await all()).toEqual([]);
  });

  it('a thousand letters of any script are taken, and one more is not', async () => {
    expect((await post(filled({ words: '🦽'.repeat(1_000) }))).status).toBe(303);
    expect((await post(filled({ words: '🦽'.repeat(1_001) }))).status).toBe(400);
  });

  it.each([
    ['without its token', { token: '' }, {}],
    ['with a token that is none', { token: '../../x' }, {}],
    ['from another site', {}, { origin: 'https://evil.example' }],
    ['from nowhere', {}, { origin: 'null' }],
    ['that is far too long', { words: 'x'.repeat(30_000) }, {}],
  ])('a form %s is refused', async (_, more, headers) => {
    expect((await post(filled(more), address, headers)).status).toBeGreaterThanOrEqual(400);
    expect(await all()).toEqual([]);
  });

  it('a body that is no form is refused', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await desk.send('POST', address, { body: '{}', headers })).status).toBe(400);
  });
});

describe('too many', () => {
  it('about one fact are turned away in words, with whom to tell and what was written', async () => {
    for (let i = 0; i < mostWaiting('lift'); i++) expect((await post(filled())).status).toBe(303);
    const { status, text, headers } = await post(filled({ words: 'Still <broken>' }));
    expect([status, headers.get('cache-control')]).toEqual([429, 'private, no-store']);
    expect(seen(text)).toContain('This was not sent');
    expect(seen(text)).toContain(HELP);
    expect(text).toMatch(/<blockquote [^>]*lang dir="auto">Still &lt;broken><\/blockquote>/);
    expect((await post(filled({ fact: 'seating' }))).status).toBe(303);
    expect((await post(filled(), '/places/mill/report')).status).toBe(303);
    expect(desk.measured.filter((line) => line.includes('ReportsOverLimit'))).toHaveLength(1);
  });

  it('about one place in a day, until the next morning where the place is', async () => {
    const facts = ['lift', 'seating', 'hearingLoop', 'quietSpace'];
    for (let i = 0; i < 20; i++) expect((await post(filled({ fact: facts[i % 4] ?? '' }))).status).toBe(303);
    const more = () => post(filled({ fact: 'radarKey' }));
    expect(seen((await more()).text)).toContain('no more until tomorrow');
    desk.now = Date.parse('2026-11-23T00:00:01Z') / 1000;
    expect((await more()).status).toBe(303);
  });
});

it('a report that cannot be kept is shown again with what was typed, and is told to the log without it', async () => {
  const logged: string[] = [];
  const log = (code: string, fields = {}) => logged.push(JSON.stringify({ code, ...fields }));
  const broken = reportProblem({
    ...desk,
    reports: { ...desk.reports, tableName: 'NoSuchTable' },
    clock: { now: () => desk.now },
    helpText: null,
    publicOrigin: null,
    logger: { info: log, warn: log, error: log } as Logger,
  });
  const body = new URLSearchParams(filled({ words: 'My words' })).toString();
  const event = {
    routeKey: 'POST /places/{slug}/report',
    rawPath: address,
    rawQueryString: '',
    pathParameters: { slug: 'museum' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  };
  const answer = await broken(event as never, {} as never);
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('>My words</textarea>');
  expect(seen(answer.body ?? '')).toContain('The fault is on our side');
  expect(logged).toEqual([JSON.stringify({ code: 'REPORT_NOT_KEPT', error: 'ResourceNotFoundException' })]);
});
