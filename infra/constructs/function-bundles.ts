import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every function, by its folder below functions/, and the size that its code may not reach. */
export const functionEntries = {
  'transit/import-timetable': { maximumBytes: 1_000_000 },
  'transit/poll-realtime': { maximumBytes: 1_000_000 },
  'transit/serve-api': { maximumBytes: 500_000 },
  'displays/serve-pages': { maximumBytes: 500_000 },
} as const;
export type FunctionEntry = keyof typeof functionEntries;

export interface FunctionBundle {
  readonly name: FunctionEntry;
  /** All of its code, also what is loaded late. */
  readonly bytes: number;
  /** The ES module that exports `handler`; parts that are loaded late lie beside it. */
  readonly file: string;
}

const names = Object.keys(functionEntries) as FunctionEntry[];
const folder = (outDir: string, name: FunctionEntry) => join(outDir, name.replace('/', '-'));

/**
 * Bundles every function into a folder of its own. The SDK goes in: it loads faster than the runtime's own copy, and
 * what was tested is what runs. What a function imports only when it needs it stays in a file of its own.
 */
export function bundleFunctions(outDir: string): readonly FunctionBundle[] {
  rmSync(outDir, { recursive: true, force: true });
  return names.map((name) => {
    const { metafile } = buildSync({
      absWorkingDir: root,
      entryPoints: [{ in: join('functions', name, 'index.ts'), out: 'index' }],
      outdir: folder(outDir, name),
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      minify: true,
      // Stack traces in the logs keep their names; a source map would be read at every cold start.
      keepNames: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      mainFields: ['module', 'main'],
      logLevel: 'warning',
      metafile: true,
    });
    const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
    return { name, bytes, file: join(folder(outDir, name), 'index.mjs') };
  });
}

/** The pages' stylesheets, scripts and fonts, beside their function. A process of its own: Node alone reads no TSX. */
function addPageAssets(outDir: string): void {
  const script = pathToFileURL(join(root, 'displays/build-assets.ts')).href;
  const target = join(folder(outDir, 'displays/serve-pages'), 'assets');
  execFileSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      `const { buildAssets } = await import(${JSON.stringify(script)}); await buildAssets(${JSON.stringify(target)});`,
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (!existsSync(target)) throw new Error(`displays/build-assets.ts wrote nothing to ${target}`);
}

let bundled: string | undefined;

/** What is uploaded for one function. All are built once, at the first question; not at all where bundling is off. */
export function bundledCode(scope: Construct, name: FunctionEntry): Code {
  if (!Stack.of(scope).bundlingRequired) {
    return Code.fromInline('export const handler = () => { throw new Error("not bundled"); };');
  }
  if (!bundled) {
    bundled = join(root, 'dist/functions');
    bundleFunctions(bundled);
    addPageAssets(bundled);
  }
  return Code.fromAsset(folder(bundled, name));
}
