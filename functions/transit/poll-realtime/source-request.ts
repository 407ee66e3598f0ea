import type { RealtimeSource } from '#shared/contracts/network.ts';
import { DomainError } from '#shared/platform/domain-error.ts';

export type SecretReader = (name: string) => Promise<string>;
export type VariableReader = (name: string) => string;

const SECRET_LIFE_MILLISECONDS = 5 * 60_000;

/** Keeps a secret for five minutes, so that a changed key is noticed. The client is loaded only where there is one. */
export function secretsManagerReader(): SecretReader {
  const known = new Map<string, { readonly secret: Promise<string>; readonly until: number }>();
  return (name) => {
    const kept = known.get(name);
    if (kept && performance.now() < kept.until) return kept.secret;
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

export interface SourceRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What to ask a source, with its secrets filled in: a header may be `secret:NAME` or `env:NAME`, and an address may
 * hold `{secret:NAME}` or `{env:NAME}` (feeds that take their key in the query). The values never reach a log.
 * @throws DomainError `configuration` for a variable that is not set, or a secret without text
 */
export async function requestOf(
  source: RealtimeSource,
  readSecretNamed: SecretReader,
  readVariable: VariableReader,
): Promise<SourceRequest> {
  const keyOf = (kind: string, name: string) =>
    kind === 'secret' ? readSecretNamed(name) : readVariable(name);
  let { url } = source;
  for (const [reference, kind = '', name = ''] of source.url.matchAll(/\{(secret|env):([^}]+)\}/g)) {
    const value = await keyOf(kind, name);
    url = url.replace(reference, () => encodeURIComponent(value));
  }
  const headers: Record<string, string> = {};
  for (const [header, value] of Object.entries(source.headers)) {
    const [, kind, name] = /^(secret|env):(.+)$/.exec(value) ?? [];
    headers[header] = kind && name ? await keyOf(kind, name) : value;
  }
  return { url, headers };
}
