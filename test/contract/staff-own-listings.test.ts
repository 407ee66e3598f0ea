import { afterAll, beforeAll, expect, it } from 'vitest';
import { listing } from '#test/builders/listings.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';

/** What a venue owner is told who sees no listing. */

let desk: StaffDesk;
beforeAll(async () => {
  desk = await openStaffDesk();
  await desk.write(listing('mill', { owners: ['vic@example.org'] }), 'created');
});
afterAll(() => desk.stop());

const owner = someone('una', 'venue-owner');
const shown = async (member: typeof owner, query = '') =>
  (await desk.get(`/staff${query}`, await desk.signedIn(member))).text;

it('that no listing names their address, and who can add it', async () => {
  const page = await shown(owner);
  expect(page).toContain('No listing names una@example.org as one of its owners.');
  expect(page).toContain('an administrator of these pages adds the address');
});

it('that nobody vouches for their address, where that is the reason', async () => {
  const page = await shown({ ...owner, email: null });
  expect(page).toContain('does not say that its address is yours');
  expect(page).not.toContain('No listing names');
});

it.each([
  ['an owner who has a listing', someone('vic', 'venue-owner'), ''],
  ['an owner whose search finds nothing', owner, '?q=nowhere'],
  ['an owner who asks for a state that nothing is in', owner, '?state=archived'],
  ['an editor, who sees them all', someone('ed', 'editor', 'venue-owner'), ''],
])('nothing of it to %s', async (_, member, query) => {
  expect(await shown(member, query)).not.toContain('your own venues');
});
