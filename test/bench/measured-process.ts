import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface Answer<R> {
  readonly result: R;
  readonly peakRssKilobytes: number;
}

export interface Measured<R> {
  readonly result: R;
  /** The most memory that the process ever held, Node itself included. */
  readonly peakRssMegabytes: number;
}

/** The heap limits that Lambda's Node.js runtime sets: a tenth of the memory for the young, half of it for each side. */
function heapLimits(memoryMegabytes: number): string[] {
  const young = Math.floor(memoryMegabytes / 10);
  return [
    `--max-semi-space-size=${Math.floor(young / 2)}`,
    `--max-old-space-size=${memoryMegabytes - young}`,
  ];
}

/**
 * Runs one of the bench's jobs in a process of its own, so that its memory and its warm code are its own; with the
 * heap of a function of so much memory.
 * @param complaints where the process writes them; 'ignore' where it may well run out of memory
 * @param nodeOptions of a job that has pages in it: `--import tsx`
 */
export async function runMeasured<I, R>(
  job: string,
  memoryMegabytes: number,
  input: I,
  complaints: 'inherit' | 'ignore' = 'inherit',
  nodeOptions: readonly string[] = [],
): Promise<Measured<R>> {
  const file = fileURLToPath(new URL(`./jobs/${job}.ts`, import.meta.url));
  const child = fork(file, [], {
    execArgv: ['--disable-warning=ExperimentalWarning', ...heapLimits(memoryMegabytes), ...nodeOptions],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', complaints, 'ipc'],
  });
  const exited = once(child, 'exit');
  let answer: Answer<R> | undefined;
  child.on('message', (message) => {
    answer = message as Answer<R>;
  });
  child.send({ input });
  const [code] = await exited;
  if (!answer) throw new Error(`bench job ${job} ended with ${code} and no answer`);
  return { result: answer.result, peakRssMegabytes: answer.peakRssKilobytes / 1024 };
}

/** The other end: a job's file calls this once. */
export function answerWith<I, R>(job: (input: I) => Promise<R>): void {
  process.once('message', (message) => {
    const { input } = message as { input: I };
    job(input)
      .then((result) => {
        const answer: Answer<R> = { result, peakRssKilobytes: process.resourceUsage().maxRSS };
        process.send?.(answer, () => process.disconnect());
      })
      .catch((error: unknown) => {
        console.error(error);
        process.exit(1);
      });
  });
}
