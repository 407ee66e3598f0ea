import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** Folder below functions/, as the CDK stack names its entries. */
export type FunctionEntry = `${string}/${string}`;

export type LambdaHandler = (event: unknown, context: Context) => unknown;

const timeoutMilliseconds = 900_000;

function contextFor(entry: FunctionEntry): Context {
  const started = Date.now();
  const requestId = randomUUID();
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: entry.replace('/', '-'),
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-west-2:000000000000:function:${entry.replace('/', '-')}`,
    memoryLimitInMB: '1024',
    awsRequestId: requestId,
    logGroupName: entry,
    logStreamName: requestId,
    getRemainingTimeInMillis: () => Math.max(0, started + timeoutMilliseconds - Date.now()),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

async function importHandler(entry: FunctionEntry): Promise<LambdaHandler> {
  const url = new URL(`../../functions/${entry}/index.ts`, import.meta.url);
  const loaded: { handler?: unknown } = await import(url.href);
  if (typeof loaded.handler !== 'function') throw new Error(`functions/${entry}/index.ts exports no handler`);
  return loaded.handler as LambdaHandler;
}

/** Invokes functions as Lambda does: loaded once by their entry, then called with an event and a context. */
export function localFunctions(load: (entry: FunctionEntry) => Promise<LambdaHandler> = importHandler) {
  const loaded = new Map<FunctionEntry, Promise<LambdaHandler>>();
  return async (entry: FunctionEntry, event: unknown): Promise<unknown> => {
    let handler = loaded.get(entry);
    if (!handler) {
      handler = load(entry);
      loaded.set(entry, handler);
    }
    return (await handler)(event, contextFor(entry));
  };
}
