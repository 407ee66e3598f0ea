import type { RealtimeSource } from '#shared/contracts/network.ts';
import { DomainError } from '#shared/platform/domain-error.ts';

export type SecretReader = (name: string) => Promise<string>;

/** Reads each secret once in the life of the process. The client is loaded only where a source has a key. */
export function secretsManagerReader(): SecretReader {
  const known = new Map<string, Promise<string>>();
  return (name) => {
    let secret = known.get(name);
    if (!secret) {
      secret = readSecret(name);
      // A failed look-up is not remembered: the next poll tries again.
      secret.catch(() => known.delete(name));
      known.set(name, secret);
    }
    return secret;
  };
}

async function readSecret(name: string): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: name }),
  );
  if (!SecretString) throw new DomainError('configuration', `secret ${name} has no text`);
  return SecretString;
}

/** A source's request headers with `secret:NAME` and `env:NAME` filled in; the values never reach a log. */
export async function headersOf(
  source: RealtimeSource,
  readSecretNamed: SecretReader,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(source.headers)) {
    const [, kind, key] = /^(secret|env):(.+)$/.exec(value) ?? [];
    if (kind === 'secret' && key) headers[name] = await readSecretNamed(key);
    else if (kind === 'env' && key) headers[name] = environment[key] ?? '';
    else headers[name] = value;
  }
  return headers;
}
