import { claimedRoles, type OidcSettings } from '#shared/contracts/oidc-settings.ts';
import { isStaffRole } from '#shared/domain/staff/roles.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';
import { DomainError } from '#shared/platform/domain-error.ts';

/** OpenID Connect Core, 2. */
const MOST_SUBJECT = 255;
const MOST_EMAIL = 254;

type Claims = Readonly<Record<string, unknown>>;

/** Who the token is about. What is not claimed is not so. */
export function memberOf(claims: Claims, settings: OidcSettings): StaffMember {
  const text = (name: string) => {
    const value = claims[name];
    return typeof value === 'string' ? value.trim().slice(0, 200) : '';
  };
  // As it is, and whole: what is cut or trimmed may be another's.
  const subject = claims.sub;
  if (typeof subject !== 'string' || subject === '' || subject.length > MOST_SUBJECT)
    throw new DomainError('forbidden', 'Signing in has not worked. Try again.');
  const email = typeof claims.email === 'string' ? claims.email.trim().toLowerCase() : '';
  const isKnown = email !== '' && email.length <= MOST_EMAIL && isOwnAddress(claims, settings);
  return {
    subject,
    name: text('name') || text('preferred_username') || text('email') || subject,
    email: isKnown ? email : null,
    roles: [...new Set(claimedRoles(claims, settings))].filter(isStaffRole),
  };
}

/** A provider that says nothing either way may be trusted by name; one that says no is believed. */
function isOwnAddress({ email_verified: verified, iss }: Claims, { trustEmailOf }: OidcSettings): boolean {
  if (verified === undefined) return trustEmailOf !== undefined && iss === trustEmailOf;
  return verified === true || verified === 'true';
}
