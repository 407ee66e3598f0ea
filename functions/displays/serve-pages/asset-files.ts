import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { AssetManifest } from '#displays/kit/assets.ts';
import type { HttpResponse } from '#functions/runtime/http.ts';

export interface AssetFiles {
  readonly manifest: AssetManifest;
  readonly files: ReadonlyMap<string, HttpResponse>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** All files at once, at start: together they are smaller than one photograph. */
export function readAssets(directory: string): AssetFiles {
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as AssetManifest;
  const files = new Map<string, HttpResponse>();
  for (const name of readdirSync(directory)) {
    const type = contentTypes[extname(name)];
    if (!type) continue;
    files.set(name, {
      status: 200,
      // The name holds a hash of the content, so the content under a name never changes.
      headers: { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' },
      body: readFileSync(join(directory, name)),
    });
  }
  return { manifest, files };
}
