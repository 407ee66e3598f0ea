import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A bundle has the codecs beside it; else they lie where npm put them. */
function codecPath(path: string): string {
  const beside = fileURLToPath(new URL(basename(path), import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(path);
}

/** The code of a codec, for any processor. */
export const codecModule = async (path: string): Promise<WebAssembly.Module> =>
  WebAssembly.compile(await readFile(codecPath(path)));
