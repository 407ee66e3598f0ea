import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';

export interface ColdStart {
  /** Loading the bundle, from a process that has loaded nothing else. */
  readonly importMilliseconds: number;
  /** From then to the answer to a first request. */
  readonly requestMilliseconds: number | null;
}

const schema = z.object({
  importMilliseconds: z.number(),
  requestMilliseconds: z.nullable(z.number()),
  status: z.nullable(z.number()),
});

const program = (file: string, event: object | undefined) => `
const began = performance.now();
const { handler } = await import(${JSON.stringify(file)});
const imported = performance.now();
const event = ${JSON.stringify(event ?? null)};
const answer = event && (await handler(event, { getRemainingTimeInMillis: () => 30_000 }));
const answered = performance.now();
process.stdout.write('\\n' + JSON.stringify({
  importMilliseconds: imported - began,
  requestMilliseconds: event && answered - imported,
  status: answer && answer.statusCode,
}));
process.exit(0);`;

/** Starts a function as Lambda does, away from the repository's packages; `event` is its first request, if any. */
export async function measureColdStart(
  file: string,
  environment: Readonly<Record<string, string>>,
  event: object | undefined,
): Promise<ColdStart> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program(file, event)],
    { cwd: dirname(file), env: environment },
  );
  const { status, ...start } = z.parse(schema, JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  if (event && status !== 200) throw new Error(`${file} answered its first request with ${status}`);
  return start;
}
