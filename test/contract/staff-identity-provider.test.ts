import { afterEach, describe, expect, it } from 'vitest';
import { openIdProvider } from '#functions/staff/serve-staff/identity-provider.ts';
import { startHttpFront } from '#infra/local/http-front.ts';
import {
  IDENTITY_PATH,
  localClientId,
  localIdentityProvider,
} from '#infra/local/identity/identity-provider.ts';
import type { SecretReader } from '#shared/platform/secret-reader.ts';
import { StaffBrowser } from '#test/builders/staff-browser.ts';
import { openStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts';

/** The provider on a bad day: it is not there, or our secret was changed. By the real protocol. */

let desk: StaffDesk | undefined;
afterEach(async () => {
  await desk?.stop();
  desk = undefined;
});

/** A reader that keeps what it has read, as the one of the cloud does, and what it was asked. */
function keptSecret(stored: { value: string }) {
  const asked: boolean[] = [];
  let kept: string | undefined;
  const read: SecretReader = async (_, { isFresh = false } = {}) => {
    asked.push(isFresh);
    if (isFresh || kept === undefined) kept = stored.value;
    return kept;
  };
  return { read, asked };
}
const codesOf = (of: StaffDesk) => of.logged.map((line) => JSON.parse(line).code);

describe('the secret of the client', () => {
  it('that was changed a moment ago lets people in all the same', async () => {
    const stored = { value: 'the-old-secret' };
    const { read, asked } = keptSecret(stored);
    desk = await openStaffDesk({ clientSecret: { ofProvider: 'the-new-secret', read } });
    const browser = new StaffBrowser(desk);
    const start = await browser.visit('/staff/sign-in');
    stored.value = 'the-new-secret';
    const answer = await browser.visit((await browser.atProvider(start, 'ellen')).href);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/staff']);
    expect(asked).toEqual([false, true]);
    // And from then on it is known.
    expect((await new StaffBrowser(desk).signIn('pat')).status).toBe(303);
    expect(asked).toEqual([false, true]);
    expect(desk.logged).toEqual([]);
  });

  it('that is wrong is our failure and not the person’s, and is told as such', async () => {
    const { read, asked } = keptSecret({ value: 'another-secret' });
    desk = await openStaffDesk({ clientSecret: { ofProvider: 'the-secret', read } });
    const answer = await new StaffBrowser(desk).signIn('ellen');
    expect(answer.status).toBe(502);
    expect(answer.text).toContain('Something is wrong on our side');
    // Asked for once more, and not again and again.
    expect(asked).toEqual([false, true]);
    expect(codesOf(desk)).toEqual(['IDENTITY_PROVIDER_FAILED', 'REQUEST_FAILED']);
    expect(JSON.parse(desk.logged[0] ?? '')).toMatchObject({ level: 'error', reason: 'invalid_client' });
    for (const line of desk.logged) expect(line).not.toContain('another-secret');
  });

  it('is read again after five minutes', async () => {
    const { read, asked } = keptSecret({ value: 'the-secret' });
    desk = await openStaffDesk({ clientSecret: { ofProvider: 'the-secret', read } });
    for (const seconds of [0, 299, 1, 299]) {
      desk.now += seconds;
      await new StaffBrowser(desk).visit('/staff/sign-in');
    }
    expect(asked).toEqual([false, false]);
  });
});

describe('a provider that cannot be reached', () => {
  const settings = (origin: string) => ({
    issuer: `${origin}${IDENTITY_PATH}`,
    clientId: localClientId,
    rolesClaim: 'roles',
  });
  async function startProvider() {
    const front = await startHttpFront('127.0.0.1', 0);
    front.open(localIdentityProvider(front.origin));
    return front;
  }

  it('is told to people on a page, and to the alarm', async () => {
    const front = await startProvider();
    await front.stop();
    const clock = { now: () => 0 };
    const identity = openIdProvider(settings(front.origin), async () => '', clock);
    desk = await openStaffDesk({ identity });
    const answer = await desk.get('/staff/sign-in?to=/staff');
    expect(answer.status).toBe(502);
    expect(answer.text).toContain('Something is wrong on our side');
    expect(codesOf(desk)).toEqual(['IDENTITY_PROVIDER_FAILED', 'REQUEST_FAILED']);
    expect(JSON.parse(desk.logged[0] ?? '')).toMatchObject({ error: 'TypeError', reason: null });
  });

  it('is noticed within five minutes, and works again as soon as it is back', async () => {
    const front = await startProvider();
    let now = 1_000;
    const identity = openIdProvider(settings(front.origin), async () => '', { now: () => now });
    const begin = () => identity.signInAddress(identity.newAttempt(), 'state', `${front.origin}/back`);
    expect(await begin()).toContain(`${front.origin}${IDENTITY_PATH}/auth?`);
    await front.stop();
    expect(await begin()).toContain(`${front.origin}${IDENTITY_PATH}/auth?`);
    now += 300;
    await expect(begin()).rejects.toMatchObject({ kind: 'upstream' });
    const { port } = new URL(front.origin);
    const back = await startHttpFront('127.0.0.1', Number(port));
    back.open(localIdentityProvider(front.origin));
    expect(await begin()).toContain(`${front.origin}${IDENTITY_PATH}/auth?`);
    await back.stop();
  });
});
