import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

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

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port given by the system');
  return address.port;
}

export interface Emulator {
  readonly endpoint: string;
  /** What it last wrote, for the case that something fails. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts it on a free port; it and all it starts end with this process, however that ends. */
export async function startEmulator(python: string, region: string): Promise<Emulator> {
  const port = await freePort();
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
      // Policies are enforced: a function may do here what its role lets it do.
      AUTH: 'true',
      MINISTACK_REGION: region,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });
  let said = '';
  shell.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-20_000);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (shell.exitCode !== null || shell.signalCode !== null) return;
    const ended = once(shell, 'exit');
    shell.stdin.end();
    await ended;
  };
  const deadline = Date.now() + 60_000;
  while (!(await fetch(endpoint).catch(() => undefined))) {
    if (shell.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The emulator did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { endpoint, log: () => said, stop };
}
