import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bundleFunctions,
  type FunctionBundle,
  type FunctionEntry,
  functionEntries,
} from '#infra/constructs/function-bundles.ts';

const outDir = mkdtempSync(join(tmpdir(), 'digital-welcome-bundles-'));
const bundles = new Map<string, FunctionBundle>();
beforeAll(() => {
  for (const bundle of bundleFunctions(outDir)) bundles.set(bundle.name, bundle);
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

function bundleOf(name: string): FunctionBundle {
  const bundle = bundles.get(name);
  if (!bundle) throw new Error(`${name} is not bundled`);
  return bundle;
}

const names = Object.keys(functionEntries) as FunctionEntry[];

test.each(names)('%s stays under its size', (name) => {
  const { bytes } = bundleOf(name);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(functionEntries[name].maximumBytes);
});

test.each(names)('%s loads as the runtime loads it, away from node_modules', (name) => {
  const { file } = bundleOf(name);
  const program = `const { handler } = await import(${JSON.stringify(file)}); process.stdout.write(typeof handler);`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: dirname(file),
    encoding: 'utf8',
    env: {
      AWS_REGION: 'eu-west-2',
      TABLE_NAME: 'Transit',
      NETWORK: JSON.stringify({ feeds: [{ id: 'feed', url: 'https://example.org/gtfs.zip' }] }),
      PLACES_TABLE_NAME: 'Places',
      PLACES: JSON.stringify({
        timeZone: 'Europe/London',
        publisher: { name: 'Council', url: 'https://example.org/', email: 'data@example.org' },
        sources: [],
      }),
      LISTINGS_TABLE_NAME: 'Listings',
      AUDIT_TABLE_NAME: 'Audit',
      SESSIONS_TABLE_NAME: 'Sessions',
      REPORTS_TABLE_NAME: 'Reports',
      OIDC: JSON.stringify({ issuer: 'https://example.org/', clientId: 'a', rolesClaim: 'roles' }),
      TWO_PERSON_RULE: 'on',
      IMAGES: 's3://images',
      ASSETS_DIRECTORY: 'assets',
      FRONT_SECRET_NAME: 'front',
    },
  });
  expect(said).toBe('function');
});
