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

/** Libraries complain to the console of what they then throw for. */
const silent = { print: () => undefined, printErr: () => undefined };

/**
 * A codec that Emscripten has made, new: its memory, which holds the picture more than once, goes when it is let go of.
 * The packages' own functions hold on to theirs.
 */
export async function newCodec<Codec>(factory: unknown, path: string): Promise<Codec> {
  const code = await codecModule(path);
  return (factory as (options: object) => Promise<Codec>)({
    ...silent,
    noInitialRun: true,
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(code, imports);
      done(instance);
      return instance.exports;
    },
  });
}
