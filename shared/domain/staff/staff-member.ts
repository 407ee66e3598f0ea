import type { StaffRole } from './roles.ts';

/** Somebody who has signed in. */
export interface StaffMember {
  /** The identity provider's name for the person (OIDC `sub`): never changes, never is another's. */
  readonly subject: string;
  readonly name: string;
  /** Lower case, and only if the provider says that it is the person's: venues are owned by address. */
  readonly email: string | null;
  readonly roles: readonly StaffRole[];
}
