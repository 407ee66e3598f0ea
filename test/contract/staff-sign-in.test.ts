import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { staffCookies } from '#functions/staff/serve-staff/cookies.ts';
import { memberOf } from '#functions/staff/serve-staff/member-of.ts';
import { ownPath } from '#functions/staff/serve-staff/sign-in.ts';
import { loadAudit } from '#shared/store/audit-store.ts';
import { CookieJar } from '#test/builders/cookie-jar.ts';
import { listing } from '#test/builders/listings.ts';
import { StaffBrowser } from '#test/builders/staff-browser.ts';
import {
  type Answer,
  openStaffDesk,
  type Sending,
  type StaffDesk,
  someone,
} from '#test/builders/staff-desk.ts';

/** Signing in and out, by the real protocol between the pages and an identity provider. */

let desk: StaffDesk;
let browser: CookieJar;
let number = 0;
const noon = Date.parse('2026-11-22T12:00:00Z') / 1000;
beforeAll(async () => {
  desk = await openStaffDesk();
});
afterAll(() => desk.stop());
beforeEach(() => {
  browser = new CookieJar();
  desk.now = noon;
});

const visit = (address: string, jar = browser, sending: Sending & { method?: string } = {}) =>
  new StaffBrowser(desk, jar).visit(address, sending);
const atProvider = (start: Answer, person: string, jar = browser) =>
  new StaffBrowser(desk, jar).atProvider(start, person);
const signIn = (person: string, jar = browser, to = '/staff') =>
  new StaffBrowser(desk, jar).signIn(person, to);
const location = (answer: Answer) => new URL(answer.headers.get('location') ?? '', desk.origin);
/** Of the attempt with this state. */
const signInCookie = (state: string) => staffCookies('http://').signIn(state);
const sessionOf = (jar = browser) => jar.get('staff-session');
const audit = async () =>
  (await loadAudit(desk.audit, '2026-11')).events.map(({ actor, action, what }) => [
    actor.subject,
    action,
    what,
  ]);

describe('signing in', () => {
  it('leads back to where somebody wanted to go, and shows who is there', async () => {
    const wanted = await visit('/staff/places/new?x=1');
    expect(wanted.status).toBe(303);
    const start = await visit(wanted.headers.get('location') ?? '');
    const answer = await visit((await atProvider(start, 'ellen')).href);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/staff/places/new?x=1']);
    expect((await visit('/staff/places/new')).text).toContain('Ellen Editor');
    expect(await audit()).toContainEqual(['ellen', 'signed-in', 'editor']);
  });

  it('asks the provider with a state, a nonce and a proof key, all of them new each time', async () => {
    const seen = new Set<string>();
    for (let times = 0; times < 3; times++) {
      const { searchParams } = location(await visit('/staff/sign-in', new CookieJar()));
      expect(searchParams.get('code_challenge_method')).toBe('S256');
      expect(searchParams.get('response_type')).toBe('code');
      for (const name of ['state', 'nonce', 'code_challenge']) {
        const value = searchParams.get(name) ?? '';
        expect(value.length).toBeGreaterThanOrEqual(40);
        seen.add(value);
      }
    }
    expect(seen.size).toBe(9);
  });

  it('leaves nothing of the provider with the browser', async () => {
    const start = await visit('/staff/sign-in');
    const back = await atProvider(start, 'ellen');
    const answer = await visit(back.href);
    const session = sessionOf() ?? '';
    expect(session).toMatch(/^[\w-]{43}$/);
    for (const text of [answer.text, answer.headers.get('location') ?? '', ...answer.setCookies])
      expect(text).not.toContain(back.searchParams.get('code'));
    expect(browser.header).not.toContain('staff-sign-in');
  });

  it('gives a new session each time, whatever the browser had before', async () => {
    const planted = new CookieJar();
    planted.set('staff-session', 'planted-by-somebody-else');
    await signIn('ellen', planted);
    expect(sessionOf(planted)).not.toBe('planted-by-somebody-else');
    expect((await desk.get('/staff', 'staff-session=planted-by-somebody-else')).status).toBe(303);
    const first = sessionOf(planted);
    await signIn('pat', planted);
    expect(sessionOf(planted)).not.toBe(first);
    // Who signs in as somebody else leaves no session behind.
    expect((await desk.get('/staff', `staff-session=${first}`)).status).toBe(303);
  });

  it('lets nobody in who has no role, and writes it down', async () => {
    const answer = await signIn('nora');
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('no role');
    expect(sessionOf()).toBeUndefined();
    expect(await audit()).toContainEqual(['nora', 'sign-in-refused', 'no role']);
  });

  it('lets nobody in whom the provider does not know', async () => {
    const answer = await signIn('mallory');
    expect([answer.status, sessionOf()]).toEqual([403, undefined]);
  });
});

