import { Stack } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import * as z from 'zod/mini';
import { type OidcSettings, oidcSettingsSchema } from '#shared/contracts/oidc-settings.ts';
import type { IdentityConfig } from '../config.ts';
import { grantNamedSecrets } from './primitives/grant-named-secrets.ts';
import type { Surroundings } from './primitives/service-function.ts';
import { StaffPool } from './staff-pool.ts';

export interface StaffIdentityProps {
  readonly identity: IdentityConfig;
  /** Scheme and host that staff see. */
  readonly origin: string;
  /** AWS WAF before the pool. */
  readonly firewall: boolean;
  readonly surroundings: Surroundings;
}

/** Where staff sign in: a pool of our own, or a provider that is there already. The function sees no difference. */
export class StaffIdentity extends Construct {
  readonly settings: OidcSettings;
  readonly pool: UserPool | undefined;

  constructor(scope: Construct, id: string, { identity, ...props }: StaffIdentityProps) {
    super(scope, id);
    if (identity.kind === 'oidc') {
      const { kind: _, ...settings } = identity;
      this.settings = checked(settings);
      return;
    }
    const { entra, rolePrefix } = identity;
    const { pool, settings } = new StaffPool(this, 'Pool', { ...props, ...(entra && { entra }) });
    this.pool = pool;
    this.settings = { ...settings, ...(rolePrefix && { rolePrefix }) };
  }

  /** For the function that signs staff in. */
  get environment(): { readonly OIDC: string } {
    return { OIDC: Stack.of(this).toJsonString(this.settings) };
  }

  grantClientSecret(reader: IFunction): void {
    const { clientSecretName } = this.settings;
    grantNamedSecrets(reader, clientSecretName ? [clientSecretName] : []);
  }
}

/** As the function checks them when it starts: said before it is deployed. */
function checked(settings: OidcSettings): OidcSettings {
  const parsed = z.safeParse(oidcSettingsSchema, settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`identity.${issue?.path.join('.')}: ${issue?.message}`);
}
