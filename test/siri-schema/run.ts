import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchSiriSchemas, SchemasUnavailable } from './fetch-schemas.ts';

/** Holds what goes out as SIRI against the standard's own schemas, which are fetched and not part of the repository. */

/** sysexits EX_TEMPFAIL: nothing is wrong with the product; the schemas cannot be had here. */
const UNAVAILABLE = 75;
const folder = join(tmpdir(), 'siri-schemas-2.0.0');

try {
  await fetchSiriSchemas(folder);
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', 'test/contract/siri.test.ts', 'shared/contracts/siri'],
    {
      stdio: 'inherit',
      env: { ...process.env, SIRI_XSD: folder },
    },
  );
  process.exitCode = status ?? 1;
} catch (error) {
  if (!(error instanceof SchemasUnavailable)) throw error;
  console.error(`skipped: ${error.message}`);
  process.exitCode = UNAVAILABLE;
}