describe('coming back from the provider', () => {
  it('works once', async () => {
    const start = await visit('/staff/sign-in');
    const cookie = browser.header;
    const back = await atProvider(start, 'ellen');
    expect((await visit(back.href)).status).toBe(303);
    const again = await desk.get(back.pathname + back.search, cookie);
    expect([again.status, again.setCookies]).toEqual([403, []]);
  });

  it.each([
    ['another browser', (_: string) => ''],
    [
      'a browser that has begun another sign-in',
      async () => {
        const other = new CookieJar();
        await visit('/staff/sign-in', other);
        return other.header;
      },
    ],
    ['a cookie that is empty', (state: string) => `${signInCookie(state)}=`],
    [
      'a cookie with letters of more bytes',
      (state: string) => `${signInCookie(state)}=${state.replace(/.$/, 'é')}`,
    ],
    [
      'the cookie of another sign-in under the name of this',
      async (state: string) => {
        const other = new CookieJar();
        const { searchParams } = location(await visit('/staff/sign-in', other));
        return `${signInCookie(state)}=${searchParams.get('state')}`;
      },
    ],
  ])('does not work in %s', async (_, cookieOf) => {
    const back = await atProvider(await visit('/staff/sign-in'), 'ellen');
    const cookie = await cookieOf(back.searchParams.get('state') ?? '');
    const answer = await desk.send('GET', back.pathname + back.search, {
      headers: { cookie: encodeURI(cookie) },
    });
    expect([answer.status, answer.setCookies]).toEqual([403, []]);
    // And who has begun it can still finish it.
    expect((await visit(back.href)).status).toBe(303);
  });

  it.each([
    ['another state', (query: URLSearchParams) => query.set('state', 'x'.repeat(43))],
    ['no state', (query: URLSearchParams) => query.delete('state')],
    [
      'a state of as many letters and more bytes',
      (query: URLSearchParams) => query.set('state', 'é'.repeat(43)),
    ],
    ['another code', (query: URLSearchParams) => query.set('code', 'made-up')],
    ['no code', (query: URLSearchParams) => query.delete('code')],
    ['another issuer', (query: URLSearchParams) => query.set('iss', 'https://evil.example')],
    [
      'an error',
      (query: URLSearchParams) => {
        query.delete('code');
        query.set('error', 'access_denied');
      },
    ],
  ])('does not work with %s', async (_, change) => {
    const back = await atProvider(await visit('/staff/sign-in'), 'ellen');
    const query = new URLSearchParams(back.search);
    change(query);
    const answer = await visit(`${back.pathname}?${query}`);
    expect([answer.status, sessionOf()]).toEqual([403, undefined]);
    expect(answer.text).toContain('You cannot do this');
  });

  it('does not work with the code of another sign-in, whose proof key it has not', async () => {
    const other = new CookieJar();
    const stolen = await atProvider(await visit('/staff/sign-in', other), 'pat', other);
    const mine = await atProvider(await visit('/staff/sign-in'), 'ellen');
    const query = new URLSearchParams(mine.search);
    query.set('code', stolen.searchParams.get('code') ?? '');
    expect([(await visit(`${mine.pathname}?${query}`)).status, sessionOf()]).toEqual([403, undefined]);
  });

  it('does not work after ten minutes', async () => {
    const back = await atProvider(await visit('/staff/sign-in'), 'ellen');
    desk.now += 600;
    expect([(await visit(back.href)).status, sessionOf()]).toEqual([403, undefined]);
  });

  it('leads nowhere without a sign-in that was begun', async () => {
    for (const query of ['', '?state=', '?state=&code=', '?code=x&state=x'])
      expect((await desk.get(`/staff/signed-in${query}`)).status).toBe(403);
  });
});

