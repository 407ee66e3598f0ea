import { DomainError } from './domain-error.ts';

/**
 * `isFresh` asks for the secret as it is at this moment, where the known one was refused.
 * @throws DomainError `configuration` for a secret without text
 */
export type SecretReader = (name: string, options?: { readonly isFresh?: boolean }) => Promise<string>;

const SECRET_LIFE_MILLISECONDS = 5 * 60_000;

/** Keeps a secret for five minutes, so that a changed key is noticed. The client is loaded only where there is one. */
export function secretsManagerReader(): SecretReader {
  const known = new Map<string, { readonly secret: Promise<string>; readonly until: number }>();
  return (name, { isFresh = false } = {}) => {
    const kept = known.get(name);
    if (!isFresh && kept && performance.now() < kept.until) return kept.secret;
    const secret = readSecret(name);
    secret.catch(() => known.delete(name));
    known.set(name, { secret, until: performance.now() + SECRET_LIFE_MILLISECONDS });
    return secret;
  };
}

async function readSecret(name: string): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const { SecretString } = await new SecretsManagerClient({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
  }).send(new GetSecretValueCommand({ SecretId: name }));
  if (!SecretString) throw new DomainError('configuration', `secret ${name} has no text`);
  return SecretString;
}
