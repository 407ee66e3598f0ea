import { DomainError } from '#shared/platform/domain-error.ts';
import { helpText } from './options/option-table.ts';
import { readStartOptions, type StartOptions } from './options/start-options.ts';
import { Shutdown } from './shutdown.ts';
import { filterStandardOutput } from './terminal-log.ts';

/** Well under the five seconds in which everything has to be gone. */
const shutdownMilliseconds = 4000;
/** Ctrl-C reaches this process from the terminal and once more through npm: that is one wish, not two. */
const sameSignalMilliseconds = 700;

const shutdown = new Shutdown();

/** Ends the process; what hangs is left behind, and child processes end with their pipe to us. */
async function end(code: number): Promise<never> {
  setTimeout(() => process.exit(code), shutdownMilliseconds);
  await shutdown.run();
  process.exit(code);
}

function endOnSignals(): void {
  let first: number | undefined;
  const onSignal = () => {
    if (first !== undefined) {
      if (Date.now() - first > sameSignalMilliseconds) process.exit(0);
      return;
    }
    first = Date.now();
    void end(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
}

/** One line: a cause that is ours to find is shown in full with DEBUG=1. */
function complain(error: unknown): void {
  const text = error instanceof DomainError ? error.message : `unexpected failure: ${String(error)}`;
  process.stderr.write(`digital-welcome: ${text.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  if (process.env.DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

/** Paths are relative to where npm was called, not to the package. */
function callersDirectory(): string {
  const { npm_lifecycle_event: script, INIT_CWD: called } = process.env;
  return script === 'start' && called ? called : process.cwd();
}

async function start(options: StartOptions): Promise<void> {
  const showWarnings = filterStandardOutput();
  // Loaded only now: a wrong option or --help is answered at once.
  const [{ startLocalStack }, { checkRoutes, welcomeLines }] = await Promise.all([
    import('./local-stack.ts'),
    import('./welcome-lines.ts'),
  ]);
  const stack = await startLocalStack(options, shutdown, {
    directory: callersDirectory(),
    onFault: complain,
  });
  await checkRoutes(stack.origin);
  showWarnings();
  for (const line of await welcomeLines(stack)) console.log(line);
  console.log(`ready ${stack.origin}`);
}

endOnSignals();
try {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options) await start(options);
  else process.stdout.write(helpText());
} catch (error) {
  // What fails because the end has begun is no failure.
  if (!shutdown.begun) {
    complain(error);
    await end(1);
  }
}