describe('several tabs of one browser', () => {
  it.each([
    ['in the order in which they began', [0, 1]],
    ['the other way round', [1, 0]],
  ])('sign in at once, and come back %s', async (_, order) => {
    const wanted = ['/staff/places/new?x=1', '/staff/places/new?x=2'];
    const starts = await Promise.all(
      wanted.map((to) => visit(`/staff/sign-in?${new URLSearchParams({ to })}`)),
    );
    const backs: URL[] = [];
    for (const start of starts) backs.push(await atProvider(start, 'ellen'));
    for (const tab of order) {
      const answer = await visit(backs[tab]?.href ?? '');
      expect([answer.status, answer.headers.get('location')]).toEqual([303, wanted[tab]]);
      expect((await visit('/staff')).text).toContain('Ellen Editor');
    }
    expect(browser.header).not.toContain('staff-sign-in');
  });

  it('finish one sign-in once, whichever tab comes with it', async () => {
    const [mine, others] = [await visit('/staff/sign-in'), await visit('/staff/sign-in')];
    const back = await atProvider(mine, 'ellen');
    const { header } = browser;
    expect((await visit(back.href)).status).toBe(303);
    expect((await desk.get(back.pathname + back.search, header)).status).toBe(403);
    expect((await visit((await atProvider(others, 'ellen')).href)).status).toBe(303);
  });

  it('that were never finished are forgotten, the oldest first, before their cookies become too many', async () => {
    const states: string[] = [];
    for (let tabs = 0; tabs < 12; tabs++)
      states.push(location(await visit('/staff/sign-in')).searchParams.get('state') ?? '');
    expect(states.map((state) => browser.get(signInCookie(state)))).toEqual([
      ...Array.from({ length: 4 }, () => undefined),
      ...states.slice(4),
    ]);
  });
});

describe('where sign-in leads', () => {
  it.each([
    ['/staff', '/staff'],
    ['/staff/places/mill/edit/basics?check=1', '/staff/places/mill/edit/basics?check=1'],
    ['/staff?q=old%20mill&page=2', '/staff?q=old%20mill&page=2'],
    ['/staff/places/caf%C3%A9', '/staff/places/caf%C3%A9'],
    ['', '/staff'],
    ['//evil.example', '/staff'],
    ['///evil.example', '/staff'],
    ['/\\evil.example', '/staff'],
    ['\\\\evil.example', '/staff'],
    ['https://evil.example/staff', '/staff'],
    ['https:evil.example', '/staff'],
    ['javascript:alert(1)', '/staff'],
    ['/staff/../..', '/staff'],
    ['/staff/../../evil', '/staff'],
    ['/staff/..//evil.example', '/staff'],
    ['/staff/%2e%2e/%2E%2E/places', '/staff'],
    ['/staff/.%2e/places', '/staff'],
    ['/staff/\\..\\..\\evil', '/staff'],
    ['/staff@evil.example', '/staff'],
    ['/staff.evil.example', '/staff'],
    ['/staffing', '/staff'],
    ['/staff\n//evil.example', '/staff'],
    ['/staff\r\nset-cookie:x=1', '/staff'],
    ['/staff#@evil.example', '/staff'],
    [' /staff', '/staff'],
    ['/STAFF', '/staff'],
    ['/places', '/staff'],
  ])('asked for %j', (asked, path) => {
    expect(ownPath(asked)).toBe(path);
    const resolved = new URL(ownPath(asked), 'https://own.example');
    expect(resolved.origin).toBe('https://own.example');
    expect(resolved.pathname).toMatch(/^\/staff(\/|$)/);
  });

  it('is a page of ours after the whole way, too', async () => {
    const answer = await signIn('ellen', browser, '//evil.example/staff');
    expect(answer.headers.get('location')).toBe('/staff');
  });
});

