import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface LocalProcess {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The origin in the `ready` line; rejects when the process ends before. */
  readonly ready: Promise<string>;
  readonly exited: Promise<number | null>;
}

/** Nothing of the surroundings that could steer the process under test, save what it needs to run at all. */
function cleanEnvironment(extra: Readonly<Record<string, string>>): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...extra };
}

function watch(child: ChildProcess): LocalProcess {
  let stdout = '';
  let stderr = '';
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      const line = /^ready (http:\S+)$/m.exec(stdout);
      if (line?.[1]) resolve(line[1]);
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    exited.then((code) => reject(new Error(`ended with ${code} before it was ready: ${stderr}`)), reject);
  });
  // Whoever waits for the end alone need not look at this.
  ready.catch(() => undefined);
  return { child, stdout: () => stdout, stderr: () => stderr, ready, exited };
}

/** `npm start` without npm. */
export function startLocal(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): LocalProcess {
  return watch(
    spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'infra/local/start.ts', ...args],
      { cwd: root, env: cleanEnvironment(environment), stdio: ['ignore', 'pipe', 'pipe'] },
    ),
  );
}

export function startWithNpm(args: readonly string[], cwd = root): LocalProcess {
  const environment = cleanEnvironment({});
  environment.PATH = `${dirname(process.execPath)}:${environment.PATH}`;
  return watch(
    spawn('npm', ['start', '--prefix', root, '--', ...args], {
      cwd,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

/** Process ids of all descendants, from /proc. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      // The name in brackets may hold spaces: the parent is the second field after it.
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It ended between the two readings.
    }
  }
  const found: number[] = [];
  const collect = (parent: number) => {
    for (const [child, its] of parents) {
      if (its !== parent) continue;
      found.push(child);
      collect(child);
    }
  };
  collect(pid);
  return found;
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie has ended; it only waits for its parent to ask.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
