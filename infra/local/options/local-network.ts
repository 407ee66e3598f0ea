import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Feed, RealtimeKind, RealtimeSource } from '#shared/contracts/network.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { StartOptions } from './start-options.ts';

/** An http(s) URL as it is, anything else as an absolute path that exists. */
function locate(option: string, given: string, directory: string): string {
  if (/^https?:\/\//i.test(given)) {
    if (!URL.canParse(given)) throw new DomainError('invalid-input', `${option}: "${given}" is not a URL`);
    return given;
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(given) && !given.startsWith('file://')) {
    throw new DomainError(
      'invalid-input',
      `${option}: "${given}" is neither a path nor an http or https URL`,
    );
  }
  const path = given.startsWith('file://') ? fileURLToPath(given) : resolve(directory, given);
  if (!existsSync(path)) throw new DomainError('invalid-input', `${option}: no such file or folder: ${path}`);
  return path;
}

/** An id from the last part of a path or URL, different from those already taken. */
function idFor(location: string, taken: Set<string>): string {
  const path = /^https?:/i.test(location) ? new URL(location).pathname : location;
  const stem = basename(path).replace(/\.(zip|pb|bin|proto|protobuf|gz)$/i, '');
  const base =
    stem
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 56) || 'feed';
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  return id;
}

export function feedsOf(options: StartOptions, directory: string): Feed[] {
  const taken = new Set<string>();
  const urls = new Set(options.gtfs.map((given) => locate('--gtfs', given, directory)));
  return [...urls].map((url) => ({ id: idFor(url, taken), url }));
}

/** One source for one location, whatever the number of options that name it. */
export function sourcesOf(options: StartOptions, directory: string): RealtimeSource[] {
  const kinds = new Map<string, RealtimeKind[]>();
  const collect = (kind: RealtimeKind, given: readonly string[]) => {
    for (const location of given.map((text) => locate(`--${kind}`, text, directory))) {
      const known = kinds.get(location) ?? [];
      if (!known.includes(kind)) kinds.set(location, [...known, kind]);
    }
  };
  collect('trip-updates', options.tripUpdates);
  collect('vehicle-positions', options.vehiclePositions);
  collect('alerts', options.alerts);
  for (const url of Object.keys(options.realtimeHeaders)) {
    if (!kinds.has(url))
      throw new DomainError('invalid-input', `REALTIME_HEADERS: no source has the URL ${url}`);
  }
  const taken = new Set<string>();
  return [...kinds].map(([url, its]) => ({
    id: idFor(url, taken),
    url,
    kinds: its,
    headers: { ...options.realtimeHeaders[url] },
  }));
}