describe('the cookies', () => {
  const attributes = (cookie = '') => cookie.split('; ').slice(1).sort();

  it('are read by no script, sent by no other site, and end', async () => {
    const start = await visit('/staff/sign-in');
    expect(attributes(start.setCookies[0])).toEqual(['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax']);
    const answer = await visit((await atProvider(start, 'ellen')).href);
    const [session, signIn] = answer.setCookies;
    expect(session).toMatch(/^staff-session=[\w-]{43}; /);
    expect(attributes(session)).toEqual(['HttpOnly', 'Max-Age=28800', 'Path=/', 'SameSite=Lax']);
    expect(signIn).toMatch(/^staff-sign-in-[\w-]{8}=; .*Max-Age=0$/);
  });

  it('under TLS go to this very host alone, and over TLS alone', async () => {
    const secure = await openStaffDesk({
      publicOrigin: 'https://staff.council.example',
      identity: {
        ...desk.identity,
        signInAddress: async () => 'https://id.example/',
        signedIn: async () => ({ member: someone('ed', 'editor'), idToken: '' }),
      },
    });
    const start = await secure.get('/staff/sign-in');
    const [cookie = ''] = start.setCookies;
    expect(cookie).toMatch(/^__Host-staff-sign-in-[\w-]{8}=/);
    expect(attributes(cookie)).toEqual(['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax', 'Secure']);
    const state = cookie.replace(/^[^=]*=/, '').replace(/;.*/, '');
    const answer = await secure.get(
      `/staff/signed-in?state=${state}&code=x`,
      `__Host-${signInCookie(state)}=${state}`,
    );
    const [session = ''] = answer.setCookies;
    expect(session).toMatch(/^__Host-staff-session=[\w-]{43}; /);
    expect(attributes(session)).toEqual(['HttpOnly', 'Max-Age=28800', 'Path=/', 'SameSite=Lax', 'Secure']);
    // A cookie that a neighbour could have set, or that came without TLS, has another name.
    const value = session.replace(/^[^=]*=/, '').replace(/;.*/, '');
    expect((await secure.get('/staff', `staff-session=${value}`)).status).toBe(303);
    expect((await secure.get('/staff', `__Host-staff-session=${value}`)).status).toBe(200);
    await secure.stop();
  });
});

describe('a session', () => {
  it('ends after a working day', async () => {
    await signIn('ellen');
    const begun = desk.now;
    desk.now = begun + 28_799;
    expect((await visit('/staff')).status).toBe(200);
    desk.now = begun + 28_800;
    expect((await visit('/staff')).status).toBe(303);
  });

  it('really ends with signing out', async () => {
    await signIn('ellen');
    const { header } = browser;
    const headers = { origin: desk.origin };
    const answer = await visit('/staff/sign-out', browser, { method: 'POST', form: {}, headers });
    expect(answer.status).toBe(200);
    expect(answer.setCookies[0]).toMatch(/^staff-session=; .*Max-Age=0$/);
    expect(sessionOf()).toBeUndefined();
    // Also for who has kept the cookie.
    expect((await desk.get('/staff', header)).status).toBe(303);
    expect(await audit()).toContainEqual(['ellen', 'signed-out', '']);
    // The way to sign out at the provider, too, is its own.
    const [, link = ''] = /href="([^"]*session\/end[^"]*)"/.exec(answer.text) ?? [];
    expect(new URL(link.replaceAll('&amp;', '&')).origin).toBe(desk.origin);
    expect(link).toContain('id_token_hint=');
  });

  it('of others goes on', async () => {
    const other = new CookieJar();
    await signIn('ellen', other);
    await signIn('ellen');
    await visit('/staff/sign-out', browser, { method: 'POST', form: {}, headers: { origin: desk.origin } });
    expect((await visit('/staff', other)).status).toBe(200);
  });

  it('that is over can be signed out of', async () => {
    await signIn('ellen');
    desk.now += 86_400;
    const headers = { origin: desk.origin };
    expect((await visit('/staff/sign-out', browser, { method: 'POST', form: {}, headers })).status).toBe(200);
    expect((await desk.get('/staff/signed-out')).status).toBe(200);
  });
});

