import type { StageConfig } from './config.ts';

/** Names that belong to nobody and never will (RFC 2606): whoever writes to them reaches no one. */
const RESERVED = /(^|[@./])(example\.(org|com|net)|[\w-]+\.(example|invalid|test))(?=[:/?#]|$)/i;

/** Where a configuration still has an invented address: paths of its fields, `places.publisher.email`. */
export function inventedAddressesIn(config: StageConfig): readonly string[] {
  return reservedIn(config);
}

function reservedIn(value: unknown, path: readonly (string | number)[] = []): readonly string[] {
  if (typeof value === 'string') return RESERVED.test(value) ? [`${path.join('.')} (${value})`] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => reservedIn(part, [...path, name]));
}

/** What visitors would be told to write to, and nobody would answer, is no stage for them. Undefined: nothing is in the way. */
export function whyNotForVisitors(stage: string, config: StageConfig): string | undefined {
  const found = inventedAddressesIn(config);
  if (found.length === 0) return undefined;
  return `Stage ${stage}: write the council's own into infra/config.ts in place of ${found.join(', ')}. To look at the templates without, add -c invented-addresses=allow; nobody should deploy them.`;
}
