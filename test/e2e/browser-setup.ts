import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildAssets } from '#displays/build-assets.ts';
import { chromiumPath } from './browser.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    assetsDirectory: string;
  }
}

/** Unpacks the browser and builds the pages' assets once, before any test starts. */
export default async function setup(project: TestProject): Promise<void> {
  const assetsDirectory = fileURLToPath(new URL('../../node_modules/.cache/e2e-assets', import.meta.url));
  await Promise.all([chromiumPath(), buildAssets(assetsDirectory)]);
  project.provide('assetsDirectory', assetsDirectory);
}
