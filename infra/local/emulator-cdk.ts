import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { StageConfig } from '../config.ts';
import type { Emulator } from './emulator-process.ts';
import { emulatorCredentials } from './emulator-signature.ts';

const account = '000000000000';

async function cdk(args: readonly string[], environment: Record<string, string>): Promise<void> {
  const require = createRequire(import.meta.url);
  const program = join(dirname(require.resolve('aws-cdk/package.json')), 'bin/cdk');
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`cdk ${args[0]} ended with ${code}:\n${said.slice(-8000)}`);
}

/** Bootstraps the account and deploys the emulator stage with the CDK's own command line. Returns the stack's outputs. */
export async function deployStack(
  { endpoint, certificateFile }: Emulator,
  region: string,
  { network, places }: Pick<StageConfig, 'network' | 'places'>,
): Promise<Readonly<Record<string, string>>> {
  const directory = await mkdtemp(join(tmpdir(), 'digital-welcome-cdk-'));
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: emulatorCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: emulatorCredentials.secretAccessKey,
    AWS_CA_BUNDLE: certificateFile,
    NODE_EXTRA_CA_CERTS: certificateFile,
    AWS_REGION: region,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CI: 'true',
  };
  try {
    const outputs = join(directory, 'outputs.json');
    const app = [
      '--output',
      join(directory, 'cdk.out'),
      '-c',
      'stage=emulator',
      '-c',
      `network=${JSON.stringify(network)}`,
      '-c',
      `places=${JSON.stringify(places)}`,
    ];
    await cdk(['bootstrap', `aws://${account}/${region}`, ...app], environment);
    await cdk(['deploy', '--require-approval', 'never', '--outputs-file', outputs, ...app], environment);
    const stacks: Record<string, Record<string, string>> = JSON.parse(await readFile(outputs, 'utf8'));
    return Object.values(stacks)[0] ?? {};
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
