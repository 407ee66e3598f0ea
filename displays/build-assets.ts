import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type AssetManifest, type AssetName, assetNames } from './kit/assets.ts';

/**
 * GOV.UK Frontend without what is the government's own and not ours to show: its typeface and its crest. Its Sass
 * sources would let us say so, and take two seconds of every start.
 */
const govukFrontend: Plugin = {
  name: 'govuk-frontend',
  setup({ onLoad }) {
    onLoad({ filter: /govuk-frontend\.min\.css$/ }, async ({ path }) => {
      const css = (await readFile(path, 'utf8'))
        .replaceAll(/@font-face\{[^}]*\}/g, '')
        .replaceAll(/\.govuk-footer__copyright-logo:before\{[^}]*\}/g, '')
        // For Internet Explorer alone, and no CSS.
        .replaceAll('@media screen\\0 and', '@media not all and')
        .replaceAll('GDS Transport', '"Atkinson Hyperlegible Next",Verdana,"DejaVu Sans"');
      if (/GDS Transport|url\(\/assets/.test(css))
        throw new Error(`${path} is not as it was: look at it again`);
      return { contents: css, loader: 'css' };
    });
  },
};

const here = fileURLToPath(new URL('.', import.meta.url));

/** Stylesheets, scripts and the font, with a hash of their content in their names, and the manifest that lists them. */
export async function buildAssets(outDir: string): Promise<AssetManifest> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: {
      board: 'board/board.css',
      'board-script': 'board/client.tsx',
      welcome: 'welcome/welcome.css',
      'stop-script': 'welcome/stop-client.tsx',
      'find-script': 'welcome/near-me.ts',
      'map-script': 'places/map/map-client.ts',
      'retry-script': 'kit/retry.ts',
      staff: 'staff/staff.css',
      'staff-script': 'staff/staff-client.ts',
    },
    outdir: outDir,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    bundle: true,
    minify: true,
    format: 'esm',
    // What a display unit or a phone of the last six years understands.
    target: ['es2020', 'chrome88', 'firefox90', 'safari15'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [govukFrontend],
    metafile: true,
    logLevel: 'warning',
  });
  const written = Object.keys(metafile.outputs).map((path) => basename(path));
  const files = Object.fromEntries(assetNames.map((name) => [name, find(written, name)]));
  const release = createHash('sha256').update(written.sort().join()).digest('hex').slice(0, 12);
  const manifest: AssetManifest = { release, files: files as Record<AssetName, string> };
  await writeFile(join(outDir, 'manifest.json'), JSON.stringify(manifest));
  return manifest;
}

function find(written: readonly string[], name: AssetName): string {
  const [stem = '', extension] = name.split('.');
  const start = extension === 'js' ? `${stem}-script-` : `${stem}-`;
  const found = written.find((file) => file.startsWith(start) && file.endsWith(`.${extension}`));
  if (!found) throw new Error(`The build wrote no ${name}.`);
  return found;
}
