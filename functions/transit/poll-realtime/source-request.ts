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

export interface SourceRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What to ask a source, with its secrets filled in: a header may be `secret:NAME` or `env:NAME`, and an address may
 * hold `{secret:NAME}` or `{env:NAME}` (feeds that take their key in the query). The values never reach a log.
 */
export async function requestOf(
  source: RealtimeSource,
  readSecretNamed: SecretReader,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SourceRequest> {
  const filledIn = async (kind: string, name: string) =>
    kind === 'secret' ? await readSecretNamed(name) : (environment[name] ?? '');
  let { url } = source;
  for (const [placeholder, kind = '', name = ''] of source.url.matchAll(/\{(secret|env):([^}]+)\}/g)) {
    url = url.replace(placeholder, encodeURIComponent(await filledIn(kind, name)));
  }
  const headers: Record<string, string> = {};
  for (const [header, value] of Object.entries(source.headers)) {
    const [, kind, name] = /^(secret|env):(.+)$/.exec(value) ?? [];
    headers[header] = kind && name ? await filledIn(kind, name) : value;
  }
  return { url, headers };
}