describe('who it is', () => {
  const settings = { issuer: 'https://id.example', clientId: 'us', rolesClaim: 'roles' };
  const claims = {
    sub: 'id-1',
    name: 'Vic',
    email: 'Vic@Example.org',
    email_verified: true,
    roles: ['venue-owner'],
  };

  it('is what the provider vouches for', () => {
    expect(memberOf(claims, settings)).toEqual({
      ...{ subject: 'id-1', name: 'Vic', email: 'vic@example.org', roles: ['venue-owner'] },
    });
  });

  it.each([[false], ['false'], [undefined], [1], ['yes'], [null], [{}]])(
    'owns nothing by an address of which it says %j',
    async (email_verified) => {
      const member = memberOf({ ...claims, email_verified }, settings);
      expect(member.email).toBeNull();
      await desk.write(listing(`own-${++number}`, { owners: ['vic@example.org'] }), 'created');
      const cookie = await desk.signedIn(member);
      expect((await desk.get('/staff', cookie)).text).toContain('0 listings');
    },
  );

  describe('where the provider says nothing of whether an address is the person’s', () => {
    const { email_verified: _, ...silent } = { ...claims, iss: settings.issuer };
    const trusting = { ...settings, trustEmailOf: settings.issuer };
    const emailOf = (said: Readonly<Record<string, unknown>>, by = trusting) => memberOf(said, by).email;

    it('is not known by it, unless the council has said that it trusts this provider', () => {
      expect(memberOf(silent, settings).email).toBeNull();
      expect(emailOf(silent)).toBe('vic@example.org');
    });

    it.each([
      ['another provider', { iss: 'https://other.example' }],
      ['nobody', { iss: undefined }],
      ['a provider that says no', { email_verified: false }],
      ['a provider that says no in words', { email_verified: 'false' }],
      ['a provider that says something else', { email_verified: null }],
      ['a provider that says no address', { email: undefined }],
    ])('trusts no token of %s', (_, change) => {
      expect(emailOf({ ...silent, ...change })).toBeNull();
    });
  });

  it('is nobody without a name of the provider’s own', () => {
    for (const sub of [undefined, '', 7, null, {}, 'x'.repeat(256)])
      expect(() => memberOf({ ...claims, sub }, settings)).toThrow('Signing in has not worked');
  });

  it('is never taken for another', () => {
    const long = 'x'.repeat(254);
    const subjects = ['a', ' a', 'a ', 'A', `${long}a`, `${long}b`].map(
      (sub) => memberOf({ ...claims, sub }, settings).subject,
    );
    expect(new Set(subjects).size).toBe(6);
    const owner = `vic@${'x'.repeat(192)}.org`;
    expect(memberOf({ ...claims, email: owner }, settings).email).toBe(owner);
    expect(memberOf({ ...claims, email: `${owner}${'.evil.example'.repeat(5)}` }, settings).email).toBeNull();
  });

  it.each([
    [['editor', 'editor', 'emperor', '__proto__', 'constructor'], ['editor']],
    ['[editor, publisher]', ['editor', 'publisher']],
    ['administrators', []],
    [{ editor: true }, []],
    [undefined, []],
    [['Editor', ' editor '], []],
  ])('has of the roles %j those that there are', (roles, known) => {
    expect(memberOf({ ...claims, roles }, settings).roles).toEqual(known);
  });
});

describe('the log of sign-ins that failed', () => {
  const fieldsOf = (line: string) => JSON.parse(line) as Record<string, string>;

  it('says of what kind each was, and nothing of who it was or what they brought', async () => {
    const before = desk.logged.length;
    const words = { error: 'Ellen Editor', error_description: 'ellen@example.org is locked' };
    const brought: Record<string, string>[] = [
      { code: 'made-up-code' },
      words,
      { iss: 'https://ellen.example' },
    ];
    const secrets = ['made-up-code', ...Object.values(words), 'ellen'];
    for (const change of brought) {
      const jar = new CookieJar();
      const back = await atProvider(await visit('/staff/sign-in', jar), 'ellen', jar);
      secrets.push(...back.searchParams.values());
      if (!change.iss) back.searchParams.delete('code');
      for (const [name, value] of Object.entries(change)) back.searchParams.set(name, value);
      expect((await visit(back.href, jar)).status).toBe(403);
    }
    expect((await signIn('nora')).status).toBe(403);
    const lines = desk.logged.slice(before);
    expect(lines).toHaveLength(brought.length);
    for (const line of lines) {
      const { code, level, error, ...others } = fieldsOf(line);
      expect([level, code]).toEqual(['warn', 'SIGN_IN_FAILED']);
      expect(error).toMatch(/^[A-Za-z]+$/);
      expect(Object.keys(others).sort()).toEqual(['message', 'reason', 'service', 'time']);
      for (const secret of secrets.filter((text) => text !== `${desk.origin}/identity`))
        expect(line.toLowerCase()).not.toContain(secret.toLowerCase());
    }
    expect(lines.map((line) => fieldsOf(line).reason)).toEqual([
      'invalid_grant',
      null,
      'OAUTH_INVALID_RESPONSE',
    ]);
  });

  it('holds nothing that has failed for a reason of ours', () => {
    const kinds = desk.logged.map(fieldsOf).map(({ level, code }) => `${level} ${code}`);
    expect(new Set(kinds)).toEqual(new Set(['warn SIGN_IN_FAILED']));
  });
});
