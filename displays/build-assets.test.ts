import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAssets } from './build-assets.ts';
import { type AssetManifest, type AssetName, assetNames } from './kit/assets.ts';

let directory = '';
let manifest: AssetManifest;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'assets-'));
  manifest = await buildAssets(directory);
});
afterAll(() => rm(directory, { recursive: true }));

const read = (name: AssetName) => readFile(join(directory, manifest.files[name]));

describe('the assets', () => {
  it('are listed in the manifest under names with a hash', async () => {
    expect(Object.keys(manifest.files)).toEqual([...assetNames]);
    for (const file of Object.values(manifest.files)) expect(file).toMatch(/-[A-Z0-9]{8}\.(css|js|woff2)$/);
    expect((await readdir(directory)).sort()).toEqual(
      [...Object.values(manifest.files), 'manifest.json'].sort(),
    );
    expect(JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'))).toEqual(manifest);
  });

  it('share one font file, which the stylesheets name', async () => {
    const font = manifest.files['atkinson-hyperlegible-next.woff2'];
    expect(await read('board.css').then(String)).toContain(font);
    expect(await read('welcome.css').then(String)).toContain(font);
  });

  it('stay small on the wire', async () => {
    const gzipped = async (...names: AssetName[]) =>
      (await Promise.all(names.map(read))).reduce((sum, file) => sum + gzipSync(file).length, 0);
    expect(await gzipped('board.css', 'board.js')).toBeLessThan(18_000);
    expect(await gzipped('welcome.css', 'stop.js')).toBeLessThan(16_000);
    expect(await gzipped('find.js')).toBeLessThan(1_000);
    expect((await read('map.js')).length).toBeLessThan(5_000);
  });
});
