import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffCookies } from '#functions/staff/serve-staff/cookies.ts';
import { httpRoutes, staffRoutes } from '#shared/contracts/routes.ts';
import { type StaffRole, staffRoles } from '#shared/domain/staff/roles.ts';
import { writePendingSignIn } from '#shared/store/session-store.ts';
import { listing } from '#test/builders/listings.ts';
import { place } from '#test/builders/places.ts';
import { type Answer, openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';
import {
  type PreparedRequest,
  prepared,
  type WorkingRequest,
  workingRequests,
} from '#test/builders/staff-requests.ts';

/**
 * Who may do what, written down a second time, by hand: what is allowed here was decided by people, and is not what
 * the code happens to allow. A new route has to be added here, or this fails.
 */
const asks: Readonly<Record<string, string>> = {
  'GET /staff/sign-in': 'none',
  'GET /staff/signed-in': 'none',
  'POST /staff/sign-out': 'none',
  'GET /staff/signed-out': 'none',
  'GET /staff': 'view',
  'GET /staff/places/new': 'create',
  'POST /staff/places/new': 'create',
  'GET /staff/places/{id}': 'view',
  'GET /staff/places/{id}/edit/{section}': 'edit',
  'POST /staff/places/{id}/edit/{section}': 'edit',
  'POST /staff/places/{id}/unsaved/{section}': 'edit',
  'POST /staff/places/{id}/merge/{section}': 'edit',
  'POST /staff/listings/submit': 'edit',
  'POST /staff/listings/publish': 'publish',
  'GET /staff/places/{id}/pictures': 'edit',
  'POST /staff/places/{id}/pictures': 'edit',
  'POST /staff/places/{id}/pictures/{imageId}': 'edit',
  'POST /staff/places/{id}/pictures/{imageId}/take-down': 'publish',
  'GET /staff/places/{id}/preview': 'view',
  'POST /staff/places/{id}/submit': 'edit',
  'GET /staff/places/{id}/review': 'publish',
  'POST /staff/places/{id}/approve': 'publish',
  'POST /staff/places/{id}/send-back': 'publish',
  'POST /staff/places/{id}/archive': 'publish',
  'POST /staff/places/{id}/reopen': 'publish',
  'GET /staff/places/{id}/history': 'view',
  'GET /staff/places/{id}/history/{version}': 'view',
  'GET /staff/places/{id}/history/{version}/images/{file}': 'view',
  'POST /staff/places/{id}/history/{version}/restore': 'edit',
  'GET /staff/places/{id}/owners': 'administer',
  'POST /staff/places/{id}/owners': 'administer',
  'GET /staff/places/{id}/facts/{fact}/confirm': 'answer',
  'POST /staff/places/{id}/facts/{fact}/confirm': 'answer',
  'POST /staff/places/{id}/reports/{reportId}/done': 'answer',
  'GET /staff/reports': 'moderate',
  'GET /staff/reports/{reportId}': 'moderate',
  'POST /staff/reports/{reportId}': 'moderate',
  'GET /staff/import': 'import',
  'POST /staff/import': 'import',
  'GET /staff/import/{importId}': 'import',
  'POST /staff/import/{importId}': 'import',
  'GET /staff/import/{importId}/made': 'import',
  'POST /staff/import/{importId}/undo': 'import',
  'GET /staff/export': 'export',
  'GET /staff/export/{file}': 'export',
  'GET /staff/people': 'administer',
  'POST /staff/people/sign-out': 'administer',
  'GET /staff/audit': 'administer',
};

type Allowed = 'all' | 'own' | 'no';
const allowed: Readonly<Record<string, Readonly<Record<StaffRole, Allowed>>>> = {
  // biome-ignore format: a table
  view: { editor: 'all', publisher: 'all', moderator: 'all', 'venue-owner': 'own', administrator: 'all' },
  create: { editor: 'all', publisher: 'all', moderator: 'no', 'venue-owner': 'no', administrator: 'no' },
  edit: { editor: 'all', publisher: 'all', moderator: 'no', 'venue-owner': 'own', administrator: 'no' },
  publish: { editor: 'no', publisher: 'all', moderator: 'no', 'venue-owner': 'no', administrator: 'no' },
  answer: { editor: 'all', publisher: 'all', moderator: 'no', 'venue-owner': 'no', administrator: 'no' },
  import: { editor: 'all', publisher: 'all', moderator: 'no', 'venue-owner': 'no', administrator: 'no' },
  export: { editor: 'all', publisher: 'all', moderator: 'no', 'venue-owner': 'no', administrator: 'all' },
  moderate: { editor: 'no', publisher: 'no', moderator: 'all', 'venue-owner': 'no', administrator: 'no' },
  administer: { editor: 'no', publisher: 'no', moderator: 'no', 'venue-owner': 'no', administrator: 'all' },
};

/** Looked at, and told in the audit that it was. */
const toldRoutes = new Set(['GET /staff/export/{file}']);

const routes = staffRoutes
  .map(({ method, path }) => ({ method, path, route: `${method} ${path}` }))
  .filter(({ route }) => asks[route] !== 'none');

let desk: StaffDesk;
let number = 0;
const newId = () => `mill-${++number}`;

beforeAll(async () => {
  desk = await openStaffDesk();
  await desk.publish([place('untouched')]);
});
afterAll(() => desk.stop());

function requestOf(route: string): WorkingRequest {
  const request = workingRequests[route];
  if (!request) throw new Error(`nobody has said how ${route} is used: add it to workingRequests`);
  return request;
}
const send = (
  route: string,
  { path, form, body }: PreparedRequest,
  cookie: string | undefined,
  headers = {},
) => {
  const [method = ''] = route.split(' ');
  const origin = method === 'POST' ? { origin: desk.origin } : {};
  return desk.send(method, path, {
    ...(cookie && { cookie }),
    ...(form && { form }),
    ...(body && { body }),
    headers: { ...origin, ...headers },
  });
};

describe('the table of routes', () => {
  it('asks of each route what was decided for it, and has none that nobody has decided about', () => {
    expect(Object.fromEntries(staffRoutes.map((r) => [`${r.method} ${r.path}`, r.permission]))).toEqual(asks);
  });

  it('has no page below /staff that the guard does not stand before', () => {
    const others = httpRoutes.filter(({ target }) => target !== 'staff/serve-staff');
    expect(others.filter(({ path }) => path.startsWith('/staff'))).toEqual([]);
    const names = staffRoutes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** Sends a request, and answers its status and what it has written. */
async function tried(route: string, request: PreparedRequest, cookie: string | undefined, headers = {}) {
  let answer: Answer | undefined;
  const written = await desk.changedBy(async () => {
    answer = await send(route, request, cookie, headers);
  });
  if (!answer) throw new Error('nothing has answered');
  return { ...answer, written };
}
const refused = { status: 403, written: [] };
/** The page of a form that names several says of each that it was refused. */
const refusedEach = { status: 200, written: [] };

describe.each(routes)('$route', ({ method, route }) => {
  const expected = allowed[asks[route] ?? ''];
  const working = requestOf(route);
  const isNamed = working.listing !== undefined;
  const notYours = working.isBulk && expected?.['venue-owner'] === 'own' ? refusedEach : refused;
  afterAll(() => desk.clear());

  it.each(staffRoles.flatMap((role) => [[role, 'own'] as const, [role, 'other'] as const]))(
    'for the role %s, %s place',
    async (role, whose) => {
      const subject = `person-${role}`;
      const cookie = await desk.signedIn(someone(subject, role));
      const owners = [whose === 'own' ? `${subject}@example.org` : 'somebody@example.org'];
      const request = await prepared(desk, working, newId(), { listing: { owners }, subject });
      const { status, written } = await tried(route, request, cookie);
      const reach = expected?.[role];
      // A list of all shows to each their own.
      if (reach === 'all' || (reach === 'own' && (whose === 'own' || !isNamed))) {
        expect(status).toBeLessThan(400);
        if (method === 'POST' || toldRoutes.has(route)) expect(written).not.toEqual([]);
        else expect(written).toEqual([]);
      } else expect({ status, written }).toEqual(reach === 'own' ? notYours : refused);
    },
  );

  const strangers: Readonly<Record<string, () => Promise<string | undefined>>> = {
    'nobody who has signed in': async () => undefined,
    'somebody whose session has run out': () =>
      desk.signedIn(someone('late', ...staffRoles), { expiresAt: desk.now }),
    'a cookie that was made up': async () => `${staffCookies(desk.origin).session}=${'x'.repeat(43)}`,
    'an empty cookie': async () => `${staffCookies(desk.origin).session}=`,
    'the cookie of a sign-in that is not finished': async () => {
      const pending = { nonce: 'n', codeVerifier: 'v', returnTo: '/staff', expiresAt: desk.now + 600 };
      await writePendingSignIn(desk.sessions, 'half-way', pending);
      return `${staffCookies(desk.origin).session}=half-way`;
    },
    'a session under another name': async () =>
      (await desk.signedIn(someone('else', ...staffRoles))).replace('staff-session', 'session'),
  };
  it.each(Object.entries(strangers))('for %s', async (_, cookieOf) => {
    const cookie = await cookieOf();
    const request = await prepared(desk, working, newId());
    const { status, headers, text, written } = await tried(route, request, cookie);
    if (method === 'POST') expect(status).toBe(403);
    else {
      const signIn = `/staff/sign-in?${new URLSearchParams({ to: request.path })}`;
      expect([status, headers.get('location')]).toEqual([303, signIn]);
    }
    expect(text).not.toContain('The mill');
    expect(written).toEqual([]);
  });

  it('for somebody without a role', async () => {
    const owners = ['nobody@example.org'];
    const request = await prepared(desk, working, newId(), { listing: { owners }, subject: 'nobody' });
    const { status, written } = await tried(route, request, await desk.signedIn(someone('nobody')));
    expect({ status, written }).toEqual(refused);
  });

  it('for an owner whose address the provider does not vouch for', async () => {
    const owners = ['vic@example.org'];
    const request = await prepared(desk, working, newId(), { listing: { owners } });
    const cookie = await desk.signedIn({ ...someone('vic', 'venue-owner'), email: null });
    const { status, written } = await tried(route, request, cookie);
    const isList = !isNamed && expected?.['venue-owner'] !== 'no';
    expect({ status, written }).toEqual(isList ? { status: 200, written: [] } : notYours);
  });

  if (isNamed)
    it('for an owner, of a place that nobody has touched or that is not there', async () => {
      const cookie = await desk.signedIn(someone('vic', 'venue-owner'));
      for (const id of ['untouched', 'not-there']) {
        const { listing: _, ...others } = working;
        const { status, written } = await tried(route, await prepared(desk, others, id), cookie);
        expect({ id, status, written }).toEqual({ id, ...notYours });
      }
    });

  const foreign: Readonly<Record<string, (own: string) => Record<string, string | undefined>>> = {
    'no Origin': () => ({ origin: undefined }),
    'no Origin, though from this site': () => ({ origin: undefined, 'sec-fetch-site': 'same-origin' }),
    'a foreign Origin': () => ({ origin: 'https://evil.example' }),
    'an Origin that begins like ours': (own) => ({ origin: `${own}.evil.example` }),
    'an Origin that is null': () => ({ origin: 'null' }),
    'an Origin of another scheme': (own) => ({ origin: own.replace('http:', 'https:') }),
    'our Origin, from another site': (own) => ({ origin: own, 'sec-fetch-site': 'cross-site' }),
    'our Origin, from a site beside this one': (own) => ({ origin: own, 'sec-fetch-site': 'same-site' }),
  };
  if (method === 'POST')
    it.each(Object.entries(foreign))('takes no form with %s', async (_, headersFor) => {
      const request = await prepared(desk, working, newId());
      const cookie = await desk.signedIn(someone('all', ...staffRoles));
      const { status, written } = await tried(route, request, cookie, headersFor(desk.origin));
      expect({ status, written }).toEqual(refused);
    });

  if (method === 'GET')
    it('for HEAD as for GET, and without a body', async () => {
      const request = await prepared(desk, working, newId());
      const cookie = await desk.signedIn(someone('mo', 'moderator'));
      const answers: (number | string)[] = [];
      const written = await desk.changedBy(async () => {
        for (const as of [{}, { cookie }]) {
          const { status, text } = await desk.send('HEAD', request.path, as);
          answers.push(status, text);
        }
      });
      expect(answers).toEqual([303, '', expected?.moderator === 'all' ? 200 : 403, '']);
      expect(written).toEqual([]);
    });

  it('for no other method', async () => {
    const request = await prepared(desk, working, newId());
    const cookie = await desk.signedIn(someone('all', ...staffRoles));
    const known = routes.filter((other) => requestOf(other.route).path === working.path);
    const others = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST', 'HEAD'].filter(
      (other) => !known.some((one) => one.method === (other === 'HEAD' ? 'GET' : other)),
    );
    const headers = { origin: desk.origin, 'x-http-method-override': method };
    const written = await desk.changedBy(async () => {
      for (const other of others) {
        const { status } = await desk.send(other, request.path, { cookie, headers });
        expect([other, status]).toEqual([other, 404]);
      }
    });
    expect(written).toEqual([]);
  });
});

it('a form of signing out from elsewhere ends no session', async () => {
  const cookie = await desk.signedIn(someone('ed', 'editor'));
  for (const origin of [undefined, 'null', 'https://evil.example']) {
    const answer = await desk.send('POST', '/staff/sign-out', { cookie, form: {}, headers: { origin } });
    expect(answer.status).toBe(403);
  }
  expect((await desk.get('/staff', cookie)).status).toBe(200);
});

it('who was refused what is told by route and reason, for an alarm, and not by name', async () => {
  const from = desk.refused.length;
  await desk.write(listing('told', { owners: ['owner@example.org'] }), 'created');
  const moderator = await desk.signedIn(someone('mo-1', 'moderator'));
  const owner = await desk.signedIn(someone('vic-1', 'venue-owner'));
  await desk.get('/staff/places/new', moderator);
  await desk.get('/staff/places/told', owner);
  await desk.get('/staff/places/not-there', owner);
  await desk.send('POST', '/staff/places/new', { cookie: moderator, form: {} });
  // Who has not signed in is asked to, or has been signed out: nobody is refused anything.
  await desk.get('/staff/places/told');
  await desk.post('/staff/places/new', '', {});
  const lines = desk.refused.slice(from);
  expect(lines.map((line) => JSON.parse(line)).map(({ route, reason }) => [route, reason])).toEqual([
    ['GET /staff/places/new', 'permission'],
    ['GET /staff/places/{id}', 'listing'],
    ['GET /staff/places/{id}', 'listing'],
    ['POST /staff/places/new', 'foreign-form'],
  ]);
  for (const line of lines) expect(line).not.toMatch(/mo-1|vic-1|@|told"/);
});

it('nothing of it has failed for a reason of ours', () => {
  expect(desk.logged).toEqual([]);
});
