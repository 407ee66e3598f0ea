import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { loadAudit } from '#shared/store/audit-store.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';

/** Putting people out who are signed in. */

let desk: StaffDesk;
let ada: string;
let ellen: string;
beforeAll(async () => {
  desk = await openStaffDesk();
});
beforeEach(async () => {
  await desk.clear();
  ada = await desk.signedIn(someone('ada', 'administrator'));
  ellen = await desk.signedIn(someone('ellen', 'editor', 'moderator'));
});
afterAll(() => desk.stop());

const isSignedIn = async (cookie: string) => (await desk.get('/staff', cookie)).status === 200;
const signOut = (form: Readonly<Record<string, string>>) => desk.post('/staff/people/sign-out', ada, form);
const told = async () =>
  (await loadAudit(desk.audit, '2026-11')).events.map(({ actor, action, what }) => [
    actor.subject,
    action,
    what,
  ]);

it('an administrator sees who is signed in, since when and as what, and nothing that signs anybody in', async () => {
  const { text } = await desk.get('/staff/people', ada);
  expect(text).toContain('2 people are signed in');
  expect(text).toContain('Person ada (you)');
  expect(text).toMatch(/Person ellen<div[^>]*>editor, moderator; signed in since 2026-11-22 12:00</);
  for (const cookie of [ada, ellen]) expect(text).not.toContain(cookie.split('=')[1]);
});

it('one person is put out of every browser with the next request, and nobody else', async () => {
  const elsewhere = await desk.signedIn(someone('ellen', 'editor'));
  const answer = await signOut({ person: 'ellen' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/staff/people?done=person']);
  expect([await isSignedIn(ellen), await isSignedIn(elsewhere), await isSignedIn(ada)]).toEqual([
    false,
    false,
    true,
  ]);
  const form = { name_en: 'New mill', kind: 'attraction' };
  expect((await desk.post('/staff/places/new', ellen, form)).status).toBe(403);
  expect(await told()).toEqual([['ada', 'signed-out-everywhere', 'Person ellen (ellen)']]);
  const { text } = await desk.get('/staff/people?done=person', ada);
  expect(text).toContain('The person is signed out everywhere.');
  expect(text).toContain('1 person is signed in');
  expect((await desk.get('/staff/audit', ada)).text).toContain('Signed out everywhere: Person ellen (ellen)');
});

it('everybody is put out, who says so as well', async () => {
  await signOut({ everybody: '1' });
  expect([await isSignedIn(ellen), await isSignedIn(ada)]).toEqual([false, false]);
  expect(await told()).toEqual([['ada', 'signed-out-everywhere', 'everybody']]);
});

it('who is put out may sign in again, and stays in', async () => {
  await signOut({ person: 'ellen' });
  expect(await isSignedIn(await desk.signedIn(someone('ellen', 'editor')))).toBe(true);
});

it.each([[{ person: 'mallory' }], [{ person: '' }], [{}], [{ everybody: 'yes' }]])(
  'a form that names nobody who is signed in changes nothing: %j',
  async (form) => {
    const written = await desk.changedBy(async () => {
      const answer = await signOut(form);
      expect(answer.headers.get('location')).toBe('/staff/people?done=nobody');
    });
    expect(written).toEqual([]);
    expect([await isSignedIn(ellen), await isSignedIn(ada)]).toEqual([true, true]);
  },
);

it('a notice that nobody has written is not shown', async () => {
  for (const done of ['constructor', '<b>', ''])
    expect((await desk.get(`/staff/people?${new URLSearchParams({ done })}`, ada)).text).not.toContain(
      'govuk-notification-banner',
    );
});
