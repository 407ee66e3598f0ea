import { allowInsecureRequests, ClientSecretPost, type Configuration, discovery, None } from 'openid-client';
import type { OidcSettings } from '#shared/contracts/oidc-settings.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { SecretReader } from '#shared/platform/secret-reader.ts';

/** Keys and addresses of a provider change, and so does our secret: whatever is older is read again. */
const LIFE_SECONDS = 300;

export interface ProviderConfiguration {
  /** @throws DomainError `upstream` when the provider, or our secret, cannot be had */
  current(): Promise<Configuration>;
  /** With the secret as it is at this moment. */
  renewed(): Promise<Configuration>;
}

/** What the provider says of itself, and our secret with it. */
export function providerConfiguration(
  settings: OidcSettings,
  readSecret: SecretReader,
  clock: Clock,
): ProviderConfiguration {
  let kept: { readonly configuration: Promise<Configuration>; readonly until: number } | undefined;
  const read = (isFresh: boolean): Promise<Configuration> => {
    const configuration = discovered(settings, readSecret, isFresh).catch((error: unknown) => {
      if (kept === reading) kept = undefined;
      throw new DomainError('upstream', 'Signing in is not possible just now.', {}, { cause: error });
    });
    const reading = { configuration, until: clock.now() + LIFE_SECONDS };
    kept = reading;
    return configuration;
  };
  return {
    current: () => (kept && clock.now() < kept.until ? kept.configuration : read(false)),
    renewed: () => read(true),
  };
}

async function discovered(
  { issuer, clientId, clientSecretName }: OidcSettings,
  readSecret: SecretReader,
  isFresh: boolean,
): Promise<Configuration> {
  const secret = clientSecretName && (await readSecret(clientSecretName, { isFresh }));
  const server = new URL(issuer);
  // Without TLS only on this very machine.
  const isLocal =
    server.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(server.hostname);
  return discovery(server, clientId, undefined, secret ? ClientSecretPost(secret) : None(), {
    timeout: 8,
    ...(isLocal && { execute: [allowInsecureRequests] }),
  });
}
