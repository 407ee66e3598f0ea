import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { emulatorCredentials } from './emulator-signature.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);

/** The version whose faults docs/deploy.md lists. */
const ministackVersion = '1.5.33';

/** The emulator cannot be had on this machine, for a reason outside this repository. */
export class EmulatorUnavailable extends Error {}

const explain = (error: unknown) =>
  String(error instanceof Error ? error.message : error)
    .trim()
    .split('\n')
    .at(-1);

/** Installs the emulator into a virtual environment of its own, once. Returns its Python. */
export async function installEmulator(directory: string): Promise<string> {
  const python = join(directory, 'bin/python');
  await run('openssl', ['version']).catch(() => {
    throw new EmulatorUnavailable('openssl is needed: the emulator makes its certificate with it.');
  });
  const installed = await run(python, ['-m', 'pip', 'show', 'ministack']).catch(() => undefined);
  if (installed?.stdout.includes(`Version: ${ministackVersion}\n`)) return python;
  try {
    await run('python3', ['-m', 'venv', directory]);
  } catch (error) {
    throw new EmulatorUnavailable(
      `Python 3.10 or newer with the venv module is needed (Debian: python3-venv): ${explain(error)}`,
    );
  }
  try {
    await run(python, ['-m', 'pip', 'install', '--quiet', `ministack==${ministackVersion}`]);
  } catch (error) {
    throw new EmulatorUnavailable(`ministack ${ministackVersion} could not be installed: ${explain(error)}`);
  }
  return python;
}

export interface Emulator {
  readonly port: number;
  readonly endpoint: string;
  /** Self-signed, PEM, and the file it stands in. */
  readonly certificate: string;
  readonly certificateFile: string;
  /** What it last wrote, for the case that something fails. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts it on a free port; it and all it starts end with this process, however that ends. It enforces policies, so
 * a function may do what its role lets it do and no more; and it speaks TLS, which our queues and the CDK's bucket demand.
 */
export async function startEmulator(python: string, region: string): Promise<Emulator> {
  const port = await freePort();
  // Outside the repository: what it writes there must not come under our package.json.
  const scratch = await mkdtemp(join(tmpdir(), 'digital-welcome-emulator-'));
  const certificateFile = join(scratch, 'ministack-tls/server.crt');
  // The shell holds the read end of our pipe: when this process dies, `read` ends, and the whole group with it.
  const script = '"$@" >&2 </dev/null & read -r _; trap "" TERM; kill -TERM 0; sleep 2; kill -KILL 0';
  const shell = spawn('/bin/sh', ['-c', script, 'emulator', python, '-m', 'ministack'], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      TMPDIR: scratch,
      USE_SSL: '1',
      AUTH: 'true',
      MINISTACK_REGION: region,
      AWS_ACCESS_KEY_ID: emulatorCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: emulatorCredentials.secretAccessKey,
    },
  });
  let said = '';
  shell.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-20_000);
  });
  const stop = async () => {
    if (shell.exitCode === null && shell.signalCode === null) {
      const ended = once(shell, 'exit');
      shell.stdin.end();
      await ended;
    }
    await rm(scratch, { recursive: true, force: true });
  };
  const deadline = Date.now() + 60_000;
  while (!(await listens(port))) {
    if (shell.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The emulator did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const certificate = await readFile(certificateFile, 'utf8');
  return {
    port,
    endpoint: `https://localhost:${port}`,
    certificate,
    certificateFile,
    log: () => said,
    stop,
  };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}
