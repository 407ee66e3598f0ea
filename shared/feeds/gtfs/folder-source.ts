import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type GtfsSource, locateFeed, refuse } from './gtfs-source.ts';

/** A feed that lies unpacked in a folder, or in the only feed folder below it. */
export async function openFolder(path: string): Promise<GtfsSource> {
  const entries = new Map<string, string>();
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      for (const name of await readdir(join(path, entry.name)).catch(() => [])) {
        entries.set(`${entry.name}/${name}`, join(path, entry.name, name));
      }
    } else entries.set(entry.name.split(sep).join('/'), join(path, entry.name));
  }
  const files = locateFeed(entries, `The folder ${path}`);
  return {
    has: (file) => files.has(file),
    async *read(file) {
      try {
        yield* createReadStream(files.get(file) ?? '', { highWaterMark: 256 * 1024 });
      } catch (cause) {
        throw refuse(`${file} cannot be read: ${(cause as Error).message}.`, { file }, cause);
      }
    },
    async close() {},
  };
}
