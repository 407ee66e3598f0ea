import type { HttpHandler, HttpRequest } from '#functions/runtime/http.ts';
import { staffRoutes } from '#shared/contracts/routes.ts';
import { mayDo, reachOf, type StaffPermission } from '#shared/domain/staff/permissions.ts';
import { isoTime } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { openListing } from '#shared/store/open-listing.ts';
import { loadSession } from '#shared/store/session-store.ts';
import { staffCookies } from './cookies.ts';
import type { StaffDependencies, StaffHandler } from './staff-request.ts';
import { seeOther } from './staff-response.ts';

/** What the route table says that a route lets somebody do. */
const permissions: ReadonlyMap<string, StaffPermission> = new Map(
  staffRoutes.map(({ method, path, permission }) => [`${method} ${path}`, permission]),
);

/**
 * Stands before every page of the staff: who is there, whether they may do what the route table says that the route
 * does, and whether a form comes from these pages.
 */
export function guarded(
  routes: Readonly<Record<string, StaffHandler>>,
  dependencies: StaffDependencies,
): Readonly<Record<string, HttpHandler>> {
  return Object.fromEntries(
    Object.entries(routes).map(([route, handler]) => [route, guard(route, handler, dependencies)]),
  );
}

/** For pages before signing in: forms come from these pages there, too. */
export function ownForms(
  routes: Readonly<Record<string, HttpHandler>>,
  { publicOrigin }: Pick<StaffDependencies, 'publicOrigin'>,
): Readonly<Record<string, HttpHandler>> {
  return Object.fromEntries(
    Object.entries(routes).map(([route, handler]): [string, HttpHandler] => [
      route,
      (request) => {
        if (route.startsWith('POST ') && isForeign(request, publicOrigin ?? request.origin))
          throw new DomainError('forbidden', FOREIGN);
        return handler(request);
      },
    ]),
  );
}

function guard(route: string, handler: StaffHandler, dependencies: StaffDependencies): HttpHandler {
  const permission = permissions.get(route);
  if (permission === undefined || permission === 'none') throw new RangeError(`${route} has no permission`);
  const isForm = route.startsWith('POST ');
  const { sessions, clock, assets, config, logger } = dependencies;
  /** Told without who it was: the audit says who does things, and one refusal says nothing of anybody. */
  const refusal = (reason: 'permission' | 'listing' | 'foreign-form', message: string) => {
    logger.warn('STAFF_REQUEST_REFUSED', { route, reason });
    return new DomainError('forbidden', message);
  };
  return async (request) => {
    const origin = dependencies.publicOrigin ?? request.origin;
    const now = clock.now();
    const secret = request.cookies.get(staffCookies(origin).session);
    const session = secret ? await loadSession(sessions, secret, now) : undefined;
    if (!session) {
      if (isForm) throw new DomainError('forbidden', SIGNED_OUT);
      const to = request.query.size > 0 ? `${request.path}?${request.query}` : request.path;
      return seeOther(`/staff/sign-in?${new URLSearchParams({ to })}`);
    }
    if (isForm && isForeign(request, origin)) throw refusal('foreign-form', FOREIGN);
    const { member } = session;
    const reach = reachOf(member, permission);
    if (reach === undefined) throw refusal('permission', NOT_YOURS);
    const { id } = request.pathParameters;
    const open = id === undefined ? null : await openListing(id, dependencies);
    if (open === undefined) {
      // Which listings there are is not for people to find out who may not see them.
      if (reach === 'own') throw refusal('listing', NOT_YOURS);
      throw new DomainError('not-found', 'There is no such listing.');
    }
    if (open && !mayDo(member, permission, open.listing.owners)) throw refusal('listing', NOT_YOURS);
    return handler({
      ...request,
      member,
      now,
      step: { actor: { subject: member.subject, name: member.name }, now: isoTime(now) },
      around: { assets, member, timeZone: config.timeZone, path: request.path },
      open,
    });
  };
}

const NOT_YOURS = 'Your role does not let you do this. Ask an administrator if it should.';
const FOREIGN = 'This form was not sent from these pages.';
const SIGNED_OUT =
  'You have been signed out. Sign in again in another tab, come back to this one, go one page back and save again: what you typed is still there.';

/**
 * A browser says from which site a form was sent, and no page can make it say another. The cookie is not sent along
 * from other sites either (SameSite); this stands where that does not.
 */
function isForeign({ headers }: HttpRequest, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return headers.origin !== origin || site === 'cross-site' || site === 'same-site';
}
