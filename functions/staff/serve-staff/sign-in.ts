import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type StaffSurroundings, staffMessage } from '#displays/staff/staff-page.tsx';
import type { HttpHandler, HttpRequest } from '#functions/runtime/http.ts';
import { isoTime } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { writeAudit } from '#shared/store/audit-store.ts';
import type { AuditEvent } from '#shared/store/listing-schema.ts';
import {
  loadSession,
  removeSession,
  takePendingSignIn,
  writePendingSignIn,
  writeSession,
} from '#shared/store/session-store.ts';
import { staffCookies } from './cookies.ts';
import { kindOfFailure } from './provider-failure.ts';
import type { StaffDependencies } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';

/** A working day: after it, everybody signs in again. */
const SESSION_SECONDS = 8 * 3_600;
const SIGN_IN_SECONDS = 600;

const newSecret = () => randomBytes(32).toString('base64url');

/** A path of these pages, whatever was asked for: no way leads from here to another site, or up and out. */
export function ownPath(path: string | null): string {
  if (path === null || !/^\/staff(\/[\w./%-]*)?(\?[\w.=&%+-]*)?$/.test(path)) return '/staff';
  const { pathname, search } = new URL(path, 'https://staff.invalid');
  return pathname + search === path ? path : '/staff';
}

function isSame(text: string, other: string): boolean {
  const [a, b] = [Buffer.from(text), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Signing in and out: the pages that need nobody to be there yet. */
export function signInRoutes(dependencies: StaffDependencies): Readonly<Record<string, HttpHandler>> {
  const { identity, sessions, audit, clock, assets, config, logger } = dependencies;
  const originOf = (request: HttpRequest) => dependencies.publicOrigin ?? request.origin;
  const around = (path: string) => ({ assets, member: null, timeZone: config.timeZone, path });
  const told = (action: AuditEvent['action'], actor: AuditEvent['actor'], what: string) =>
    writeAudit(audit, { at: isoTime(clock.now()), actor, action, listingId: null, version: null, what });
  const logged = (error: unknown): never => {
    const isUpstream = error instanceof DomainError && error.kind === 'upstream';
    if (isUpstream) logger.error('IDENTITY_PROVIDER_FAILED', kindOfFailure(error));
    else logger.warn('SIGN_IN_FAILED', kindOfFailure(error));
    throw error;
  };

  return {
    'GET /staff/sign-in': async (request) => {
      const origin = originOf(request);
      const cookies = staffCookies(origin);
      const attempt = identity.newAttempt();
      const state = newSecret();
      const address = await identity.signInAddress(attempt, state, `${origin}/staff/signed-in`).catch(logged);
      const expiresAt = clock.now() + SIGN_IN_SECONDS;
      const returnTo = ownPath(request.query.get('to'));
      await writePendingSignIn(sessions, state, { ...attempt, returnTo, expiresAt });
      // The browser that comes back has to be the one that left.
      return seeOther(address, [
        cookies.set(cookies.signIn(state), state, SIGN_IN_SECONDS),
        ...cookies.surplusSignIns(request.cookies.keys()).map(cookies.clear),
      ]);
    },
    'GET /staff/signed-in': async (request) => {
      const origin = originOf(request);
      const cookies = staffCookies(origin);
      const state = request.query.get('state') ?? '';
      const kept = request.cookies.get(cookies.signIn(state)) ?? '';
      const pending = isSame(state, kept) && (await takePendingSignIn(sessions, state, clock.now()));
      if (!pending) throw new DomainError('forbidden', 'This sign-in has run out. Start again.');
      const returned = new URL(`/staff/signed-in?${request.query}`, origin);
      const { member, idToken } = await identity.signedIn(returned, pending, state).catch(logged);
      const actor = { subject: member.subject, name: member.name };
      if (member.roles.length === 0) {
        await told('sign-in-refused', actor, 'no role');
        throw new DomainError('forbidden', 'You have no role here. Ask an administrator to give you one.');
      }
      const earlier = request.cookies.get(cookies.session);
      if (earlier) await removeSession(sessions, earlier);
      const secret = newSecret();
      const signedInAt = clock.now();
      const session = { member: { ...member, roles: [...member.roles] }, signedInAt, idToken };
      await writeSession(sessions, secret, { ...session, expiresAt: signedInAt + SESSION_SECONDS });
      await told('signed-in', actor, member.roles.join(', '));
      return seeOther(pending.returnTo, [
        cookies.set(cookies.session, secret, SESSION_SECONDS),
        cookies.clear(cookies.signIn(state)),
      ]);
    },
    'POST /staff/sign-out': async (request) => {
      const origin = originOf(request);
      const cookies = staffCookies(origin);
      const secret = request.cookies.get(cookies.session);
      const session = secret ? await loadSession(sessions, secret, clock.now()) : undefined;
      if (secret) await removeSession(sessions, secret);
      let elsewhere: string | undefined;
      if (session) {
        const { subject, name } = session.member;
        await told('signed-out', { subject, name }, '');
        elsewhere = await identity
          .signOutAddress(session.idToken, `${origin}/staff/signed-out`)
          .catch(() => undefined);
      }
      const page = signedOutPage(around('/staff/signed-out'), elsewhere);
      return { ...staffHtml(page), cookies: [cookies.clear(cookies.session)] };
    },
    'GET /staff/signed-out': () => staffHtml(signedOutPage(around('/staff/signed-out'), undefined)),
  };
}

/**
 * The session at the identity provider ends, too, or the next person at this computer is let in without a question. A
 * form may not lead to another site (form-action), but the page that answers it may go on there.
 */
const signedOutPage = (surroundings: StaffSurroundings, elsewhere: string | undefined) =>
  staffMessage(surroundings, {
    title: 'You are signed out',
    text: 'On a computer that others use, close the browser as well.',
    goOnTo: elsewhere,
    ways: [
      ...(elsewhere ? [{ href: elsewhere, text: 'Sign out of your account, too' }] : []),
      { href: '/staff', text: 'Sign in again' },
    ],
  });
