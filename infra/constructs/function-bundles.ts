import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { buildSync, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every function, by its folder below functions/, and what its cold start may not read. */
export const functionEntries = {
  'transit/import-timetable': { maximumBytes: 1_000_000 },
  'transit/poll-realtime': { maximumBytes: 1_000_000 },
  'transit/serve-api': { maximumBytes: 700_000 },
  'places/import-places': { maximumBytes: 2_000_000 },
  'places/serve-api': { maximumBytes: 500_000 },
  'places/report-problem': { maximumBytes: 500_000 },
  'displays/serve-pages': { maximumBytes: 500_000 },
  'staff/serve-staff': { maximumBytes: 800_000 },
  'staff/publish-due': { maximumBytes: 2_000_000 },
  'front/admit-request': { maximumBytes: 50_000 },
} as const;
export type FunctionEntry = keyof typeof functionEntries;

export interface FunctionBundle {
  readonly name: FunctionEntry;
  /** What a cold start reads: the module and all that it imports at once. */
  readonly bytes: number;
  /** The ES module that exports `handler`; parts that are loaded late lie beside it. */
  readonly file: string;
}

const names = Object.keys(functionEntries) as FunctionEntry[];
const folder = (outDir: string, name: FunctionEntry) => join(outDir, name.replace('/', '-'));

/** Packages in CommonJS require Node's own modules by a function that ES modules do not have. */
const requireBanner =
  "import{createRequire as requireOfBundle}from'node:module';const require=requireOfBundle(import.meta.url);";

/** Threads are started by the name of their file, which no bundler follows: who starts one, and its code. */
const threads: Readonly<Record<string, string>> = {
  'shared/images/make-renditions.ts': 'shared/images/rendition-thread.ts',
};

/**
 * Bundles every function into a folder of its own. The SDK goes in: it loads faster than the runtime's own copy, and
 * what was tested is what runs. What a function imports only when it needs it stays in a file of its own.
 */
export function bundleFunctions(outDir: string): readonly FunctionBundle[] {
  rmSync(outDir, { recursive: true, force: true });
  const bundles = names.map((name) => {
    const entry = join('functions', name, 'index.ts');
    return { name, ...bundleEntry(entry, folder(outDir, name)) };
  });
  const pages = folder(outDir, 'displays/serve-pages');
  addPageAssets(pages);
  // Which files there are; the files themselves are served by the pages' own function.
  for (const name of ['staff/serve-staff', 'places/report-problem'] as const) {
    const manifest = join(folder(outDir, name), 'assets');
    mkdirSync(manifest, { recursive: true });
    copyFileSync(join(pages, 'assets/manifest.json'), join(manifest, 'manifest.json'));
  }
  return bundles;
}

/** One function as it is uploaded: its module, the threads that it starts, and the codecs that these load. */
export function bundleEntry(entry: string, outDir: string): Omit<FunctionBundle, 'name'> {
  let metafile = build([{ in: entry, out: 'index' }], outDir);
  const started = Object.keys(threads).filter((starter) => starter in metafile.inputs);
  if (started.length > 0) {
    const parts = started.flatMap((starter) => threads[starter] ?? []);
    const entries = parts.map((file) => ({ in: file, out: basename(file, '.ts') }));
    rmSync(outDir, { recursive: true });
    metafile = build([{ in: entry, out: 'index' }, ...entries], outDir);
  }
  addCodecs(metafile, outDir);
  return { bytes: bytesAtStart(metafile, entry), file: join(outDir, 'index.mjs') };
}

function build(entryPoints: { in: string; out: string }[], outDir: string): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints,
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    banner: { js: requireBanner },
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
  return metafile;
}

/** WebAssembly lies in node_modules beside the module that speaks to it; in a bundle it does so, too. */
function addCodecs({ inputs }: Metafile, outDir: string): void {
  for (const input of Object.keys(inputs)) {
    for (const ending of ['.wasm', '_bg.wasm']) {
      const codec = join(root, input.replace(/\.js$/, ending));
      if (codec.endsWith(ending) && existsSync(codec)) copyFileSync(codec, join(outDir, basename(codec)));
    }
  }
}

function bytesAtStart({ outputs }: Metafile, entry: string): number {
  const seen = new Set<string>();
  const read = (file: string): number => {
    const output = outputs[file];
    if (!output || seen.has(file)) return 0;
    seen.add(file);
    const atOnce = output.imports.filter(({ kind }) => kind === 'import-statement');
    return atOnce.reduce((sum, { path }) => sum + read(path), output.bytes);
  };
  return Object.keys(outputs)
    .filter((file) => outputs[file]?.entryPoint === entry)
    .reduce((sum, file) => sum + read(file), 0);
}

/** The pages' stylesheets, scripts and fonts, beside their function. A process of its own: Node alone reads no TSX. */
function addPageAssets(pagesFolder: string): void {
  const script = pathToFileURL(join(root, 'displays/build-assets.ts')).href;
  const assets = join(pagesFolder, 'assets');
  const program = `const { buildAssets } = await import(${JSON.stringify(script)}); await buildAssets(${JSON.stringify(assets)});`;
  execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (!existsSync(assets)) throw new Error(`displays/build-assets.ts wrote nothing to ${assets}`);
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
  }
  return Code.fromAsset(folder(bundled, name));
}
