import type { RealtimeSource } from '#shared/contracts/network.ts';
import type { SecretReader } from '#shared/platform/secret-reader.ts';

export type VariableReader = (name: string) => string;

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
